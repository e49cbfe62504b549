// What happens around an htmx request. When it fails the page says so, nothing disappears; who works by keyboard keeps the
// place, also when the button that was pressed is renewed by it.
(() => {
  const texts = document.getElementById("texts").dataset;

  function show(text) {
    const message = document.getElementById("message-template").content.cloneNode(true);
    message.querySelector("p").textContent = text;
    const place = document.getElementById("messages");
    place?.replaceChildren(message);
    place?.scrollIntoView({ block: "nearest" });
  }

  // Error pages of the portal carry their sentence in [data-error-text].
  function textOf(xhr) {
    const page = new DOMParser().parseFromString(xhr.responseText || "", "text/html");
    return page.querySelector("[data-error-text]")?.textContent.trim() || texts.requestFailed;
  }

  document.addEventListener("htmx:responseError", (event) => show(textOf(event.detail.xhr)));
  document.addEventListener("htmx:sendError", () => show(texts.requestFailed));
  document.addEventListener("htmx:timeout", () => show(texts.requestFailed));
  document.addEventListener("htmx:beforeRequest", () => document.getElementById("messages")?.replaceChildren());

  let left = null; // where the keyboard was when the request went

  const CONTROLS = "a[href],button,summary,select,textarea,input:not([type=hidden])";
  const controls = (root) => [...root.querySelectorAll(CONTROLS)].filter((one) => one.checkVisibility());

  document.addEventListener("htmx:beforeRequest", ({ detail: { elt, target } }) => {
    const here = document.activeElement;
    left = target?.contains(here)
      ? { target: target.id, id: here.id, place: elt.matches("a") ? 0 : controls(target).indexOf(here), next: elt.dataset.thenFocus }
      : null;
  });

  // What the request was for, a new row to fill in; else the same control, or what came in its place. A link is left for
  // the beginning of what it brings.
  document.addEventListener("htmx:afterSettle", () => {
    const target = left && document.getElementById(left.target);
    if (!target || document.activeElement !== document.body) return;
    const there = controls(target);
    const same = left.id && document.getElementById(left.id);
    const near = there[Math.min(left.place, there.length - 1)] ?? target.closest("[tabindex]");
    ((left.next && target.querySelector(left.next)) || same || near)?.focus();
    left = null;
  });

  // A redirect to a whole page (log-in, another place) is followed, never swapped into a part of this one.
  document.addEventListener("htmx:beforeSwap", (event) => {
    const { xhr, requestConfig } = event.detail;
    const arrived = xhr.responseURL && new URL(xhr.responseURL);
    const asked = new URL(requestConfig.path, location.href);
    if (arrived && arrived.pathname !== asked.pathname && /^\s*<!doctype/i.test(xhr.responseText)) {
      event.detail.shouldSwap = false;
      location.assign(arrived);
    }
  });
})();
