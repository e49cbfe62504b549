// Keeps a second device in step. The server tells which parts changed; what somebody is typing in is left alone.
(() => {
  const INTERVAL_MS = 1500;
  const place = document.getElementById("room-state");
  if (!place) return;
  // The rows that are listed, and the one below the list in which a new one is typed.
  const NEW_ROW = { agreements: "new_agreement", signals: "new_signal" };
  let seen = place.dataset.revision;

  const parts = () => [...document.querySelectorAll("[data-part]")];
  const partOf = (name, root = document) => root.querySelector(`[data-part="${name}"]`);
  const hasUnsaved = (part) => part.querySelector("[data-unsaved]") !== null || part.querySelector("[data-conflict] > *") !== null;
  const isBusy = (part) => hasUnsaved(part) || part.contains(document.activeElement);
  const keyOf = (part) => part?.querySelector("[name=idempotency_key]")?.value ?? "";

  // Saving raises the version inside the page, so its own advice does not count as somebody else's. A list from which
  // the row that is still being typed was left out is renewed once that is done.
  function stampOf(part) {
    const { part: name, stamp, without } = part.dataset;
    if (name === "advice") return part.querySelector("[name=version]").value;
    if (!without) return stamp;
    const row = partOf(NEW_ROW[name]);
    return isBusy(row) && keyOf(row) === without ? stamp : "";
  }

  const differs = (stamps) => parts().filter((part) => stamps[part.dataset.part] !== stampOf(part));

  // Somebody stands in the advice without having typed: the other's text comes in, and the place in it stays.
  function graft(part, fresh) {
    const [mine, theirs] = [part, fresh].map((one) => one.querySelector("textarea"));
    const { selectionStart: from, selectionEnd: until, value: before } = mine;
    if (before !== theirs.value) {
      mine.value = theirs.value;
      let same = 0;
      while (same < before.length && before[same] === theirs.value[same]) same += 1;
      const moved = same < from ? theirs.value.length - before.length : 0;
      mine.setSelectionRange(Math.max(0, from + moved), Math.max(0, until + moved));
    }
    part.querySelector("[name=version]").value = fresh.querySelector("[name=version]").value;
  }

  function renew(part, fresh) {
    const name = part.dataset.part;
    const row = NEW_ROW[name] && partOf(NEW_ROW[name]);
    if (row && isBusy(row)) {
      const own = fresh.querySelector(`[data-key="${CSS.escape(keyOf(row))}"]`);
      if (own) {
        own.remove();
        fresh.dataset.without = keyOf(row);
      }
    }
    part.replaceWith(fresh);
    window.htmx?.process(fresh);
  }

  const canGraft = (part) => part.dataset.part === "advice" && !hasUnsaved(part);

  async function refresh(changed) {
    const response = await fetch(location.href, { headers: { "X-Requested-With": "room" } });
    if (!response.ok || response.redirected) return location.reload();
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    for (const part of changed) {
      const fresh = partOf(part.dataset.part, page);
      if (!fresh || !part.isConnected) continue;
      if (!isBusy(part)) renew(part, fresh);
      else if (canGraft(part)) graft(part, fresh);
    }
    renewSeats(page.getElementById("attendance-list"));
    return undefined;
  }

  // Who is ticking stays at the same name.
  function renewSeats(fresh) {
    const list = document.getElementById("attendance-list");
    if (!fresh || !list) return;
    const here = list.contains(document.activeElement) ? document.activeElement.id : "";
    list.replaceWith(fresh);
    window.htmx?.process(fresh);
    if (here) document.getElementById(here)?.focus();
  }

  async function look() {
    const response = await fetch(`${place.dataset.url}?seen=${seen}`);
    if (response.redirected) return sayLoggedOut();
    if (response.status !== 200) return;
    const { revision, stamps } = await response.json();
    const changed = differs(stamps);
    if (changed.some((part) => part.dataset.part === "turn")) {
      if (!parts().some(hasUnsaved)) location.reload();
      return;
    }
    const free = changed.filter((part) => !isBusy(part) || canGraft(part));
    if (free.length) await refresh(free);
    if (!differs(stamps).length) seen = String(revision);
  }

  function sayLoggedOut() {
    const summary = document.querySelector("[data-save-summary]");
    if (summary) summary.textContent = document.getElementById("texts").dataset.loggedOut;
  }

  const keepUp = () => { if (!document.hidden) look().catch(() => {}); };
  setInterval(keepUp, INTERVAL_MS);
  document.addEventListener("visibilitychange", keepUp);

  // Enter in a new agreement puts it in the list, as the button beside it does.
  document.addEventListener("keydown", (event) => {
    const row = event.key === "Enter" && event.target.matches("input") && event.target.closest(".new-row");
    if (!row) return;
    event.preventDefault();
    row.querySelector("[data-new-row]").click();
  });
})();
