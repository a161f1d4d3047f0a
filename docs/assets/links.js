/* Links that know where the reader is: one to the same page in another language keeps the question and the place on the
   page, one to what is folded opens it, and one to a promise also shares its own address, or copies it where nothing can
   be shared with, and says so in the words that it holds. */
(function () {
  "use strict";

  /* What a filter or a search has been asked stands in the address, and may change while the page is open. */
  function keepPlace(event) {
    var link = event.target.closest && event.target.closest(".pb-languages a");
    if (!link) return;
    var address = new URL(link.href);
    address.search = location.search;
    address.hash = location.hash;
    link.href = address;
  }

  ["pointerdown", "focusin", "click"].forEach(function (name) { document.addEventListener(name, keepPlace); });

  function unfold() {
    var place = document.querySelector(":target");
    var folds = [];
    for (var fold = place; fold; fold = fold.parentElement) {
      if (fold.tagName === "DETAILS" && !fold.open) folds.push(fold);
    }
    if (!folds.length) return;
    folds.forEach(function (found) { found.open = true; });
    place.scrollIntoView();
  }

  window.addEventListener("hashchange", unfold);
  unfold();

  document.addEventListener("click", function (event) {
    var link = event.target.closest("a");
    if (!link) return;
    // Where the address is there already, following it again says nothing to the page.
    if (link.hash && link.href === location.href) unfold();
    if (!link.dataset.copied) return;
    if (navigator.share) {
      navigator.share({ title: document.title, url: link.href }).catch(function () { /* changed their mind */ });
    } else if (navigator.clipboard) {
      navigator.clipboard.writeText(link.href).then(function () {
        link.nextElementSibling.textContent = link.dataset.copied;
      }, function () { /* the address bar has it all the same */ });
    }
  });
})();
