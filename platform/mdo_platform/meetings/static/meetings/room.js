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
  // htmx does not find its place in the page any more when the button that it answers was renewed meanwhile.
  const isSending = (root) => root.querySelector(".htmx-request") !== null;
  const isBusy = (part) => hasUnsaved(part) || isSending(part) || part.contains(document.activeElement);
  const keyOf = (part) => part?.querySelector("[name=idempotency_key]")?.value ?? "";

  // A list from which the row that is still being typed was left out is renewed once that is done.
  function stampOf(part) {
    const { part: name, stamp, without } = part.dataset;
    if (!without) return stamp;
    const row = partOf(NEW_ROW[name]);
    return isBusy(row) && keyOf(row) === without ? stamp : "";
  }

  const isAdvice = (part) => part.dataset.part === "advice";
  const differs = (stamps) => parts().filter((part) => !isAdvice(part) && stamps[part.dataset.part] !== stampOf(part));

  // Which text this device shows. Saving raises the version inside the page, so its own does not count as somebody
  // else's; who typed something that is not stored yet does not want the other's now.
  function shown(part) {
    if (!part || hasUnsaved(part)) return "";
    return `&item=${part.dataset.item}&version=${part.querySelector("[name=version]").value}`;
  }

  // The other's text comes in; who stands in the field without having typed keeps the place.
  function putAdvice(part, { text, version }) {
    if (!part.isConnected || hasUnsaved(part) || version <= Number(part.querySelector("[name=version]").value)) return;
    const field = part.querySelector("textarea");
    const { selectionStart: from, selectionEnd: until, value: before } = field;
    if (before !== text) {
      let same = 0;
      while (same < before.length && before[same] === text[same]) same += 1;
      const moved = same < from ? text.length - before.length : 0;
      field.value = text;
      if (document.activeElement === field) field.setSelectionRange(Math.max(0, from + moved), Math.max(0, until + moved));
    }
    part.querySelector("[name=version]").value = version;
  }

  // On a long agenda whose turn it is stays in sight.
  function showCurrent() {
    const list = partOf("agenda");
    const current = list?.querySelector(".current")?.getBoundingClientRect();
    const box = list?.getBoundingClientRect();
    if (current && (current.top < box.top || current.bottom > box.bottom)) {
      list.scrollTop += current.top - box.top - (box.height - current.height) / 2;
    }
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
    showCurrent();
    window.htmx?.process(fresh);
  }

  async function refresh(changed) {
    const response = await fetch(location.href, { headers: { "X-Requested-With": "room" } });
    if (!response.ok || response.redirected) return location.reload();
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    for (const part of changed) {
      const fresh = partOf(part.dataset.part, page);
      if (fresh && part.isConnected && !isBusy(part)) renew(part, fresh);
    }
    renewSeats(page.getElementById("attendance-list"));
    return undefined;
  }

  // Who is ticking stays at the same name.
  function renewSeats(fresh) {
    const list = document.getElementById("attendance-list");
    if (!fresh || !list || isSending(list)) return;
    const here = list.contains(document.activeElement) ? document.activeElement.id : "";
    list.replaceWith(fresh);
    window.htmx?.process(fresh);
    if (here) document.getElementById(here)?.focus();
  }

  async function look() {
    const part = partOf("advice");
    const response = await fetch(`${place.dataset.url}?seen=${seen}${shown(part)}`);
    if (response.redirected) return sayLoggedOut();
    if (response.status !== 200) return;
    const { revision, stamps, advice } = await response.json();
    if (advice) putAdvice(part, advice);
    if (!stamps) return;
    const changed = differs(stamps);
    if (changed.some((part) => part.dataset.part === "turn")) {
      if (!parts().some(hasUnsaved)) location.reload();
      return;
    }
    const free = changed.filter((one) => !isBusy(one));
    if (free.length) await refresh(free);
    if (!differs(stamps).length) seen = String(revision);
  }

  function sayLoggedOut() {
    const summary = document.querySelector("[data-save-summary]");
    if (summary) summary.textContent = document.getElementById("texts").dataset.loggedOut;
  }

  // One question at a time: the next one waits until some time after the answer, so a busy server is asked less.
  let timer;
  let isLooking = false;
  async function keepUp() {
    if (isLooking) return;
    isLooking = true;
    clearTimeout(timer);
    if (!document.hidden) await look().catch(() => {});
    timer = setTimeout(keepUp, INTERVAL_MS);
    isLooking = false;
  }
  showCurrent();
  timer = setTimeout(keepUp, INTERVAL_MS);
  document.addEventListener("visibilitychange", keepUp);

  // Enter in a new agreement puts it in the list, as the button beside it does.
  document.addEventListener("keydown", (event) => {
    const row = event.key === "Enter" && event.target.matches("input") && event.target.closest(".new-row");
    if (!row) return;
    event.preventDefault();
    row.querySelector("[data-new-row]").click();
  });
})();
