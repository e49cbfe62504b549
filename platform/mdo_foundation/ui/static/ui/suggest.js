// Suggestions under a field: arrows walk from the field through the buttons and back, Escape closes them.
(() => {
  const buttonsOf = (form) => [...form.querySelectorAll("[data-suggestions] button")];

  document.addEventListener("keydown", (event) => {
    const form = event.target.closest?.("form");
    if (!form?.querySelector("[data-suggestions]")) return;
    const field = form.querySelector("[data-suggest]:focus") || form.lastSuggestField;
    const buttons = buttonsOf(form);
    const now = buttons.indexOf(event.target);
    if (now < 0 && !event.target.matches("[data-suggest]")) return;
    if (event.target.matches("[data-suggest]")) form.lastSuggestField = event.target;
    if (event.key === "Escape" && buttons.length) {
      form.querySelector("[data-suggestions]").replaceChildren();
      field?.focus();
      event.preventDefault();
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      const next = now + (event.key === "ArrowDown" ? 1 : -1);
      if (!buttons.length || (now < 0 && next < 0)) return;
      (next < 0 ? field : buttons[Math.min(next, buttons.length - 1)])?.focus();
      event.preventDefault();
    }
  });
})();
