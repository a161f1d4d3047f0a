/* Saving: what Decap sends is looked through first, and whatever keeps it from being saved is told on the page, with
   the way to the field. */
(function () {
  "use strict";
  const words = JSON.parse(document.getElementById("words").textContent);
  const api = new URL("api", location.href).pathname;
  const send = window.fetch.bind(window);
  /* Two pages may have the same copy of what was not saved; they are told apart by this. */
  const tab = crypto.randomUUID();
  const panel = document.querySelector(".pb-told");
  const dialog = document.getElementById("conflict");
  /* Fields that may be filled in wrongly, and lists that may have items with nothing in them. */
  const lines = new Set();
  const lists = new Set();
  let isLeaving = false;
  let onTold = () => {};

  window.fetch = function (address, options) {
    const asked = readSave(address, options);
    return asked ? save(asked, options) : send(address, options);
  };

  function readSave(address, options) {
    const isOurs = typeof address === "string" && new URL(address, location.href).pathname === api;
    const asked = isOurs && options && options.method === "POST" ? JSON.parse(options.body) : null;
    return asked && asked.action === "persistEntry" ? asked : null;
  }

  async function save(asked, options) {
    clear();
    const wrong = inOrder([...lines].filter((line) => line.readFault()));
    if (wrong.length) {
      wrong.forEach((line) => line.show());
      return refuse(words["form.unsaved.wrong"], wrong.map((line) => ({ name: line.readName(), text: line.readFault(), id: line.props.forID })));
    }
    const empty = [...lists].flatMap((list) => list.listEmpty());
    for (let over = ""; ; ) {
      let answer;
      let told;
      try {
        answer = await send(api, { ...options, signal: undefined, body: JSON.stringify(mark(asked, over)) });
        told = await answer.json();
      } catch {
        return refuse(words["form.unsaved.lost"]);
      }
      if (answer.ok) {
        if (empty.length) {
          tell(words["form.saved.title"], words["form.saved.empty"], empty);
        }
        return respond(told, 200);
      }
      const choice = told.conflict ? await choose(told) : "";
      if (choice === "mine") {
        over = told.conflict.over;
        continue;
      }
      if (choice === "theirs") {
        leave();
      }
      return refuse(told.error || words["form.unsaved.lost"]);
    }
  }

  /* Decap sends the values of a record as text in text. */
  function mark(asked, over) {
    const dataFiles = asked.params.dataFiles.map((file) => ({
      ...file,
      raw: JSON.stringify({ ...JSON.parse(file.raw), tab, over }),
    }));
    return { ...asked, params: { ...asked.params, dataFiles } };
  }

  function respond(told, status) {
    return new Response(JSON.stringify(told), { status, headers: { "Content-Type": "application/json" } });
  }

  function refuse(text, items) {
    tell(words["form.unsaved.title"], text, items || []);
    onTold(words["form.unsaved.title"]);
    return respond({ error: words["form.unsaved.title"] }, 422);
  }

  /* What is told above the fields; each item leads to its field. */
  function tell(title, text, items) {
    const list = make("ul");
    for (const item of items) {
      const link = make("a", item.name);
      link.href = location.href;
      link.addEventListener("click", function (event) {
        event.preventDefault();
        reveal(document.getElementById(item.id));
      });
      const place = make("li");
      place.append(link, item.text ? `: ${item.text}` : "");
      list.append(place);
    }
    const close = make("button", words["form.close"]);
    close.type = "button";
    close.addEventListener("click", clear);
    panel.replaceChildren(make("h2", title), make("p", text), ...(items.length ? [list] : []), close);
    panel.hidden = false;
    panel.focus();
  }

  function clear() {
    panel.hidden = true;
    panel.replaceChildren();
    onTold("");
  }

  function make(name, text) {
    const element = document.createElement(name);
    element.textContent = text || "";
    return element;
  }

  function inOrder(found) {
    const element = (line) => document.getElementById(line.props.forID);
    return found.sort((one, other) =>
      element(one).compareDocumentPosition(element(other)) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1
    );
  }

  /* Unfold whatever an element lies in, go to it, and let it be written in. */
  async function reveal(element) {
    for (let steps = 0; element && steps < 20; steps += 1) {
      const folded = findFolded(element);
      const toggle = folded && folded.parentElement.firstElementChild.querySelector("button");
      if (!toggle) {
        break;
      }
      toggle.click();
      await new Promise((resolve) => requestAnimationFrame(resolve));
    }
    if (element) {
      const field = element.matches("input, textarea") ? element : element.querySelector("input, textarea") || element;
      field.focus({ preventScroll: true });
      element.scrollIntoView({ block: element.offsetHeight > innerHeight / 2 ? "start" : "center" });
    }
  }

  function findFolded(element) {
    let folded = null;
    for (let one = element; one && one.id !== "nc-root"; one = one.parentElement) {
      folded = getComputedStyle(one).display === "none" ? one : folded;
    }
    return folded;
  }

  /* Two have written in one file: which of the texts is to stand. */
  function choose(told) {
    const { theirs, mine } = told.conflict;
    dialog.querySelector(".pb-conflict__why").textContent = told.error;
    const [left, right] = compare(theirs === null ? [] : theirs.split("\n"), mine.split("\n"));
    fill(".pb-conflict__theirs", left, words["form.conflict.gone"]);
    fill(".pb-conflict__mine", right, "");
    dialog.showModal();
    return new Promise(function (resolve) {
      dialog.addEventListener("close", () => resolve(dialog.returnValue), { once: true });
      dialog.returnValue = "";
    });
  }

  function fill(name, shown, otherwise) {
    const place = dialog.querySelector(name);
    place.replaceChildren(...(shown.length ? shown : [make("p", otherwise)]));
  }

  /* Lines side by side; those that the other text lacks are marked. */
  function compare(one, other) {
    const length = one.map(() => []);
    const at = (row, column) => (length[row] && length[row][column]) || 0;
    for (let row = one.length - 1; row >= 0; row -= 1) {
      for (let column = other.length - 1; column >= 0; column -= 1) {
        length[row][column] =
          one[row] === other[column] ? at(row + 1, column + 1) + 1 : Math.max(at(row + 1, column), at(row, column + 1));
      }
    }
    const left = [];
    const right = [];
    let row = 0;
    let column = 0;
    while (row < one.length || column < other.length) {
      if (row < one.length && column < other.length && one[row] === other[column]) {
        left.push(make("div", one[row++]));
        right.push(make("div", other[column++]));
      } else if (column >= other.length || (row < one.length && at(row + 1, column) >= at(row, column + 1))) {
        left.push(make("mark", one[row++]));
      } else {
        right.push(make("mark", other[column++]));
      }
    }
    return [left, right];
  }

  /* Load the file as it is. What Decap keeps of this page for next time is then not wanted. */
  function leave() {
    isLeaving = true;
    sessionStorage.setItem("pb-leaves", location.hash);
    location.reload();
  }
  window.addEventListener("beforeunload", function (event) {
    if (isLeaving) {
      event.stopImmediatePropagation();
    }
  });
  if (sessionStorage.getItem("pb-leaves") === location.hash) {
    const confirm = window.confirm.bind(window);
    window.confirm = function (question) {
      window.confirm = confirm;
      return question === words["form.recover"] ? false : confirm(question);
    };
  }
  sessionStorage.removeItem("pb-leaves");

  /* What has been told on the page is no error of the program, whatever Decap makes of it. */
  const log = console.error.bind(console);
  console.error = function (...told) {
    if (!told[0] || told[0].message !== words["form.unsaved.title"]) {
      log(...told);
    }
  };
  window.addEventListener("unhandledrejection", function (event) {
    if (event.reason && event.reason.type === "ENTRY_PERSIST_FAILURE") {
      event.preventDefault();
    }
  });
  window.addEventListener("hashchange", clear);

  /* Ask the program for something else than Decap does; an error is told in words. */
  async function ask(action, params) {
    try {
      const answer = await send(api, {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify({ action, params }),
      });
      return await answer.json();
    } catch {
      return { error: words["form.unsaved.lost"] };
    }
  }

  /* The record that is open, as its folder and name; nothing when none is. */
  function findRecord() {
    const found = /^#\/collections\/([^/]+)\/entries\/([^/?]+)/.exec(location.hash);
    return found ? `${found[1]}/${found[2]}` : "";
  }

  window.saving = { ask, findRecord, lines, lists, make, reveal, onTold: (listen) => (onTold = listen) };
})();
