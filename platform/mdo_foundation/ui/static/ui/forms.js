// A form is sent once, however often its button is clicked; filters are sent when they change.
(() => {
  const isGuarded = (form) => form.method === "post" && !("repeatable" in form.dataset);
  const buttonsOf = (form) => [...form.elements].filter((element) => element.type === "submit");

  function lock(form) {
    form.dataset.sent = "";
    form.setAttribute("aria-busy", "true");
    // Later, because a disabled button does not send its own value.
    setTimeout(() => buttonsOf(form).forEach((button) => { button.disabled = true; }));
  }

  function unlock(form) {
    delete form.dataset.sent;
    form.removeAttribute("aria-busy");
    setTimeout(() => buttonsOf(form).forEach((button) => { button.disabled = false; }));
  }

  document.addEventListener("submit", (event) => {
    if (event.defaultPrevented || !isGuarded(event.target)) return;
    if ("sent" in event.target.dataset) event.preventDefault();
    else lock(event.target);
  });
  addEventListener("pageshow", (event) => { if (event.persisted) document.querySelectorAll("form[data-sent]").forEach(unlock); });

  document.addEventListener("htmx:beforeRequest", (event) => {
    const form = event.detail.elt;
    if (!(form instanceof HTMLFormElement) || event.detail.requestConfig.verb === "get") return;
    if ("sent" in form.dataset) event.preventDefault();
    else lock(form);
  });
  document.addEventListener("htmx:afterRequest", (event) => {
    if (event.detail.elt instanceof HTMLFormElement) unlock(event.detail.elt);
  });

  document.addEventListener("change", (event) => {
    event.target.closest("form[data-submit-on-change]")?.requestSubmit();
  });
})();
