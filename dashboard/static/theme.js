// Runs before the page is drawn: says that scripts run, and puts back the theme the reader chose.
"use strict";
(function () {
  const root = document.documentElement;
  root.classList.add("js");
  try {
    const theme = localStorage.getItem("tiermix-theme");
    if (theme === "light" || theme === "dark") root.dataset.theme = theme;
  } catch { /* storage is switched off: the system's theme holds */ }
})();
