/* Publication: what is published of the record that is open, and the verbs that go on from there. The program says which
   there are, what each will do and what it asks for. */
(function () {
  "use strict";
  const words = JSON.parse(document.getElementById("words").textContent);
  const dialog = document.getElementById("publication");
  const title = document.getElementById("publication-title");
  const wrong = document.getElementById("publication-wrong");
  const body = dialog.querySelector(".pb-publication__body");
  const open = document.querySelector(".pb-form__publish");
  const close = document.querySelector("[data-closes=publication]");
  const leave = close.textContent;
  const { ask, findRecord, make } = window.saving;
  let isDone = false;
  let isBusy = false;

  const find = () => `${findRecord()}.json`;
  function follow() {
    open.hidden = !findRecord();
  }
  window.addEventListener("hashchange", follow);
  follow();

  open.addEventListener("click", async function () {
    isDone = false;
    close.textContent = leave;
    refuse("");
    body.replaceChildren();
    dialog.showModal();
    if (document.querySelector('#nc-root [class*="-BackStatusChanged"]')) {
      refuse(words["form.publication.unsaved"]);
      return;
    }
    const told = await ask("publication", { path: find() });
    if (told.error) {
      refuse(told.error);
      return;
    }
    title.textContent = told.title;
    body.append(make("p", told.state));
    if (told.differences) {
      const lines = make("pre", told.differences);
      lines.tabIndex = 0;
      body.append(lines);
    }
    told.verbs.forEach((verb, at) => body.append(makeVerb(verb, told.seen, at)));
    const first = body.querySelector("details");
    if (first) {
      first.open = true;
    }
  });
  close.addEventListener("click", () => dialog.close());
  dialog.addEventListener("close", function () {
    if (isDone) {
      /* What the verb has written in the record is to be seen. */
      location.reload();
    }
  });
  dialog.addEventListener("cancel", function (event) {
    if (isBusy) {
      event.preventDefault();
    }
  });

  function makeVerb(verb, seen, at) {
    const part = make("details");
    part.name = "verb";
    part.append(make("summary", verb.label));
    const form = make("form");
    form.noValidate = true;
    form.append(make("p", verb.does));
    for (const field of verb.fields) {
      form.append(...makeField(field, `verb-${at}-${field.name}`));
    }
    if (verb.button) {
      const button = make("button", verb.button);
      button.type = "submit";
      form.append(button);
    }
    form.addEventListener("submit", function (event) {
      event.preventDefault();
      perform(form, verb, seen);
    });
    part.append(form);
    return part;
  }

  function makeField(field, id) {
    const label = make("label", field.label);
    label.htmlFor = id;
    const input = make(field.options ? "select" : "textarea");
    for (const option of field.options || []) {
      input.append(new Option(option.label, option.value, false, option.value === field.value));
    }
    if (!field.options) {
      input.rows = 2;
    }
    input.id = id;
    input.name = field.name;
    if (field.needed) {
      input.setAttribute("aria-required", "true");
      input.dataset.needed = "";
    }
    return [label, input];
  }

  async function perform(form, verb, seen) {
    const empty = [...form.querySelectorAll("[data-needed]")].find((input) => !input.value.trim());
    if (empty) {
      refuse(words["form.publication.without"]);
      empty.setAttribute("aria-invalid", "true");
      empty.focus();
      return;
    }
    if (isBusy) {
      return;
    }
    isBusy = true;
    refuse("");
    const given = { ...verb.given, ...Object.fromEntries(new FormData(form)) };
    const told = await ask("publish", { path: find(), verb: verb.verb, seen, given });
    isBusy = false;
    if (told.error) {
      refuse(told.error);
      wrong.focus();
      return;
    }
    isDone = true;
    refuse("");
    title.textContent = words["form.publication.done"];
    body.replaceChildren(...told.said.flatMap((text) => text.split("\n")).map((line) => make("p", line)));
    close.textContent = words["form.close"];
    close.focus();
  }

  function refuse(text) {
    wrong.textContent = text;
  }
})();
