/* The search page: asks the index of its language, which comes as a script, and those of the other languages when
   nothing is found there. No words of its own: what it says stands in the page. Works from a server and from a folder on
   disk. */
(function () {
  "use strict";

  var form = document.querySelector("[data-search]");
  if (!form) return;
  var field = form.querySelector("input");
  var list = document.querySelector("[data-search-list]");
  var status = document.querySelector("[data-search-status]");
  var instead = document.querySelector("[data-search-instead]");
  var languages = say("languages").split(" ");
  var own = languages[0];
  var plural = new Intl.PluralRules(own);
  var SHOWN = 40;
  var LONGEST = 220;
  var SENTENCE = /[^\n]+?(?:[.!?…]+["”»)]*(?=\s+["“”«(]?\p{Lu}|\s*\n|\s*$)|(?=\n)|$)/gu;
  /* Each language's engine once its index has been asked for; nothing when that could not be had. */
  var engines = {};

  function say(name) {
    return form.getAttribute("data-" + name);
  }

  function load(language) {
    return engines[language] = engines[language] || new Promise(function (resolve) {
      var script = document.createElement("script");
      script.src = say("index-" + language);
      script.onload = function () { resolve(new pledgebookSearch.Engine(window.pledgebookIndexes[language])); };
      script.onerror = function () { resolve(null); };
      document.head.append(script);
    });
  }

  /* Text with the found words marked. */
  function mark(text, terms) {
    var part = document.createDocumentFragment();
    var at = 0;
    for (var found of text.matchAll(/[\p{L}\p{M}\p{N}]+/gu)) {
      if (!terms.has(found[0].normalize("NFC").toLowerCase())) continue;
      part.append(text.slice(at, found.index));
      var sign = document.createElement("mark");
      sign.textContent = found[0];
      part.append(sign);
      at = found.index + found[0].length;
    }
    part.append(text.slice(at));
    return part;
  }

  function count(text, terms) {
    return new Set(pledgebookSearch.cut(text).filter(function (word) { return terms.has(word); })).size;
  }

  /* The sentence that has most of the words, or the first one; of a long one, whole words around the first of them. */
  function excerpt(text, terms) {
    var best = "", most = -1;
    (text.match(SENTENCE) || []).map(function (sentence) { return sentence.trim(); }).forEach(function (sentence) {
      var found = count(sentence, terms);
      if (found > most && (found || /[.!?…”"]$/.test(sentence))) { best = sentence; most = found; }
    });
    if (best.length <= LONGEST) return best;
    var word = pledgebookSearch.cut(best).find(function (part) { return terms.has(part); });
    var middle = word ? best.toLowerCase().indexOf(word) : 0;
    var from = middle > LONGEST / 2 ? best.indexOf(" ", middle - LONGEST / 2) + 1 : 0;
    var to = from + LONGEST < best.length ? best.lastIndexOf(" ", from + LONGEST) : best.length;
    if (to <= middle) to = best.length;
    return (from ? "… " : "") + best.slice(from, to) + (to < best.length ? " …" : "");
  }

  function show(hit, language) {
    var entry = hit.entry;
    var item = document.createElement("li");
    var link = document.createElement("a");
    link.href = say("root-" + language) + entry.path;
    link.append(mark(entry.title, hit.terms));
    item.append(link);
    if (language !== own) { item.lang = language; link.hreflang = language; }
    var about = [entry.within, entry.facts].filter(Boolean).join(" · ");
    if (about) {
      var line = document.createElement("p");
      line.className = "pb-found__within";
      line.append(mark(about, hit.terms));
      item.append(line);
    }
    var said = excerpt(entry.text, hit.terms) || entry.lead;
    if (said && said !== entry.title) {
      var text = document.createElement("p");
      text.append(mark(said, hit.terms));
      item.append(text);
    }
    return item;
  }

  function tell(words, result, language) {
    list.replaceChildren.apply(list, result.hits.slice(0, SHOWN).map(function (hit) { return show(hit, language); }));
    var number = result.hits.length;
    var how = language !== own ? say("only-" + language)
      : result.how === "some" && result.missing.length ? say("missing").replace("{words}", result.missing.join(", "))
      : (say(result.how) || "").replace("{words}", words);
    var many = number ? say("count-" + plural.select(number)).replace("{number}", number) : "";
    status.textContent = [how, many].filter(Boolean).join(" ");
    instead.hidden = !!number || !words;
    list.dataset.asked = words;
  }

  /* What the languages' indexes find: this one's, unless only another has all of it. */
  async function find(words) {
    var engine = await load(own);
    if (!engine) return null;
    var result = engine.find(words);
    if (/all|most|empty/.test(result.how)) return [result, own];
    for (var other of languages.slice(1)) {
      engine = await load(other);
      var found = engine && engine.find(words);
      if (found && /all|most/.test(found.how)) return [found, other];
    }
    return [result, own];
  }

  async function answer() {
    var words = field.value.trim();
    var address = new URL(location.href);
    if (words) address.searchParams.set("q", words);
    else address.searchParams.delete("q");
    /* A page opened from disk may not be allowed to note its state. */
    try { history.replaceState(null, "", address); } catch (error) { /* nothing is lost but the address */ }
    var found = await find(words);
    /* Something else may have been asked meanwhile. */
    if (field.value.trim() !== words) return;
    if (found) tell(words, found[0], found[1]);
    else status.textContent = say("failed");
  }

  field.addEventListener("input", answer);
  form.addEventListener("submit", function (event) {
    event.preventDefault();
    answer();
  });
  /* On a slow line, words may have been written before the script was there. */
  field.value = field.value || new URLSearchParams(location.search).get("q") || "";
  if (field.value) answer();
  else load(own);
})();
