// A form is sent once, however often its button is clicked; filters are sent when they change; what still fits is counted.
(() => {
  const isGuarded = (form) => form.method === "post" && !("repeatable" in form.dataset);

  function buttonsOf(element) {
    if (element instanceof HTMLFormElement) return [...element.elements].filter((control) => control.type === "submit");
    return element instanceof HTMLButtonElement ? [element] : [];
  }

  function lock(element) {
    element.dataset.sent = "";
    element.setAttribute("aria-busy", "true");
    // Later, because a disabled button does not send its own value.
    setTimeout(() => { if ("sent" in element.dataset) buttonsOf(element).forEach((button) => { button.disabled = true; }); });
  }

  function unlock(element) {
    delete element.dataset.sent;
    element.removeAttribute("aria-busy");
    buttonsOf(element).forEach((button) => { button.disabled = false; });
  }

  document.addEventListener("submit", (event) => {
    if (event.defaultPrevented || !isGuarded(event.target)) return;
    if ("sent" in event.target.dataset) event.preventDefault();
    else lock(event.target);
  });
  addEventListener("pageshow", (event) => { if (event.persisted) document.querySelectorAll("form[data-sent]").forEach(unlock); });

  // htmx would keep a second click in its queue and send it after the first.
  document.addEventListener("htmx:confirm", (event) => {
    if (event.detail.verb !== "get" && "sent" in event.detail.elt.dataset) event.preventDefault();
  });
  document.addEventListener("htmx:beforeRequest", (event) => {
    if (event.detail.requestConfig.verb !== "get") lock(event.detail.elt);
  });
  document.addEventListener("htmx:afterRequest", (event) => { if ("sent" in event.detail.elt.dataset) unlock(event.detail.elt); });

  document.addEventListener("change", (event) => {
    event.target.closest("form[data-submit-on-change]")?.requestSubmit();
  });

  // How many characters still fit, once nine tenths are typed (F28).
  const counters = new WeakMap();

  function counterOf(control) {
    const counter = document.createElement("p");
    counter.className = "hint";
    const place = control.parentElement.classList.contains("field") ? control : control.parentElement;
    place.after(counter);
    counters.set(control, counter);
    return counter;
  }

  document.addEventListener("input", ({ target }) => {
    if (!(target.maxLength >= 100)) return;
    const left = target.maxLength - target.value.length;
    const shown = counters.get(target)?.isConnected;
    if (left > target.maxLength / 10) return shown && counters.get(target).remove();
    const counter = shown ? counters.get(target) : counterOf(target);
    counter.textContent = document.getElementById("texts").dataset.charactersLeft.replace("{}", left);
    if (!shown || left === 0) document.getElementById("live").textContent = counter.textContent;
  });
})();
