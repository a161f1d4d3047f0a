/* The form: gives Decap CMS our settings and our fields, and shows beside it what has to be mended. */
(function () {
  "use strict";
  const script = document.currentScript;
  const words = JSON.parse(document.getElementById("words").textContent);
  const saving = window.saving;
  /* Phrases of Decap's: what it calls publishing is here a file that is saved, and some it lacks in Swedish. */
  const phrases = {
    "editor.editorToolbar.publish": "form.save",
    "editor.editorToolbar.publishing": "form.saving",
    "editor.editorToolbar.published": "form.saved",
    "editor.editorToolbar.publishNow": "form.save.now",
    "editor.editorToolbar.unsavedChanges": "form.changes",
    "editor.editorToolbar.deployButtonLabel": "form.show",
    "editor.editorWidgets.list.add": "form.add",
    "editor.editorWidgets.list.addType": "form.add",
    "editor.editorWidgets.object.expand": "form.open",
    "editor.editorWidgets.object.collapse": "form.fold",
    "collection.collectionTop.viewAsList": "form.as_list",
    "collection.collectionTop.viewAsGrid": "form.as_grid",
    "ui.settingsDropdown.account": "form.account",
    "editor.editorControlPane.widget.regexPattern": "form.looks",
    "ui.toast.entrySaved": "form.saved",
    "ui.toast.onFailToPersist": "form.failed",
    "editor.editor.confirmLoadBackup": "form.recover",
  };

  /* Nobody logs in to their own files. */
  localStorage.setItem("decap-cms-user", JSON.stringify({ backendName: "proxy" }));
  window.CMS_MANUAL_INIT = true;

  const program = document.createElement("script");
  program.src = script.dataset.program;
  program.addEventListener("load", async function () {
    const answer = await fetch("config.json");
    start(window.CMS, await answer.json());
  });
  document.head.append(program);

  function start(CMS, config) {
    CMS.registerLocale(config.locale, rename(CMS.getLocale(config.locale)));
    CMS.registerMediaLibrary({
      name: "none",
      init: () => ({ show() {}, hide() {}, enableStandalone: () => false }),
    });
    registerWidgets(CMS);
    /* Decap leads to a published page by this address; ours leads on to the preview. */
    CMS.init({ config: { ...config, site_url: `${location.origin}/.form/page` } });
  }

  function rename(original) {
    const own = structuredClone(original);
    const put = function (path, text) {
      const names = path.split(".");
      const last = names.pop();
      let place = own;
      for (const name of names) {
        place[name] = place[name] || {};
        place = place[name];
      }
      place[last] = text;
    };
    Object.entries(phrases).forEach(([path, key]) => put(path, words[key]));
    return own;
  }

  function registerWidgets(CMS) {
    const h = window.h;
    const preview = CMS.getWidget("string").preview;
    const controlOf = (name) => CMS.getWidget(name).control;

    /* Half a record can be saved; what is missing is told by the check. */
    const lenient = (Control) =>
      class extends Control {
        getValidateValue() {
          return "given";
        }
      };

    /* What the record itself offers to refer to. */
    function listOwn(props) {
      const from = props.field.get("from");
      const found = from && props.getEntry().getIn(["data", ...from.toJS()]);
      return (found ? found.toJS() : [])
        .map(function (item, place) {
          const value = item.value || item.id || (item.publisher && String(place + 1));
          const label = item.label || item.title || item.text || item.publisher;
          return { value: value, label: item.value || !label ? label || value : `${value}: ${label}` };
        })
        .filter((option) => option.value);
    }

    /* A choice. A value that is not among the choices is shown all the same, and stays. */
    const Choice = window.createClass({
      getValidateValue: () => "given",
      shouldComponentUpdate: () => true,
      render() {
        const { field, value } = this.props;
        const chosen = value && value.toJS ? value.toJS() : [value].filter(Boolean);
        const known = [...field.get("options").toJS(), ...listOwn(this.props)];
        const missing = chosen.map((one) => ({ value: one, label: one }));
        const options = new Map();
        for (const option of [...known, ...missing]) {
          if (!options.has(option.value)) {
            options.set(option.value, option);
          }
        }
        const own = field.set("options", [...options.values()]).set("required", false);
        return h(controlOf("select"), { ...this.props, field: own });
      },
    });

    /* A line, which may have to look a certain way. Decap is not told when it does not: it would save nothing and say
       nothing. */
    const Line = window.createClass({
      getValidateValue: () => "given",
      getInitialState: () => ({ isShown: false }),
      componentDidMount() {
        saving.lines.add(this);
      },
      componentWillUnmount() {
        saving.lines.delete(this);
      },
      /* What it is called, with what the item that it belongs to is called. */
      readName() {
        const bar = document.getElementById(this.props.forID).closest("[data-item]");
        const called = this.props.field.get("called");
        return bar ? `${called} (${bar.dataset.item})` : called;
      },
      readFault() {
        const { field, value, t } = this.props;
        const form = field.get("form");
        if (!value || !form || new RegExp(form.first()).test(String(value).trim())) {
          return "";
        }
        /* The id that was meant is as good an example as any. */
        const plain = value.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase();
        const id = plain.replace(/[^a-z0-9]+/g, "-").replace(/^-+|-+$/g, "");
        const pattern = new RegExp(form.first()).test(id) ? id : form.last();
        const told = t("editor.editorControlPane.widget.regexPattern", { pattern });
        return words["form.cannot"].replace("{found}", value) + " " + told;
      },
      show() {
        this.setState({ isShown: true });
      },
      render() {
        const fault = this.state.isShown ? this.readFault() : "";
        const told = `${this.props.forID}-fault`;
        const own = { ...place(this.props), type: "text", onBlur: () => this.leave() };
        const marks = fault ? { "aria-invalid": "true", "aria-describedby": told } : {};
        return h(
          "div",
          { className: "pb-line" },
          h("input", { ...own, ...marks }),
          fault && h("p", { className: "pb-line__fault", id: told }, fault)
        );
      },
      leave() {
        this.props.setInactiveStyle();
        this.show();
      },
    });

    /* Several lines, in a box that is as high as they are. */
    const Lines = window.createClass({
      getValidateValue: () => "given",
      render() {
        const own = place(this.props);
        return h("textarea", { ...own, rows: count(own.value) });
      },
    });

    function place(props) {
      return {
        id: props.forID,
        className: props.classNameWrapper,
        value: typeof props.value === "string" ? props.value : "",
        onChange: (event) => props.onChange(event.target.value),
        onFocus: props.setActiveStyle,
        onBlur: props.setInactiveStyle,
      };
    }

    function count(text) {
      return text.split("\n").reduce((sum, line) => sum + Math.ceil((line.length + 1) / 85), 0) + 1;
    }

    /* The words of a translation, below those of the original. */
    const Translated = window.createClass({
      getValidateValue: () => "given",
      render() {
        const { field, value, onChange } = this.props;
        /* On the way from one record to another, Decap shows the fields of the one with the values of the other. */
        if (!value || !value.get) {
          return nothing();
        }
        const original = value.get("original");
        const said = value.get("words") || "";
        const own = { ...place(this.props), value: said };
        own.onChange = (event) => onChange(value.set("words", event.target.value));
        const rows = Math.max(count(original), count(said));
        return h(
          "div",
          { className: "pb-words" },
          h("p", { className: "pb-words__original", lang: document.body.dataset.first }, original || words["form.original"]),
          field.get("long") ? h("textarea", { ...own, rows: rows }) : h("input", { ...own, type: "text" })
        );
      },
    });

    function nothing() {
      return h("span", { className: "pb-none" });
    }

    /* What the original does not have is not shown. */
    const unless = (Control) =>
      class extends lenient(Control) {
        render() {
          const { value } = this.props;
          return value && value.size ? super.render() : nothing();
        }
      };
    class TranslatedList extends unless(controlOf("list")) {
      constructor(props) {
        super(props);
        const render = this.renderItem;
        this.renderItem = (item, at) => (item.size > 1 ? render(item, at) : null);
      }
    }

    /* A list whose items, while they are folded, say what they are although they are not filled in yet. */
    class Parts extends lenient(controlOf("list")) {
      constructor(props) {
        super(props);
        const add = this.handleAdd;
        this.handleAdd = (event) => {
          const before = this.findItems().length;
          add(event);
          const wait = () => (this.findItems().length > before ? saving.reveal(this.findItems().pop()) : later());
          const later = () => requestAnimationFrame(wait);
          later();
        };
      }
      componentDidMount() {
        super.componentDidMount();
        saving.lists.add(this);
      }
      componentWillUnmount() {
        saving.lists.delete(this);
      }
      objectLabel(item) {
        const { field } = this.props;
        const told = field.get("names") ? this.nameResult(item) : super.objectLabel(item);
        const isNothing = told === "" || told === `No ${field.getIn(["fields", 0, "name"])}`;
        return isNothing ? (item && item.get && item.get("id")) || words["form.empty"] : told;
      }
      /* What is reported on in its own words, with its target, and not only by its id. */
      nameResult(item) {
        const { field, getEntry } = this.props;
        const [choices, targets] = field.get("names").toJS();
        const find = (options, value) => (options || []).find((option) => option.value === value);
        const listed = (name) => {
          const found = getEntry().getIn(["data", name]);
          return found ? found.toJS() : [];
        };
        const promise = item.get("promise");
        const choice = find(listed(choices), promise);
        const target = find(listed(targets), promise);
        const options = field.get("fields").find((one) => one.get("name") === "status").get("options");
        const status = find(options.toJS(), item.get("status"));
        return [
          choice ? choice.label : promise,
          target && `(${target.label})`,
          status && `– ${status.label}`,
          item.get("text") && `– ${item.get("text")}`,
        ]
          .filter(Boolean)
          .join(" ");
      }
      findItems() {
        const place = document.getElementById(this.props.forID);
        return place && place.children[1] ? [...place.children[1].children].filter((one) => !one.id.startsWith("Dnd")) : [];
      }
      /* Items with nothing in them, which are not written in the file. */
      listEmpty() {
        const { field, value } = this.props;
        const places = this.findItems();
        return (value ? value.toArray() : []).flatMap(function (item, at) {
          const name = `${field.get("label_singular") || field.get("label")} ${at + 1}`;
          const place = places[at];
          if (!isEmpty(item && item.toJS ? item.toJS() : item) || !place) {
            return [];
          }
          place.id = place.id || `${field.get("name")}-${crypto.randomUUID()}`;
          return [{ name: capitalise(name), id: place.id }];
        });
      }
    }

    function isEmpty(value) {
      if (value && typeof value === "object") {
        return Object.entries(value).every(([name, inner]) => name === "row" || isEmpty(inner));
      }
      return value === undefined || value === null || value === false || String(value).trim() === "";
    }

    function capitalise(text) {
      return text.charAt(0).toUpperCase() + text.slice(1);
    }

    /* Decap takes what equals the record as it was opened for saved. After a save that is no longer so, and the values
       get something of their own that makes them differ. */
    let mark = null;
    const Stamp = window.createClass({
      getValidateValue: () => "given",
      componentDidMount() {
        mark = () => this.props.onChange(Date.now());
      },
      componentWillUnmount() {
        mark = null;
      },
      render: nothing,
    });
    CMS.registerEventListener({
      name: "preSave",
      handler: function ({ entry }) {
        hasSaved = true;
        if (mark) {
          mark();
        }
        return entry.get("data");
      },
    });

    CMS.registerWidget("stamp", Stamp, preview);
    CMS.registerWidget("choice", Choice, preview);
    CMS.registerWidget("line", Line, preview);
    CMS.registerWidget("lines", Lines, preview);
    CMS.registerWidget("switch", lenient(controlOf("boolean")), preview);
    CMS.registerWidget("part", lenient(controlOf("object")), preview);
    CMS.registerWidget("parts", Parts, preview);
    CMS.registerWidget("words", Translated, preview);
    CMS.registerWidget("words-list", TranslatedList, preview);
    CMS.registerWidget("words-object", unless(controlOf("object")), preview);
  }

  /* What has to be mended, told by the preview. */
  const panel = document.querySelector(".pb-live");
  const state = document.querySelector(".pb-form__state");
  const why = document.querySelector(".pb-form__why");
  let news = null;
  let wasRight = false;
  let hasSaved = false;
  /* What the preview says, and what kept the last save from being made, which goes before. */
  let site = ["", false];
  let refused = "";
  function say() {
    const [text, isWrong] = refused ? [refused, true] : site;
    state.textContent = text;
    state.classList.toggle("pb-form__state--wrong", isWrong);
  }
  saving.onTold(function (text) {
    refused = text;
    say();
  });
  function unfold(isOpen) {
    panel.hidden = !isOpen;
    why.setAttribute("aria-expanded", String(isOpen));
    why.textContent = isOpen ? words["form.why.fold"] : words["form.why"];
  }
  why.addEventListener("click", () => unfold(panel.hidden));
  function hear(event) {
    const told = JSON.parse(event.data);
    const isWrong = Boolean(told.panel);
    panel.innerHTML = told.panel;
    why.hidden = !isWrong;
    /* What a save has spoilt is shown at once. What was unfinished before waits, and hides no field, until asked for. */
    unfold(isWrong && ((wasRight && hasSaved) || !panel.hidden));
    if (told.state) {
      wasRight = !isWrong;
      site = [isWrong ? state.dataset.wrong : state.dataset.right, isWrong];
      say();
    }
  }
  function lose() {
    site = [state.dataset.lost, true];
    say();
  }
  /* A browser has few lines to one address, so that pages in the background leave theirs to those that save. */
  function follow() {
    if (document.hidden && news) {
      news.close();
      news = null;
    } else if (!document.hidden && !news) {
      news = new EventSource("/.live/events");
      news.onmessage = hear;
      news.onerror = lose;
    }
  }
  document.addEventListener("visibilitychange", follow);
  follow();

  /* How high our own bar is, and what is told above the fields, so that they hide nothing. */
  for (const [name, place] of Object.entries({ "--pb-form": ".pb-form", "--pb-told": ".pb-told" })) {
    const element = document.querySelector(place);
    new ResizeObserver(function () {
      document.documentElement.style.setProperty(name, `${element.offsetHeight}px`);
    }).observe(element);
  }

  /* Decap's arrows and crosses say nothing to those who do not see them. */
  function nameButtons() {
    for (const button of document.querySelectorAll('#nc-root button[class*="-TopBarButton"]')) {
      const bar = button.parentElement;
      const item = bar.nextElementSibling ? bar.nextElementSibling.textContent.trim().replace(/\s+/g, " ") : "";
      const isFolded = getComputedStyle(bar.parentElement.lastElementChild).display === "none";
      const verb = button !== bar.firstElementChild ? words["form.remove"] : isFolded ? words["form.open"] : words["form.fold"];
      name(button, `${verb}: ${item}`);
      bar.parentElement.dataset.item = item;
      const handle = bar.querySelector('[role="button"]');
      if (handle) {
        name(handle, `${words["form.move"]}: ${item}`);
      }
    }
    const editor = document.querySelector('#nc-root [class*="-EditorContainer"]');
    if (editor) {
      editor.setAttribute("role", "main");
    }
    for (const button of document.querySelectorAll('#nc-root [data-testid="expand-button"]')) {
      const label = button.closest("div[aria-label]").querySelector("label");
      const verb = button.getAttribute("aria-label").split(":")[0];
      name(button, label ? `${verb}: ${label.textContent.trim()}` : verb);
    }
  }
  function name(button, text) {
    if (button.getAttribute("aria-label") !== text) {
      button.setAttribute("aria-label", text);
    }
  }
  let isNaming = false;
  new MutationObserver(function () {
    if (!isNaming) {
      isNaming = true;
      requestAnimationFrame(function () {
        isNaming = false;
        nameButtons();
      });
    }
  }).observe(document.getElementById("nc-root"), {
    attributes: true,
    attributeFilter: ["class"],
    characterData: true,
    childList: true,
    subtree: true,
  });

  /* The way to the page of the record that is open. */
  const show = document.querySelector(".pb-form__show");
  function lead() {
    const open = saving.findRecord();
    show.href = open ? `page/${open}` : "/";
  }
  window.addEventListener("hashchange", function (event) {
    const leads = (address) => new URL(address).hash.includes("/entries/");
    /* From one record straight to another, Decap keeps the values of the first. */
    if (leads(event.oldURL) && leads(event.newURL)) {
      location.reload();
    }
    lead();
  });
  lead();

  /* New records. */
  const dialog = document.getElementById("new");
  const form = dialog.querySelector("form");
  const wrong = form.querySelector(".pb-new__wrong");
  document.querySelector("[data-opens=new]").addEventListener("click", function () {
    /* What is looked at is most likely what is made. */
    const shown = /^#\/collections\/(pledge|followup|agreement)-/.exec(location.hash);
    form.elements.kind.value = shown ? shown[1] : "pledge";
    refuse("");
    dialog.showModal();
  });
  document.querySelector("[data-closes=new]").addEventListener("click", () => dialog.close());
  function refuse(text) {
    wrong.textContent = text;
    form.elements.name.setAttribute("aria-invalid", String(Boolean(text)));
    if (text) {
      form.elements.name.focus();
    }
  }
  form.addEventListener("submit", async function (event) {
    event.preventDefault();
    const given = { kind: form.elements.kind.value, name: form.elements.name.value.trim() };
    if (!given.name) {
      refuse(words["form.new.unnamed"]);
      return;
    }
    const told = await saving.ask("create", given);
    if (told.error) {
      refuse(told.error);
      return;
    }
    const [folder, name] = told.address.split("/");
    location.hash = `#/collections/${folder}/entries/${name}`;
    /* There is more to choose among now. */
    location.reload();
  });
})();
