// Keeps a second device in step. The server tells which parts changed; what somebody is typing in is left alone.
(() => {
  const INTERVAL_MS = 2000;
  const place = document.getElementById("room-state");
  if (!place) return;
  let seen = place.dataset.revision;

  const parts = () => [...document.querySelectorAll("[data-part]")];
  const isBusy = (part) => part.contains(document.activeElement)
    || [...part.querySelectorAll("[data-save-status]")].some((status) => ["saving", "failed"].includes(status.dataset.state))
    || part.querySelector("[data-conflict] > *") !== null;

  // Saving raises the version inside the page, so its own advice does not count as somebody else's.
  function stampOf(part) {
    return part.dataset.part === "advice" ? part.querySelector("[name=version]").value : part.dataset.stamp;
  }

  async function refresh(changed) {
    const response = await fetch(location.href, { headers: { "X-Requested-With": "room" } });
    if (!response.ok || response.redirected) return location.reload();
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    for (const part of changed) {
      const fresh = page.querySelector(`[data-part="${part.dataset.part}"]`);
      if (!fresh || isBusy(part)) continue;
      part.replaceWith(fresh);
      window.htmx?.process(fresh);
    }
    const list = page.getElementById("attendance-list");
    if (list && !document.getElementById("attendance").open) document.getElementById("attendance-list").replaceWith(list);
    return undefined;
  }

  async function look() {
    const response = await fetch(`${place.dataset.url}?seen=${seen}`);
    if (response.status !== 200) return;
    const { revision, stamps } = await response.json();
    const changed = parts().filter((part) => stamps[part.dataset.part] !== stampOf(part));
    if (changed.some((part) => part.dataset.part === "turn")) {
      if (parts().some(isBusy)) return;
      location.reload();
      return;
    }
    if (changed.length) await refresh(changed);
    if (!parts().some((part) => changed.includes(part) && part.isConnected)) seen = String(revision);
  }

  setInterval(() => { if (!document.hidden) look().catch(() => {}); }, INTERVAL_MS);

  // Enter in a new agreement puts it in the list, as the button beside it does.
  document.addEventListener("keydown", (event) => {
    const row = event.key === "Enter" && event.target.matches("input") && event.target.closest(".new-row");
    if (!row) return;
    event.preventDefault();
    row.querySelector("[data-new-row]").click();
  });
})();
