// Meeting mode: curtain, text size and the clock per patient. The clock never stops a meeting and makes no sound.
(() => {
  const root = document.documentElement;
  const SMALLEST = 0.8;
  const LARGEST = 2;
  const NEARLY = 0.8;

  function say(text) {
    const live = document.getElementById("live");
    if (live) live.textContent = text;
  }

  function toggleCurtain() {
    const curtain = document.getElementById("curtain");
    if (curtain.open) curtain.close(); else curtain.showModal();
  }

  function resizeText(step) {
    const now = Number(root.style.getPropertyValue("--scale")) || 1;
    const scale = Math.min(LARGEST, Math.max(SMALLEST, now + step)).toFixed(1);
    root.style.setProperty("--scale", scale);
    try { localStorage.setItem("mdo-scale", scale); } catch { /* no storage */ }
    say(document.getElementById("texts").dataset.textSize.replace("{}", Math.round(scale * 100)));
  }

  // Seconds since the patient's turn began, counted from the server's figure at the moment the clock came in.
  const clocks = new WeakMap();
  function stateOf(clock) {
    if (!clocks.has(clock)) {
      const { elapsed, duration, running } = clock.dataset;
      clocks.set(clock, { elapsed: Number(elapsed), duration: Number(duration), running: running === "1", at: performance.now() });
    }
    return clocks.get(clock);
  }
  function secondsOf(state) {
    return Math.floor(state.elapsed + (state.running ? (performance.now() - state.at) / 1000 : 0));
  }

  function draw(clock) {
    const state = stateOf(clock);
    const seconds = secondsOf(state);
    clock.querySelector("[data-clock-time]").textContent =
      `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
    const part = seconds / state.duration;
    clock.querySelector(".run")?.setAttribute("stroke-dasharray", `${Math.min(100, part * 100)} 100`);
    clock.classList.toggle("nearly", part > NEARLY && part <= 1);
    clock.classList.toggle("over", part > 1);
  }

  const drawAll = () => document.querySelectorAll("[data-clock]").forEach(draw);
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  setInterval(drawAll, calm ? 15000 : 1000);
  document.addEventListener("htmx:load", drawAll);
  drawAll();

  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-curtain]")) toggleCurtain();
    const size = event.target.closest("[data-text-size]");
    if (size) resizeText(size.dataset.textSize === "+" ? 0.1 : -0.1);
  });
  // The same key takes the curtain away, ahead of the shortcut that would put it back.
  document.addEventListener("keydown", (event) => {
    const curtain = document.getElementById("curtain");
    if (event.key.toLowerCase() !== "b" || !curtain?.open || event.repeat) return;
    event.stopImmediatePropagation();
    curtain.close();
  }, true);
})();
