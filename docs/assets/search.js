/* The search page: finds pages of one language in an index that is fetched at the first use. No words of its own:
   what it says stands in the page. Works from a server and from a folder on disk. */
(function () {
  "use strict";

  var form = document.querySelector("[data-search]");
  if (!form) return;
  var field = form.querySelector("input");
  var list = document.querySelector("[data-search-list]");
  var status = document.querySelector("[data-search-status]");
  var say = form.dataset;
  var plural = new Intl.PluralRules(document.documentElement.lang);
  var SHOWN = 40;
  var AROUND = 90;
  var engine = null;
  var pipeline = null;

  form.hidden = false;
  document.querySelector("[data-search-none]").hidden = true;

  function load(sources, done) {
    if (!sources.length) return done();
    var script = document.createElement("script");
    script.src = sources[0];
    script.onload = function () { load(sources.slice(1), done); };
    script.onerror = function () { status.textContent = say.failed; };
    document.head.append(script);
  }

  /* The library's words of a language, where it knows the language. */
  function prepare() {
    var lunr = window.lunr;
    var language = lunr[say.stems];
    /* The library's trimmers take away figures in some languages and letters outside English in others. Cut where
       words end, there is nothing left to trim. */
    lunr.tokenizer.separator = /[^\p{L}\p{M}\p{N}]+/u;
    engine = lunr(function () {
      var builder = this;
      if (language) builder.use(language);
      pipeline = builder.pipeline;
      pipeline.remove((language || lunr).trimmer);
      if (language) {
        /* One round leaves an inflection on words with two (“löftena”). */
        pipeline.add(language.stemmer);
        builder.searchPipeline.add(language.stemmer);
      }
      builder.ref("number");
      builder.field("title", { boost: 4 });
      builder.field("within");
      builder.field("text");
      builder.metadataWhitelist = ["position"];
      window.pledgebookIndex.forEach(function (entry, number) {
        builder.add({ number: number, title: entry[1], within: entry[2], text: entry[3] }, { boost: entry[4] });
      });
    });
  }

  /* Every word must be found, as it is inflected or as the beginning of a longer one. */
  function find(words) {
    var lunr = window.lunr;
    /* A word that says nothing by itself (“och”) is in no index, and is not asked for. */
    var tokens = lunr.tokenizer(words).filter(function (token) { return pipeline.runString(token.toString()).length; });
    var hits = new Map();
    tokens.forEach(function (token, place) {
      engine.query(function (query) {
        query.term(token, { boost: 10 });
        if (token.toString().length > 2) {
          query.term(token, { usePipeline: false, wildcard: lunr.Query.wildcard.TRAILING });
        }
      }).forEach(function (hit) {
        var known = hits.get(hit.ref) || { score: 0, matches: {}, places: 0 };
        if (known.places !== place) return;
        known.score += hit.score;
        known.places = place + 1;
        Object.assign(known.matches, hit.matchData.metadata);
        hits.set(hit.ref, known);
      });
    });
    return Array.from(hits).filter(function (pair) {
      return pair[1].places === tokens.length;
    }).sort(function (a, b) {
      return b[1].score - a[1].score || window.pledgebookIndex[b[0]][4] - window.pledgebookIndex[a[0]][4];
    });
  }

  function spots(matches, name) {
    return Object.values(matches).flatMap(function (fields) {
      return (fields[name] && fields[name].position) || [];
    }).sort(function (a, b) { return a[0] - b[0]; });
  }

  /* Text with the found words marked, between two places of it. */
  function mark(text, places, from, to) {
    var part = document.createDocumentFragment();
    var at = from;
    places.forEach(function (place) {
      if (place[0] < at || place[0] + place[1] > to) return;
      part.append(text.slice(at, place[0]));
      var sign = document.createElement("mark");
      sign.textContent = text.substr(place[0], place[1]);
      part.append(sign);
      at = place[0] + place[1];
    });
    part.append(text.slice(at, to));
    return part;
  }

  function excerpt(text, places) {
    var middle = places.length ? places[0][0] : 0;
    var from = middle > AROUND ? text.indexOf(" ", middle - AROUND) + 1 : 0;
    var to = middle + AROUND < text.length ? text.lastIndexOf(" ", middle + AROUND) : text.length;
    if (to <= from) to = text.length;
    var part = mark(text, places, from, to);
    if (from) part.prepend("… ");
    if (to < text.length) part.append(" …");
    return part;
  }

  function show(hit) {
    var entry = window.pledgebookIndex[hit[0]];
    var matches = hit[1].matches;
    var item = document.createElement("li");
    var link = document.createElement("a");
    link.href = say.root + entry[0];
    link.append(mark(entry[1], spots(matches, "title"), 0, entry[1].length));
    item.append(link);
    if (entry[2]) {
      var within = document.createElement("span");
      within.className = "pb-found__within";
      within.textContent = entry[2];
      item.append(" ", within);
    }
    var text = document.createElement("p");
    text.append(excerpt(entry[3], spots(matches, "text")));
    item.append(text);
    return item;
  }

  function answer() {
    var words = field.value.trim();
    var address = new URL(location.href);
    if (words) address.searchParams.set("q", words);
    else address.searchParams.delete("q");
    /* A page opened from disk may not be allowed to note its state. */
    try { history.replaceState(null, "", address); } catch (error) { /* nothing is lost but the address */ }
    var hits = words ? find(words) : [];
    list.replaceChildren.apply(list, hits.slice(0, SHOWN).map(show));
    if (!words) status.textContent = "";
    else if (!hits.length) status.textContent = say.empty.replace("{words}", words);
    else {
      var count = form.getAttribute("data-count-" + plural.select(hits.length));
      status.textContent = count.replace("{number}", hits.length);
    }
  }

  var isAsked = false;
  function begin() {
    if (isAsked) return;
    isAsked = true;
    load(say.sources.split(" "), function () {
      prepare();
      if (field.value.trim()) answer();
    });
  }

  field.addEventListener("focus", begin);
  field.addEventListener("input", function () {
    if (engine) answer();
    else begin();
  });
  form.addEventListener("submit", function (event) {
    event.preventDefault();
    if (engine) answer();
    else begin();
  });
  /* On a slow line, words may have been written before the script was there. */
  field.value = field.value || new URLSearchParams(location.search).get("q") || "";
  if (field.value) begin();
})();
