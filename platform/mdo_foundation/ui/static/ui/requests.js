// What happens when an htmx request fails: the page says so, nothing disappears.
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
