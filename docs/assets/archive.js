/* Narrows the archive to what is chosen in its form, and keeps the choices in the page's address. All its words, and
   what each pledge and promise can be found by, stand in the page. */
(function () {
  "use strict";

  var form = document.querySelector(".pb-filter");
  if (!form) return;
  var all = function (selector, within) { return Array.from((within || document).querySelectorAll(selector)); };
  var language = document.documentElement.lang;
  var plural = new Intl.PluralRules(language);
  var selects = all("select", form);
  var told = form.querySelector(".pb-filter__told");
  var chips = form.querySelector(".pb-filter__chosen");
  var whole = form.querySelector(".pb-filter__whole");
  var show = form.querySelector("[type=submit]");
  var clear = form.querySelector("[type=reset]");
  var list = document.querySelector(".pb-entries");
  var others = all(".pb-entry--gap, .pb-entries ~ section");
  var wide = matchMedia("(min-width: 60em)");
  var names = new Map(all("option", form).map(function (option) { return [option, option.text]; }));
  var lines = all(".pb-entry[data-party]", list).map(function (line) {
    var years = values(line, "year");
    return {
      line: line,
      marks: read(line, years),
      details: line.querySelector("details"),
      promises: all("details li", line).map(function (promise) {
        return { item: promise, marks: read(promise, years) };
      })
    };
  });

  function values(element, facet) {
    return element.dataset[facet] ? element.dataset[facet].split(" ") : [];
  }

  function read(element, years) {
    return Object.fromEntries(selects.map(function (select) {
      var facet = select.dataset.facet;
      return [facet, facet === "year" ? years : values(element, facet)];
    }));
  }

  function say(number) {
    return number.toLocaleString(language);
  }

  function count(name, number) {
    return form.getAttribute("data-" + name + "-" + plural.select(number)).replace("{number}", say(number));
  }

  function fits(marks, chosen) {
    return chosen.every(function (choice) { return marks[choice.facet].includes(choice.value); });
  }

  function listChosen() {
    return selects.filter(function (select) { return select.value; }).map(function (select) {
      return { facet: select.dataset.facet, value: select.value, select: select };
    });
  }

  /* For each value of a facet, how many promises it would leave; nothing known of them is told as 0. */
  function tally(facet, chosen) {
    var found = new Map();
    lines.forEach(function (entry) {
      if (fits(entry.marks, chosen)) entry.marks[facet].forEach(function (value) { found.set(value, found.get(value) || 0); });
      entry.promises.forEach(function (promise) {
        if (fits(promise.marks, chosen)) {
          promise.marks[facet].forEach(function (value) { found.set(value, (found.get(value) || 0) + 1); });
        }
      });
    });
    return found;
  }

  function narrow() {
    var chosen = listChosen();
    var pledges = 0, promises = 0, unknown = 0;
    lines.forEach(function (entry) {
      var found = entry.promises.filter(function (promise) {
        promise.item.hidden = !fits(promise.marks, chosen);
        return !promise.item.hidden;
      }).length;
      entry.line.hidden = !found && !fits(entry.marks, chosen);
      if (entry.details) {
        entry.details.hidden = !found;
        entry.details.open = wide.matches || chosen.length > 0;
      }
      if (entry.line.hidden) return;
      pledges += 1;
      promises += found;
      unknown += entry.promises.length ? 0 : 1;
    });
    others.forEach(function (part) { part.hidden = chosen.length > 0; });
    offer(chosen);
    tell(chosen, pledges, promises, unknown);
  }

  /* What each choice would leave, and which would leave nothing. */
  function offer(chosen) {
    selects.forEach(function (select) {
      var facet = select.dataset.facet;
      var found = tally(facet, chosen.filter(function (choice) { return choice.facet !== facet; }));
      all("option", select).slice(1).forEach(function (option) {
        var number = found.get(option.value);
        var words = number === 0 ? form.dataset.choiceUnknown : form.dataset.choice;
        option.disabled = number === undefined && !option.selected;
        option.text = words.replace("{name}", names.get(option)).replace("{count}", say(number || 0));
      });
    });
  }

  function tell(chosen, pledges, promises, unknown) {
    var words = promises ? told.dataset.shown : told.dataset.pledges;
    told.textContent = !chosen.length ? "" : !pledges ? told.dataset.none :
      words.replace("{promises}", say(promises)).replace("{pledges}", say(pledges)) +
      (unknown ? " " + count("unknown", unknown) : "");
    show.textContent = promises ? count("show", promises) : count("pledges", pledges);
    show.hidden = !pledges;
    clear.hidden = !chosen.length;
    chips.hidden = !chosen.length;
    chips.replaceChildren.apply(chips, chosen.map(makeChip));
    var place = chosen.find(function (choice) { return choice.facet === "place"; });
    var wholes = place ? values(place.select.selectedOptions[0], "wholes") : [];
    whole.replaceChildren.apply(whole, wholes.map(function (name) {
      return makeWhole(place.select, name, chosen.filter(function (choice) { return choice !== place; }));
    }).filter(Boolean));
    whole.hidden = !whole.childNodes.length;
    all("details", form).forEach(function (more) {
      if (chosen.some(function (choice) { return more.contains(choice.select); })) more.open = true;
    });
  }

  function makeChip(choice) {
    var item = document.createElement("li");
    var button = document.createElement("button");
    var name = names.get(choice.select.selectedOptions[0]);
    button.type = "button";
    button.textContent = name + " ×";
    button.setAttribute("aria-label", choice.select.dataset.remove.replace("{choice}", name));
    button.addEventListener("click", function () {
      choice.select.value = "";
      write();
      choice.select.focus();
    });
    item.append(button);
    return item;
  }

  /* What is promised for a whole holds in its parts too, and what is for no given place may: a way to see that instead. */
  function makeWhole(select, name, chosen) {
    var number = tally("place", chosen).get(name);
    var option = all("option", select).find(function (item) { return item.value === name; });
    if (!number || !option) return null;
    var link = document.createElement("a");
    var query = new URLSearchParams(location.search);
    query.set(select.name, name);
    link.href = "?" + query;
    link.textContent = count(option.dataset.also || "whole", number).replace("{name}", names.get(option));
    link.addEventListener("click", function (event) {
      event.preventDefault();
      select.value = name;
      write();
      told.focus();
    });
    return link;
  }

  function open() {
    var query = new URLSearchParams(location.search);
    selects.forEach(function (select) {
      all("option", select).forEach(function (option) { option.disabled = false; });
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
  form.addEventListener("submit", function (event) {
    event.preventDefault();
    list.scrollIntoView();
    list.focus({ preventScroll: true });
  });
  form.addEventListener("reset", function (event) {
    event.preventDefault();
    empty();
    write();
    selects[0].focus();
  });
  wide.addEventListener("change", narrow);
  addEventListener("popstate", open);
  form.hidden = false;
  told.tabIndex = -1;
  open();
  // From now on a change of the count is told; what the page opened with is not.
  addEventListener("load", function () { told.setAttribute("role", "status"); });
})();
