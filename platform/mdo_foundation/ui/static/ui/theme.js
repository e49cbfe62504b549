// Small and blocking: sets the chosen theme and text size before the page is drawn.
(() => {
  const root = document.documentElement;
  try {
    const theme = localStorage.getItem("mdo-theme");
    if (theme) root.dataset.theme = theme;
    const scale = localStorage.getItem("mdo-scale");
    if (scale && root.dataset.mode === "projector") root.style.setProperty("--scale", scale);
  } catch { /* no storage: the defaults stay */ }
})();
