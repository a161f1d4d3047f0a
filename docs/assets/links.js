/* Links that know where the reader is: one to the same page in another language keeps the question and the place on the
   page, and one to a promise also copies its own address, and says so in the words that it holds. */
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

  document.addEventListener("click", function (event) {
    var link = event.target.closest("[data-copied]");
    if (!link || !navigator.clipboard) return;
    navigator.clipboard.writeText(link.href).then(function () {
      link.nextElementSibling.textContent = link.dataset.copied;
    }, function () { /* the address bar has it all the same */ });
  });
})();
