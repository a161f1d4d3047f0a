/* Narrows the archive to what is chosen in its form, and keeps the choices in the page's address. All its words, and
   what each pledge and promise can be found by, stand in the page. */
(function () {
  "use strict";

  var form = document.querySelector(".pb-filter");
  if (!form) return;
  var all = function (selector, within) { return Array.from((within || document).querySelectorAll(selector)); };
  var selects = all("select", form);
  var told = form.querySelector(".pb-filter__told");
  var clear = form.querySelector("button");
  var sections = all("section", form.parentNode);
  var lines = all("section .pb-line[data-party]", form.parentNode).map(function (line) {
    return {
      line: line,
      section: line.closest("section"),
      pledge: line.querySelector("a").href,
      details: line.querySelector("details"),
      promises: all("details li", line)
    };
  });

  function fits(item, chosen) {
    return chosen.every(function (select) {
      return (" " + item.dataset[select.dataset.facet] + " ").includes(" " + select.value + " ");
    });
  }

  function narrow() {
    var chosen = selects.filter(function (select) { return select.value; });
    var year = chosen.filter(function (select) { return select.dataset.facet === "year"; });
    var others = chosen.filter(function (select) { return select.dataset.facet !== "year"; });
    var seen = new Set();
    var promises = 0;
    sections.forEach(function (section) { section.hidden = chosen.length > 0; });
    lines.forEach(function (entry) {
      // A pledge of several years is shown once, under the newest of the years that are asked for.
      var isAsked = !chosen.length || (!seen.has(entry.pledge) && fits(entry.section, year));
      var found = entry.promises.filter(function (promise) {
        promise.hidden = !isAsked || !fits(promise, others);
        return !promise.hidden;
      });
      entry.line.hidden = !isAsked || !(found.length || fits(entry.line, others));
      if (entry.details) {
        entry.details.hidden = !found.length;
        entry.details.open = others.length > 0;
      }
      if (chosen.length && !entry.line.hidden) {
        seen.add(entry.pledge);
        promises += found.length;
        entry.section.hidden = false;
      }
    });
    clear.hidden = !chosen.length;
    told.textContent = !chosen.length ? "" : !seen.size ? told.dataset.none : told.dataset.shown
      .replace("{pledges}", say(seen.size)).replace("{promises}", say(promises));
  }

  function say(number) {
    return number.toLocaleString(document.documentElement.lang);
  }

  function read() {
    var query = new URLSearchParams(location.search);
    selects.forEach(function (select) {
      select.value = query.get(select.name) || "";
      if (select.selectedIndex < 0) select.value = "";
    });
    narrow();
    follow();
  }

  function write() {
    var query = new URLSearchParams(location.search);
    selects.forEach(function (select) {
      if (select.value) query.set(select.name, select.value);
      else query.delete(select.name);
    });
    history.pushState(null, "", location.pathname + (String(query) && "?" + query));
    narrow();
  }

  function empty() {
    selects.forEach(function (select) { select.value = ""; });
  }

  // A link to a part of the page leads there, also when the part is hidden.
  function follow() {
    var anchor = location.hash.slice(1);
    try { anchor = decodeURIComponent(anchor); } catch (error) { /* A stray "%": as it stands. */ }
    var target = document.getElementById(anchor);
    if (!target || !target.closest("[hidden]")) return;
    empty();
    history.replaceState(null, "", location.pathname + location.hash);
    narrow();
    target.scrollIntoView();
  }

  form.addEventListener("change", write);
  form.addEventListener("submit", function (event) { event.preventDefault(); });
  clear.addEventListener("click", function () { empty(); write(); selects[0].focus(); });
  addEventListener("popstate", read);
  form.hidden = false;
  read();
  // From now on a change of the count is told; what the page opened with is not.
  addEventListener("load", function () { told.setAttribute("role", "status"); });
})();
