(function () {
  "use strict";
  function show() {
    var found = /^#p(\d+)-(\d+)$/.exec(location.hash), first = null;
    document.querySelectorAll("main span").forEach(function (piece) {
      var at = Number(piece.dataset.at), on = Boolean(found) && at >= Number(found[1]) && at < Number(found[2]);
      piece.classList.toggle("on", on);
      if (on && !first) { first = piece; }
    });
    if (first) { first.scrollIntoView({ block: "center" }); }
  }
  addEventListener("hashchange", show);
  show();
})();
