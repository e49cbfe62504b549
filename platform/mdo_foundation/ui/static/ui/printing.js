// What is printed is written in the access log first: without that line nothing is printed by a button of the portal.
// The page says which lines of the log it was made of; what htmx brings in later adds its own.
(() => {
  const body = document.body;
  const texts = document.getElementById("texts")?.dataset ?? {};
  const shown = new Set((body.dataset.accessLines ?? "").split(",").filter(Boolean));
  let logged = "";

  document.addEventListener("htmx:afterRequest", (event) => {
    const lines = event.detail.xhr?.getResponseHeader("X-Access-Lines") ?? "";
    lines.split(",").filter(Boolean).forEach((line) => shown.add(line));
  });

  function send(keepalive) {
    const lines = [...shown].slice(-50).join(",");
    const headers = JSON.parse(body.getAttribute("hx-headers") ?? "{}");
    return fetch(body.dataset.printUrl, { method: "POST", headers, body: new URLSearchParams({ lines }), keepalive });
  }

  // A page without patients needs no line; outside a group there is no log.
  const isNeeded = () => Boolean(body.dataset.printUrl) && shown.size > 0 && logged !== [...shown].join(",");

  async function printLogged() {
    if (isNeeded()) {
      const answer = await send(false).catch(() => null);
      if (!answer?.ok) return say(texts.printFailed);
      logged = [...shown].join(",");
    }
    window.print();
    logged = "";
  }

  function say(text) {
    const live = document.getElementById("live");
    const message = document.getElementById("message-template")?.content.cloneNode(true);
    if (!message || !text) return;
    message.querySelector("p").textContent = text;
    document.getElementById("content")?.prepend(message);
    if (live) live.textContent = text;
  }

  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-print]")) printLogged();
  });
  // The browser's own print command cannot be held back; it is written down as it happens.
  window.addEventListener("beforeprint", () => { if (isNeeded()) send(true).catch(() => {}); });
})();
