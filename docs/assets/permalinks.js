/* A link to a promise also copies its own address, and says so in the words that it holds. */
(function () {
  "use strict";

  document.addEventListener("click", function (event) {
    var link = event.target.closest("[data-copied]");
    if (!link || !navigator.clipboard) return;
    navigator.clipboard.writeText(link.href).then(function () {
      link.nextElementSibling.textContent = link.dataset.copied;
    }, function () { /* the address bar has it all the same */ });
  });
})();
