// Choosing rows of a table, walking through them with J and K and ticking with X; the page for paper prints itself.
(() => {
  const boxesOf = (table) => [...table.querySelectorAll("tbody [data-select]")];

  function showChoice(table) {
    const chosen = boxesOf(table).filter((box) => box.checked).length;
    const all = table.querySelector("[data-select-all]");
    if (all) {
      all.checked = chosen > 0 && chosen === boxesOf(table).length;
      all.indeterminate = chosen > 0 && !all.checked;
    }
    const bulk = document.getElementById("bulk");
    if (!bulk) return;
    bulk.hidden = chosen === 0;
    bulk.querySelector("[data-selected-count]").textContent = chosen;
  }

  document.addEventListener("change", (event) => {
    const table = event.target.closest("table[data-rows]");
    if (!table || !event.target.matches("[data-select],[data-select-all]")) return;
    if (event.target.matches("[data-select-all]")) boxesOf(table).forEach((box) => { box.checked = event.target.checked; });
    showChoice(table);
  });

  document.addEventListener("click", (event) => {
    if (!event.target.closest("[data-clear-selection]")) return;
    const table = document.querySelector("table[data-rows]");
    boxesOf(table).forEach((box) => { box.checked = false; });
    showChoice(table);
  });

  const showAll = () => document.querySelectorAll("table[data-rows]").forEach(showChoice);
  document.addEventListener("htmx:afterSwap", showAll);
  addEventListener("pageshow", showAll);

  const STEPS = { j: 1, k: -1, x: 0 };
  document.addEventListener("keydown", (event) => {
    const step = STEPS[event.key.toLowerCase()];
    const off = document.getElementById("shortcuts-on")?.checked === false;
    if (step === undefined || off || event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
    if (event.target.matches("input:not([type=checkbox],[type=radio]),textarea,select")) return;
    const rows = [...document.querySelectorAll("table[data-rows] tbody tr")];
    if (!rows.length) return;
    const now = rows.indexOf(document.activeElement.closest("tr"));
    if (step === 0) return rows[now]?.querySelector("[data-select]")?.click();
    rows[Math.max(0, Math.min(rows.length - 1, now + step))].querySelector("th a, td a")?.focus();
    event.preventDefault();
  });

  addEventListener("load", () => document.querySelector("[data-print-now]")?.click());
})();
