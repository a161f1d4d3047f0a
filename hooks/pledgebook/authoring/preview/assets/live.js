/* The preview: loads the page anew when there is a new version of the site, and shows what stops the next one. */
(function () {
  "use strict";
  var script = document.currentScript;
  var place = document.querySelector(".pb-live");
  var state = script.dataset.state;
  var stream = null;

  function update(event) {
    var news = JSON.parse(event.data);
    if (news.version !== script.dataset.version) {
      location.reload();
    } else if (news.state !== state) {
      state = news.state;
      place.innerHTML = news.panel;
    }
  }

  /* A browser has few lines to one address, so that pages in the background leave theirs to others. */
  function follow() {
    if (document.hidden && stream) {
      stream.close();
      stream = null;
    } else if (!document.hidden && !stream) {
      stream = new EventSource(script.dataset.events);
      stream.onmessage = update;
    }
  }

  document.addEventListener("visibilitychange", follow);
  window.addEventListener("pagehide", function () {
    if (stream) {
      stream.close();
      stream = null;
    }
  });
  window.addEventListener("pageshow", follow);
  follow();
})();
