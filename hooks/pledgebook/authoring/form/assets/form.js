/* The form: gives Decap CMS our settings and our fields, and shows beside it what has to be mended. */
(function () {
  "use strict";
  const script = document.currentScript;
  const words = JSON.parse(document.getElementById("words").textContent);

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

  /* What Decap calls publishing is here a file that is saved; and what it lacks words for in the author's language. */
  function rename(phrases) {
    const own = structuredClone(phrases);
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
    Object.entries(words.phrases).forEach(([path, text]) => put(path, text));
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

    /* A line, which may have to look a certain way. */
    const Line = window.createClass({
      getValidateValue: () => "given",
      isValid() {
        const { field, value, t } = this.props;
        const form = field.get("form");
        if (!value || !form || new RegExp(form.first()).test(String(value).trim())) {
          return { error: false };
        }
        const names = { fieldLabel: field.get("called"), pattern: form.last() };
        return { error: { message: t("editor.editorControlPane.widget.regexPattern", names) } };
      },
      render() {
        return h("input", { ...place(this.props), type: "text", onBlur: () => this.leave() });
      },
      leave() {
        this.props.setInactiveStyle();
        this.props.validate();
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
          h("p", { className: "pb-words__original", lang: words.first }, original || words.original),
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
      objectLabel(item) {
        const told = super.objectLabel(item);
        return told === `No ${this.props.field.getIn(["fields", 0, "name"])}` ? item.get("id") || words.empty : told;
      }
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
  const news = new EventSource("/.live/events");
  let wasRight = false;
  let hasSaved = false;
  function say(text, isWrong) {
    state.textContent = text;
    state.classList.toggle("pb-form__state--wrong", isWrong);
  }
  function unfold(isOpen) {
    panel.hidden = !isOpen;
    why.setAttribute("aria-expanded", String(isOpen));
  }
  why.addEventListener("click", () => unfold(panel.hidden));
  news.onmessage = function (event) {
    const told = JSON.parse(event.data);
    const isWrong = Boolean(told.panel);
    panel.innerHTML = told.panel;
    why.hidden = !isWrong;
    /* What a save has spoilt is shown at once. What was unfinished before waits, and hides no field, until asked for. */
    unfold(isWrong && ((wasRight && hasSaved) || !panel.hidden));
    if (told.state) {
      wasRight = !isWrong;
      say(isWrong ? state.dataset.wrong : state.dataset.right, isWrong);
    }
  };
  news.onerror = function () {
    say(state.dataset.lost, true);
  };

  /* How high our own bar is, so that it hides nothing. */
  const bar = document.querySelector(".pb-form");
  new ResizeObserver(function () {
    document.documentElement.style.setProperty("--pb-form", `${bar.offsetHeight}px`);
  }).observe(bar);

  /* The way to the page of the record that is open. */
  const show = document.querySelector(".pb-form__show");
  function follow() {
    const open = /^#\/collections\/([^/]+)\/entries\/([^/?]+)/.exec(location.hash);
    show.href = open ? `page/${open[1]}/${open[2]}` : "/";
  }
  window.addEventListener("hashchange", function (event) {
    const leads = (address) => new URL(address).hash.includes("/entries/");
    /* From one record straight to another, Decap keeps the values of the first. */
    if (leads(event.oldURL) && leads(event.newURL)) {
      location.reload();
    }
    follow();
  });
  follow();

  /* New records. */
  const dialog = document.getElementById("new");
  const form = dialog.querySelector("form");
  const wrong = form.querySelector(".pb-new__wrong");
  document.querySelector("[data-opens=new]").addEventListener("click", function () {
    wrong.textContent = "";
    dialog.showModal();
  });
  document.querySelector("[data-closes=new]").addEventListener("click", () => dialog.close());
  form.addEventListener("submit", async function (event) {
    event.preventDefault();
    const given = { kind: form.elements.kind.value, name: form.elements.name.value };
    const answer = await fetch("api", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ action: "create", params: given }),
    });
    const told = await answer.json();
    if (told.error) {
      wrong.textContent = told.error;
      return;
    }
    const [folder, name] = told.address.split("/");
    location.hash = `#/collections/${folder}/entries/${name}`;
    /* There is more to choose among now. */
    location.reload();
  });
})();
