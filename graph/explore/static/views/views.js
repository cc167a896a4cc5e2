(function () {
  "use strict";
  var button = document.getElementById("language"), root = document.documentElement;
  function speak(english) {
    root.lang = english ? "en" : "zh-Hans";
    root.classList.toggle("english", english);
    button.textContent = english ? "中文" : "English";
    button.lang = english ? "zh-Hans" : "en";
  }
  button.hidden = false;
  button.addEventListener("click", function () { speak(!root.classList.contains("english")); });
  speak(!(navigator.language || "zh").startsWith("zh"));
})();
