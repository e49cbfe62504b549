// Small and blocking: sets the chosen theme and text size before the page is drawn.
(() => {
  const root = document.documentElement;
  try {
    const theme = localStorage.getItem("mdo-theme");
    if (theme) root.dataset.theme = theme;
    const scale = localStorage.getItem("mdo-scale");
    if (scale && root.dataset.mode === "projector") root.style.setProperty("--scale", scale);
  } catch { /* no storage: the defaults stay */ }
  // Paper is white, whatever the screen is.
  let shown;
  addEventListener("beforeprint", () => { shown = root.dataset.theme; root.dataset.theme = "light"; });
  addEventListener("afterprint", () => { if (shown) root.dataset.theme = shown; else delete root.dataset.theme; });
})();
