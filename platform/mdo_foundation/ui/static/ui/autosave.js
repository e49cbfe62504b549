// Saving while typing. One field is one element [data-autosave]; fields of one record share its version and take turns,
// so that nobody is in conflict with himself. What was typed never leaves the field until the server has it.
(() => {
  const WAIT_MS = 800;
  const LONGEST_MS = 1500; // who types on without a pause is saved meanwhile
  const TIME_OUT_MS = 15000;
  const LEAVE_MS = 3000;
  const KEEP_ALIVE_LIMIT = 60000; // browsers refuse more than 64 KiB that outlives its page
  const texts = document.getElementById("texts").dataset;
  const states = new WeakMap();
  const unsaved = new Set();
  const lines = new Map();

  const stateOf = (field) => {
    if (!states.has(field)) states.set(field, { typed: false, since: 0, timer: 0 });
    return states.get(field);
  };
  const fieldOf = (node) => node.closest?.("[data-autosave]");
  const partOf = (field, name) => field.querySelector(`[data-${name}]`);
  const pending = () => [...unsaved].filter((field) => field.isConnected);

  // A field says in the page that it holds text that the server does not have, for scripts that renew parts of it.
  function keep(field) {
    unsaved.add(field);
    field.dataset.unsaved = "";
  }

  function release(field) {
    unsaved.delete(field);
    delete field.dataset.unsaved;
  }

  function lineOf(field) {
    const record = field.dataset.record || field;
    if (!lines.has(record)) lines.set(record, { busy: false, waiting: new Set() });
    return lines.get(record);
  }

  function show(field, state, text = "") {
    const status = partOf(field, "save-status");
    if (status) {
      if (!status.childElementCount) status.append(document.getElementById("save-status-template").content.cloneNode(true));
      if (state) status.dataset.state = state; else delete status.dataset.state;
      partOf(status, "save-text").textContent = text;
    }
    summarise(state === "saved" ? text : "");
  }

  function summarise(savedText) {
    const summary = document.querySelector("[data-save-summary]");
    if (!summary) return;
    const text = pending().length ? texts.unsavedFields : savedText;
    if (!text) return;
    summary.textContent = text;
    summary.dataset.state = pending().length ? "unsaved" : "saved";
  }

  function typed(field, delay) {
    const state = stateOf(field);
    state.typed = true;
    state.since ||= Date.now();
    keep(field);
    clearTimeout(state.timer);
    state.timer = setTimeout(() => queue(field), Math.max(0, Math.min(delay, state.since + LONGEST_MS - Date.now())));
  }

  function queue(field) {
    const state = stateOf(field);
    clearTimeout(state.timer);
    if (!state.typed || partOf(field, "conflict")?.childElementCount) return;
    const line = lineOf(field);
    line.waiting.add(field);
    next(line);
  }

  async function next(line) {
    if (line.busy || !line.waiting.size) return;
    const [field] = line.waiting;
    line.waiting.delete(field);
    line.busy = true;
    await send(field).catch(() => failed(field, texts.notSaved));
    line.busy = false;
    next(line);
  }

  function bodyOf(field) {
    if (field instanceof HTMLFormElement) return new URLSearchParams(new FormData(field));
    const copy = new URLSearchParams();
    field.querySelectorAll("[name]:enabled").forEach((control) => {
      if (!control.matches("[type=checkbox]:not(:checked),[type=radio]:not(:checked)")) {
        if (control.multiple) [...control.selectedOptions].forEach((option) => copy.append(control.name, option.value));
        else copy.append(control.name, control.value);
      }
    });
    return copy;
  }

  const csrfHeaders = () => JSON.parse(document.body.getAttribute("hx-headers") || "{}");

  async function send(field, again = false) {
    const state = stateOf(field);
    state.typed = false;
    state.since = 0;
    show(field, "saving", texts.saving);
    const body = bodyOf(field);
    const response = await fetch(field.dataset.url || field.action, {
      method: "POST", body, redirect: "manual", keepalive: body.toString().length < KEEP_ALIVE_LIMIT,
      headers: { ...csrfHeaders(), "X-Autosave": "1", "Accept": "application/json, text/html" },
      signal: AbortSignal.timeout(TIME_OUT_MS),
    });
    if (response.ok) return saved(field, await response.json());
    if (response.status === 409) return conflict(field, await response.text());
    if (response.status === 400) return refused(field, await response.json());
    if (loggedOut(response)) return failed(field, texts.loggedOut);
    if (response.status === 403 && !again && await renewToken()) return send(field, true);
    return failed(field, response.status < 500 ? await reasonOf(response) : texts.notSaved);
  }

  // A refusal is a page with its sentence in [data-error-text].
  async function reasonOf(response) {
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    const reason = page.querySelector("[data-error-text]")?.textContent.trim() ?? "";
    return `${texts.notSaved} ${reason}`.trim();
  }

  const loggedOut = (response) => response.type === "opaqueredirect" || response.status === 401;

  // Logging in again gives the browser another token than this page has: it takes the new one from the page itself.
  async function renewToken() {
    const response = await fetch(location.href, { headers: { "X-Requested-With": "autosave" } });
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    const headers = page.body.getAttribute("hx-headers");
    const token = JSON.parse(headers || "{}")["X-CSRFToken"];
    if (!response.ok || response.redirected || !token) return false;
    document.body.setAttribute("hx-headers", headers);
    document.querySelectorAll("[name=csrfmiddlewaretoken]").forEach((input) => { input.value = token; });
    return true;
  }

  function saved(field, answer) {
    setVersion(field, answer.version);
    showErrors(field, []);
    for (const [id, html] of Object.entries(answer.fragments || {})) {
      const element = document.getElementById(id);
      if (!element) continue;
      renew(element, html);
      window.htmx?.process(document.getElementById(id) ?? document.body);
    }
    if (stateOf(field).typed) return;
    release(field);
    show(field, "saved", answer.message);
  }

  // Whoever has just moved on to what is renewed stays there.
  // What is the same stays, so that nothing is read out again.
  function renew(element, html) {
    const parsed = document.createElement("template");
    parsed.innerHTML = html.trim();
    if (element.isEqualNode(parsed.content.firstElementChild)) return;
    const here = element.contains(document.activeElement) ? document.activeElement : null;
    const links = (root) => [...root.querySelectorAll("a[href],button,summary")];
    const place = here ? links(element).indexOf(here) : -1;
    const { id } = element;
    element.outerHTML = html;
    const next = document.getElementById(id);
    if (place >= 0 && next) links(next)[Math.min(place, links(next).length - 1)]?.focus();
  }

  function setVersion(field, version) {
    const record = field.dataset.record;
    const same = record ? document.querySelectorAll(`[data-autosave][data-record="${CSS.escape(record)}"]`) : [field];
    same.forEach((other) => { const input = other.querySelector("[name=version]"); if (input) input.value = version; });
  }

  function failed(field, text) {
    stateOf(field).typed = true;
    keep(field);
    show(field, "failed", text);
  }

  function refused(field, answer) {
    const messages = Object.values(answer.errors || {}).flat();
    showErrors(field, messages);
    failed(field, texts.notSaved);
  }

  function showErrors(field, messages) {
    const list = partOf(field, "errors");
    if (!list) return;
    list.replaceChildren(...messages.map((text) => Object.assign(document.createElement("li"), { textContent: text })));
    controlOf(field)?.toggleAttribute("aria-invalid", messages.length > 0);
    if (messages.length) controlOf(field)?.setAttribute("aria-invalid", "true");
  }

  // Of more controls the one that holds the text is marked; the buttons of a conflict box carry texts of their own.
  const controlOf = (field) => field.querySelector("[data-value]:not([data-resolve])")
    ?? field.querySelector("textarea,select,input:not([type=hidden])");

  function conflict(field, html) {
    stateOf(field).typed = true;
    show(field, "");
    partOf(field, "conflict").innerHTML = html;
  }

  // The box holds the other version, and per choice the text that the field gets; without one the typed text stays.
  function resolve(button) {
    const field = fieldOf(button);
    const control = controlOf(field);
    const box = button.closest("[data-version]");
    if (button.dataset.value !== undefined) {
      setValue(field, button.dataset.value);
      setOthers(field, JSON.parse(box.dataset.others || "{}"));
    }
    setVersion(field, box.dataset.version);
    box.remove();
    control.focus();
    if (button.dataset.resolve !== "theirs") return typed(field, 0);
    stateOf(field).typed = false;
    release(field);
    show(field, "saved", box.dataset.savedText);
  }

  // Several ticked boxes are lines of one text.
  function setValue(field, value) {
    const control = controlOf(field);
    if (!control.matches("[type=radio],[type=checkbox]")) { control.value = value; return; }
    const chosen = value.split("\n");
    field.querySelectorAll(`[name="${CSS.escape(control.name)}"]`).forEach((one) => { one.checked = chosen.includes(one.value); });
  }

  // What belongs to the same field beside its value: why there is no answer, a name that is not in the list.
  function setOthers(field, others) {
    for (const [name, value] of Object.entries(others)) {
      const control = field.querySelector(`[name="${CSS.escape(name)}"]`);
      if (control) control.value = value;
    }
  }

  function flush() {
    pending().forEach(queue);
    const started = Date.now();
    return new Promise((done) => {
      const look = () => {
        const busy = [...lines.values()].some((line) => line.busy || line.waiting.size);
        if (!busy || Date.now() - started > LEAVE_MS) done(pending().length === 0); else setTimeout(look, 50);
      };
      look();
    });
  }

  document.addEventListener("input", (event) => {
    const field = fieldOf(event.target);
    if (field && event.target.name) typed(field, WAIT_MS);
  });
  document.addEventListener("change", (event) => {
    const field = fieldOf(event.target);
    if (field && event.target.name) typed(field, 0);
  });
  document.addEventListener("focusout", (event) => { const field = fieldOf(event.target); if (field) queue(field); });
  document.addEventListener("visibilitychange", () => { if (document.hidden) pending().forEach(queue); });
  addEventListener("online", () => pending().forEach(queue));
  addEventListener("beforeunload", (event) => { if (pending().length) event.preventDefault(); });

  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-retry]")) return queue(fieldOf(event.target));
    const choice = event.target.closest("[data-resolve]");
    if (choice) return resolve(choice);
    const link = event.target.closest("a[href]");
    if (!link || !pending().length || event.defaultPrevented || event.button || link.target || link.origin !== location.origin) return;
    if (event.ctrlKey || event.metaKey || event.shiftKey || link.getAttribute("href").startsWith("#")) return;
    event.preventDefault();
    flush().then(() => location.assign(link.href));
  });
  // Before another form goes, what was typed goes first. In the capture phase: ahead of the guard against double clicks.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.matches("[data-autosave]")) {
      event.preventDefault();
      typed(form, 0);
    } else if (pending().length && form.method !== "dialog" && !("saved" in form.dataset)) {
      event.preventDefault();
      event.stopImmediatePropagation();
      const { submitter } = event;
      flush().then(() => {
        // The saving may have renewed the form itself: then the button of that name in its place is meant.
        const button = submitter?.isConnected ? submitter : submitter?.id && document.getElementById(submitter.id);
        const now = form.isConnected ? form : button?.form;
        if (!now) return;
        now.dataset.saved = "";
        now.requestSubmit(button || undefined);
        delete now.dataset.saved;
      });
    }
  }, true);
  const held = new WeakSet();
  document.addEventListener("htmx:confirm", (event) => {
    const { elt, issueRequest } = event.detail;
    if (event.defaultPrevented || !pending().length || elt instanceof HTMLFormElement) return;
    event.preventDefault();
    if (held.has(elt)) return;
    held.add(elt);
    flush().then(() => {
      held.delete(elt);
      issueRequest(true);
    });
  });
})();
