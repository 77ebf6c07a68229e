// The search field: opens with `/`, shows results as one types. What finds them is loaded when it is first used.
"use strict";
addEventListener("DOMContentLoaded", () => {
  const form = document.querySelector(".search");
  if (!form) return;
  const scripts = [...document.scripts].map((script) => script.src);
  const engine = scripts.find((src) => src.endsWith("assets/search.js"))?.replace(/search\.js$/, "search-index.js");
  if (!engine) return;
  const words = form.dataset;
  const field = form.querySelector("input");
  // Results that are described at once, and as many more on demand.
  const FIRST = 8;

  const make = (tag, attributes = {}, ...children) => {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    element.append(...children);
    return element;
  };
  const panel = make("div", { class: "search-panel", role: "group", "aria-label": words.results, hidden: "" });
  const status = make("p", { class: "search-status", role: "status" });
  const list = make("div", { class: "search-results", id: "search-results", role: "listbox", "aria-label": words.results });
  const hint = make("p", { class: "search-hint" });
  const more = make("button", { class: "search-more", type: "button" }, words.more);
  const keys = make("p", { class: "search-keys", "aria-hidden": "true" }, words.keys);
  panel.append(status, list, hint, more, keys);
  form.append(panel);
  for (const [name, value] of Object.entries({
    role: "combobox", "aria-expanded": "false", "aria-controls": "search-results", "aria-autocomplete": "list",
    "aria-haspopup": "listbox", "aria-keyshortcuts": "/",
  })) field.setAttribute(name, value);
  form.hidden = false;

  let ready = null;
  const begin = () => {
    ready ??= new Promise((resolve, reject) => {
      const script = make("script", { src: engine });
      script.onload = () => resolve(window.fupanSearch.begin());
      script.onerror = () => { ready = null; reject(new Error(engine)); };
      document.head.append(script);
    });
    return ready;
  };

  // What is shown: the answer to a query, how many of its hits, and which one is chosen.
  let run = 0;
  let answer = null;
  let shown = 0;
  let chosen = null;
  const options = () => [...list.querySelectorAll("[role=option]")];
  const choose = (option, isMoved) => {
    chosen?.setAttribute("aria-selected", "false");
    chosen = option ?? null;
    if (!chosen) { field.removeAttribute("aria-activedescendant"); return; }
    chosen.setAttribute("aria-selected", "true");
    field.setAttribute("aria-activedescendant", chosen.id);
    if (isMoved) chosen.scrollIntoView({ block: "nearest" });
  };
  const open = (isOpen) => {
    panel.hidden = !isOpen;
    field.setAttribute("aria-expanded", String(isOpen && shown > 0));
    if (!isOpen) choose(null);
    // What scrolls can be reached by keyboard, and only then.
    if (panel.scrollHeight > panel.clientHeight) panel.tabIndex = 0; else panel.removeAttribute("tabindex");
  };

  const marked = (text, spans) => {
    const parts = [];
    let at = 0;
    for (const [start, end] of spans) {
      parts.push(text.slice(at, start), make("mark", {}, text.slice(start, end)));
      at = end;
    }
    return [...parts, text.slice(at)];
  };
  // The part of a text around its first match, one line of it; breaks of blocks and cells become spaces and points.
  const snippet = (text, items, loose) => {
    const spans = window.fupanSearch.marks(text, items, loose);
    const width = 90;
    let start = Math.max(0, (spans[0]?.[0] ?? 0) - 24);
    // From the start of a sentence or cell where one is near.
    const lead = text.slice(start, spans[0]?.[0] ?? 0);
    const near = Math.max(lead.lastIndexOf("\n"), lead.lastIndexOf("。"), lead.lastIndexOf("\t"));
    if (start > 0 && near >= 0 && near < lead.length - 1) start += near + 1;
    let end = Math.min(text.length, start + width);
    if (end < text.length && /[\uD800-\uDBFF]/.test(text[end - 1])) end += 1;
    if (start > 0 && /[\uDC00-\uDFFF]/.test(text[start])) start -= 1;
    const inside = spans.filter(([from, to]) => from >= start && to <= end).map(([from, to]) => [from - start, to - start]);
    const clean = text.slice(start, end).replace(/\t/g, "\u2002").replace(/\n/g, " ");
    return [start > 0 ? "…" : "", ...marked(clean, inside), end < text.length ? "…" : ""];
  };
  const encoded = (path) => path.split("/").map(encodeURIComponent).join("/");
  // Browsers that can go to a text mark the very run on the page that opens; a title is found at its top.
  const hrefOf = (result, items) => {
    const anchor = result.anchor ? encodeURIComponent(result.anchor) : "";
    let directive = "";
    const [span] = "fragmentDirective" in document && !result.isTitle ? window.fupanSearch.marks(result.text, items, false) : [];
    if (span) directive = `:~:text=${encodeURIComponent(result.text.slice(...span)).replace(/-/g, "%2D")}`;
    return words.root + encoded(result.address) + (anchor || directive ? `#${anchor}${directive}` : "");
  };

  const groupFor = (name) => {
    const found = [...list.children].find((group) => group.dataset.name === name);
    if (found) return found;
    const id = `search-group-${list.children.length}`;
    const group = make("div", { role: "group", "aria-labelledby": id },
      make("p", { class: "search-group", id, role: "presentation" }, name));
    group.dataset.name = name;
    list.append(group);
    return group;
  };
  const optionOf = (result, items, loose, number) => {
    const { marks } = window.fupanSearch;
    const title = make("span", { class: "search-title" }, ...marked(result.title, marks(result.title, items, loose)));
    if (result.heading) {
      title.append(make("span", { class: "search-heading" }, ...marked(result.heading, marks(result.heading, items, loose))));
    }
    const option = make("a", {
      id: `search-option-${number}`, role: "option", "aria-selected": "false", tabindex: "-1", class: "search-option",
      href: hrefOf(result, items),
    }, title);
    if (result.text) option.append(make("span", { class: "search-text" }, ...snippet(result.text, items, loose)));
    const trail = result.trail.slice(1);
    if (trail.length) option.append(make("span", { class: "search-trail" }, trail.join(" / ")));
    option.addEventListener("pointermove", () => { if (chosen !== option) choose(option); });
    return option;
  };

  const show = async (count, own) => {
    const { describe, holds } = window.fupanSearch;
    const hits = answer.hits.slice(shown, shown + count);
    const results = await Promise.all(hits.map((hit) => describe(hit.passage)));
    if (own !== run) return;
    // Passages that have the query as it was typed come before those that have its parts.
    const order = results.map((result, i) => ({ result, i, score: hits[i].score
      + (holds(result.text, answer.items) || holds(result.heading, answer.items) || holds(result.title, answer.items) ? 100 : 0) }));
    if (!answer.any) order.sort((a, b) => b.score - a.score || a.i - b.i);
    const before = shown;
    for (const { result } of order) {
      groupFor(result.trail[0] ?? result.title).append(optionOf(result, answer.items, answer.any, shown));
      shown += 1;
    }
    more.hidden = shown >= answer.hits.length;
    if (before === 0) { list.scrollTop = 0; panel.scrollTop = 0; }
    field.setAttribute("aria-expanded", "true");
  };

  const say = (text) => { if (status.textContent !== text) status.textContent = text; };
  const search = async () => {
    const query = field.value.trim();
    const own = ++run;
    if (!query) { answer = null; shown = 0; list.replaceChildren(); open(false); return; }
    const late = setTimeout(() => { if (own === run && !shown) { say(words.busy); panel.hidden = false; } }, 200);
    try {
      await begin();
      const found = await window.fupanSearch.find(query);
      clearTimeout(late);
      if (own !== run) return;
      answer = found;
      shown = 0;
      choose(null);
      list.replaceChildren();
      const isEmpty = !answer.hits.length;
      hint.hidden = !isEmpty;
      hint.textContent = isEmpty ? words.hint : "";
      more.hidden = keys.hidden = true;
      list.hidden = isEmpty;
      if (!isEmpty) await show(FIRST, own);
      if (own !== run) return;
      keys.hidden = isEmpty;
      const text = isEmpty ? words.none : answer.any ? words.any : answer.isWhole ? words.count : words.least;
      say(text.replace("{n}", () => answer.hits.length).replace("{q}", () => query));
      open(true);
    } catch {
      // What failed is no longer busy.
      clearTimeout(late);
      if (own !== run) return;
      list.replaceChildren();
      more.hidden = keys.hidden = hint.hidden = true;
      say(words.failed);
      panel.hidden = false;
    }
  };

  let timer = 0;
  let composing = false;
  const later = () => { clearTimeout(timer); if (!composing) timer = setTimeout(search, 120); };
  field.addEventListener("focus", () => {
    begin().catch(() => {});
    if (field.value.trim()) { if (answer) open(true); else later(); }
  });
  field.addEventListener("input", later);
  field.addEventListener("compositionstart", () => { composing = true; });
  field.addEventListener("compositionend", () => { composing = false; later(); });
  more.addEventListener("click", async () => {
    const first = shown;
    await show(FIRST, run);
    field.focus();
    choose(options().find((option) => option.id === `search-option-${first}`), true);
  });
  const move = async (step) => {
    if (step > 0 && chosen && chosen === options().at(-1) && !more.hidden) await show(FIRST, run);
    const all = options();
    if (!all.length) return;
    const at = all.indexOf(chosen);
    choose(all[at < 0 ? (step > 0 ? 0 : all.length - 1) : (at + step + all.length) % all.length], true);
  };
  field.addEventListener("keydown", async (event) => {
    if (event.isComposing) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (panel.hidden && answer) open(true);
      await move(event.key === "ArrowDown" ? 1 : -1);
    } else if (event.key === "Enter") {
      event.preventDefault();
      clearTimeout(timer);
      if (!answer || !chosen) await search();
      (chosen ?? options()[0])?.click();
    } else if (event.key === "Escape") {
      event.preventDefault();
      if (!panel.hidden) open(false);
      else if (field.value) { field.value = ""; search(); }
      else field.blur();
    }
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  // A result on the page that is open goes there and closes.
  list.addEventListener("click", (event) => { if (event.target.closest("a")) open(false); });
  addEventListener("pointerdown", (event) => { if (!form.contains(event.target)) open(false); });
  form.addEventListener("focusout", (event) => { if (event.relatedTarget && !form.contains(event.relatedTarget)) open(false); });
  addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.target.closest?.("input, textarea, select, [contenteditable]")) return;
    event.preventDefault();
    field.focus();
    field.select();
  });
});
