// Dialogs, menus, theme and shortcuts. By delegation, so that it also works after an htmx swap.
(() => {
  const root = document.documentElement;
  const remember = (key, value) => { try { localStorage.setItem(key, value); } catch { /* no storage */ } };
  const recall = (key) => { try { return localStorage.getItem(key); } catch { return null; } };

  function markThemeButtons() {
    const dark = root.dataset.theme === "dark";
    document.querySelectorAll("[data-theme-toggle]").forEach((button) => button.setAttribute("aria-pressed", dark));
  }

  function toggleTheme() {
    root.dataset.theme = root.dataset.theme === "dark" ? "light" : "dark";
    remember("mdo-theme", root.dataset.theme);
    markThemeButtons();
  }

  function closeMenus(except) {
    document.querySelectorAll("details[data-menu][open]").forEach((menu) => { if (menu !== except) menu.open = false; });
  }

  function open(dialog, opener) {
    dialog?.showModal();
    if (dialog && opener.id) dialog.dataset.opener = opener.id;
  }

  // The browser goes back to what opened a dialog, except when that was renewed meanwhile.
  document.addEventListener("close", ({ target }) => {
    if (document.activeElement === document.body) document.getElementById(target.dataset.opener)?.focus();
  }, true);

  document.addEventListener("click", (event) => {
    closeMenus(event.target.closest("details[data-menu]"));
    const opener = event.target.closest("[data-open]");
    if (opener) open(document.getElementById(opener.dataset.open), opener);
    if (event.target.closest("[data-close]")) event.target.closest("dialog")?.close();
    if (event.target.closest("[data-theme-toggle]")) toggleTheme();
  });

  // Shortcuts of one letter can be switched off (WCAG 2.1.4) and never fire while someone types.
  const switchBox = document.getElementById("shortcuts-on");
  if (switchBox) {
    switchBox.checked = recall("mdo-shortcuts") !== "off";
    switchBox.addEventListener("change", () => remember("mdo-shortcuts", switchBox.checked ? "on" : "off"));
  }
  const isTyping = (element) => element.matches("input:not([type=checkbox],[type=radio]),textarea,select,[contenteditable]");

  function press(key) {
    const dialog = document.querySelector("dialog[open]");
    const targets = (dialog ?? document).querySelectorAll(`[data-shortcut="${CSS.escape(key)}"]`);
    const target = [...targets].find((element) => element.checkVisibility());
    if (!target) return false;
    if (target.matches("input:not([type=checkbox],[type=radio]),textarea,select")) target.focus();
    else target.click();
    return true;
  }

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") return closeMenus();
    if (switchBox && !switchBox.checked) return;
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || isTyping(event.target)) return;
    if (press(event.key.toLowerCase())) event.preventDefault();
  });

  document.querySelectorAll("dialog[data-open-now]").forEach((dialog) => dialog.showModal());
  document.querySelector("[data-focus-now]")?.focus();
  markThemeButtons();
})();
