// Dragging a patient to another place on the agenda. The arrows beside it do the same by keyboard (WCAG 2.5.7); both send
// the place, and the server answers with the agenda as it is then.
(() => {
  let row = null;
  let moved = null;

  const rows = () => [...document.querySelectorAll(".agenda-table tbody tr")];
  const nameOf = (one) => one.querySelector("th a").textContent;

  // The row goes along with the pointer as soon as that is past the middle of a neighbour.
  function follow(event) {
    const others = rows().filter((one) => one !== row);
    const after = others.find((one) => {
      const { top, height } = one.getBoundingClientRect();
      return event.clientY < top + height / 2;
    });
    if (after) after.before(row); else others.at(-1)?.after(row);
  }

  function drop() {
    const place = rows().indexOf(row) + 1;
    const dropped = row;
    release();
    if (place !== Number(dropped.dataset.position)) send(dropped, place);
  }

  function release() {
    row?.classList.remove("dragged");
    row = null;
    document.removeEventListener("pointermove", follow);
    document.removeEventListener("pointerup", drop);
    document.removeEventListener("pointercancel", cancel);
  }

  function cancel() {
    const place = Number(row.dataset.position);
    const others = rows().filter((one) => one !== row);
    if (others[place - 1]) others[place - 1].before(row); else others.at(-1)?.after(row);
    release();
  }

  function send(dropped, place) {
    const form = dropped.querySelector("[data-place]");
    const field = Object.assign(document.createElement("input"), { type: "hidden", name: "position", value: place });
    form.append(field);
    form.requestSubmit();
    field.remove();
  }

  document.addEventListener("pointerdown", (event) => {
    const handle = event.target.closest("[data-drag]");
    if (!handle || event.button) return;
    event.preventDefault();
    row = handle.closest("tr");
    row.classList.add("dragged");
    document.addEventListener("pointermove", follow);
    document.addEventListener("pointerup", drop);
    document.addEventListener("pointercancel", cancel);
  });
  document.addEventListener("keydown", (event) => { if (event.key === "Escape" && row) cancel(); });

  // Who moves by keyboard stays at the patient: at the same arrow, or at the other one when the row is at an end.
  document.addEventListener("htmx:beforeRequest", (event) => {
    const form = event.target.closest("[data-place]");
    moved = form ? { item: form.closest("tr").dataset.item, from: document.activeElement?.id ?? "" } : null;
  });
  document.addEventListener("htmx:afterSettle", () => {
    if (!moved) return;
    const { item, from } = moved;
    moved = null;
    const now = document.querySelector(`tr[data-item="${CSS.escape(item)}"]`);
    if (!now) return;
    if (from.endsWith(item)) (document.getElementById(from) ?? now.querySelector("[data-place] button"))?.focus();
    const words = document.querySelector("[data-moved]")?.dataset.moved ?? "";
    const live = document.getElementById("live");
    if (live) live.textContent = words.replace("{name}", nameOf(now)).replace("{place}", now.dataset.position);
  });
})();
