// Plays a deck: one slide at a time, an overview, a black screen, and a second window for the presenter. The markup is a
// plain page of slides; all words are in its `data-words`.
//
// The root's `data-deck` names the way of showing: "show", "overview", "presenter". Without the attribute (no script, a
// phone held upright) the slides stand one under the other.
//
// The two windows talk by messages. The show decides what is shown; the presenter's window says hello to its opener once a
// second, and each answer tells it where the show is. So either window may be reloaded. Files have no origin to check:
// the show listens to windows that know the key it gave them, the presenter's window to its opener alone.
"use strict";
(() => {
  const deck = document.querySelector("main.deck");
  const slides = deck ? [...deck.querySelectorAll(":scope > .slide")] : [];
  if (!slides.length) return;
  const root = document.documentElement;
  const words = JSON.parse(deck.dataset.words);
  const parameters = new URLSearchParams(location.search);
  const isPresenter = parameters.has("presenter");
  const upright = matchMedia("(max-width: 40rem) and (orientation: portrait), (max-width: 30rem)");

  let at = 0;
  let isBlack = false;
  let mode = "";
  let typed = "";

  // The reader's choice of colours on the other pages of the site; storage may refuse.
  try {
    const theme = localStorage.getItem("fupan-theme");
    if (theme === "light" || theme === "dark") root.setAttribute("data-theme", theme);
  } catch { /* the system's wish holds */ }

  // ---- Parts that only the player has ----------------------------------------------------------------------------------

  const make = (tag, attributes = {}, ...children) => {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    element.append(...children);
    return element;
  };
  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
  const pageName = (index) => fill(words.page, { n: index + 1, all: slides.length });
  const heading = (index) => slides[index].querySelector(".slide-head")?.textContent.trim() ?? "";

  const drawing = (paths) => {
    const space = "http://www.w3.org/2000/svg";
    const svg = document.createElementNS(space, "svg");
    svg.setAttribute("viewBox", "0 0 20 20");
    svg.setAttribute("aria-hidden", "true");
    for (const [d, name] of paths) {
      const path = document.createElementNS(space, "path");
      path.setAttribute("d", d);
      if (name) path.setAttribute("class", name);
      svg.append(path);
    }
    return svg;
  };
  const bar = make("div", { class: "deck-bar" });
  const buttons = {};
  const addButton = (name, keys, paths, press) => {
    const button = make("button", { type: "button", "aria-label": words[name], title: words[name], "aria-keyshortcuts": keys }, drawing(paths));
    button.addEventListener("click", press);
    buttons[name] = button;
    bar.append(button);
  };
  const count = make("span", { class: "deck-count", "aria-hidden": "true" });
  const live = make("p", { class: "unseen deck-live", "aria-live": "polite" });
  const message = make("p", { class: "deck-message", role: "status" });
  const black = make("div", { class: "deck-black", "aria-hidden": "true" });

  addButton("previous", "ArrowLeft PageUp", [["M12.5 4 6.5 10l6 6"]], () => go(at - 1));
  bar.append(count);
  addButton("next", "ArrowRight PageDown", [["m7.5 4 6 6-6 6"]], () => go(at + 1));
  addButton("overview", "O", [["M3.5 4.5h5v4h-5zM11.5 4.5h5v4h-5zM3.5 11.5h5v4h-5zM11.5 11.5h5v4h-5z"]], () => toggleOverview());
  if (!isPresenter) addButton("presenter", "P", [["M2.5 3.5h15v9h-15zM10 12.5v4M6.5 16.5h7"], ["M5.5 6.5h5M5.5 9.5h3"]], () => openPresenter());
  addButton("blank", "B", [["M10 3.5a6.5 6.5 0 1 0 0 13a6.5 6.5 0 1 0 0-13z", "solid"]], () => setBlack(!isBlack));
  if (document.fullscreenEnabled) {
    addButton("fullscreen", "F", [["M3.5 7.5v-4h4M12.5 3.5h4v4M16.5 12.5v4h-4M7.5 16.5h-4v-4"]], () => toggleFullscreen());
  }
  addButton("help", "?", [["M7 7.2a3 3 0 1 1 4.4 2.7c-1 .6-1.4 1.1-1.4 2.3M10 14.6v1.4"]], () => help.showModal());

  const list = make("dl");
  for (const [keys, what] of words.helpList) list.append(make("dt", {}, keys), make("dd", {}, what));
  const helpHeading = make("h2", { id: "deck-help-heading" }, words.help);
  const closeHelp = make("button", { type: "button" }, words.resume);
  const help = make("dialog", { class: "deck-help", "aria-labelledby": "deck-help-heading" }, helpHeading, list, closeHelp);
  closeHelp.addEventListener("click", () => help.close());

  // The overview chooses by real buttons, of which one is a stop of the Tab key.
  const choices = slides.map((slide, index) => {
    const label = [pageName(index), heading(index)].filter(Boolean).join(" ");
    const choice = make("button", { class: "slide-choose", type: "button", "aria-label": label });
    choice.addEventListener("click", () => go(index));
    slide.append(choice);
    return choice;
  });
  // A page has a first heading, also where the first slide is out of sight.
  const pageHeading = make("h1", { class: "unseen deck-name" }, deck.getAttribute("aria-label"));
  deck.prepend(pageHeading);
  deck.append(black, bar, message, live);
  // Frames of tables and drawings are stops of the Tab key where they scroll, and on a sheet they do not.
  const frames = [...deck.querySelectorAll(".slide-body [tabindex='0']")];
  document.body.append(help);

  // ---- The address ---------------------------------------------------------------------------------------------------------

  const addressed = () => {
    if (!location.hash) return 0;
    let id = location.hash.slice(1);
    try { id = decodeURIComponent(id); } catch { /* an id with a per cent sign */ }
    return slides.indexOf(document.getElementById(id)?.closest(".slide"));
  };
  // What has to outlive a reload stands in the entry of the history, which files have too.
  const keep = (values, address) => {
    try { history.replaceState({ ...history.state, ...values }, "", address); } catch { /* too many at once */ }
  };
  const setAddress = (isNew) => {
    const address = `#${slides[at].id}`;
    if (isPresenter || !isNew) { keep({}, address); return; }
    try { history.pushState(history.state, "", address); } catch { keep({}, address); }
  };

  // ---- What is shown -----------------------------------------------------------------------------------------------------------

  const say = (text) => { message.textContent = text; };

  const update = () => {
    slides.forEach((slide, index) => {
      slide.classList.toggle("is-current", index === at);
      slide.classList.toggle("is-next", index === at + 1);
      const isPreview = mode === "overview" || (mode === "presenter" && index !== at);
      slide.querySelector(".slide-sheet").inert = isPreview || (isBlack && mode === "show");
      choices[index].tabIndex = index === at ? 0 : -1;
      if (index === at) choices[index].setAttribute("aria-current", "true"); else choices[index].removeAttribute("aria-current");
    });
    for (const frame of frames) frame.tabIndex = mode ? -1 : 0;
    pageHeading.hidden = !mode || (mode !== "overview" && at === 0);
    root.classList.toggle("is-black", isBlack);
    count.textContent = typed || `${at + 1} / ${slides.length}`;
    count.classList.toggle("is-typing", typed !== "");
    buttons.previous.setAttribute("aria-disabled", String(at === 0));
    buttons.next.setAttribute("aria-disabled", String(at === slides.length - 1));
    buttons.overview.setAttribute("aria-pressed", String(mode === "overview"));
    buttons.blank.setAttribute("aria-pressed", String(isBlack));
    buttons.fullscreen?.setAttribute("aria-pressed", String(document.fullscreenElement !== null));
    if (isPresenter) desk.update();
  };

  // The keyboard stays where it is on the bar; on what is no longer shown it goes to the deck.
  const holdFocus = () => {
    const active = document.activeElement;
    if (help.open || active?.closest(".deck-bar, .deck-desk")) return;
    if (active?.closest(".slide.is-current .slide-sheet:not([inert])")) return;
    if (mode === "overview") choices[at].focus();
    else if (mode) deck.focus({ preventScroll: true });
  };
  const home = () => (isPresenter ? "presenter" : upright.matches ? "" : "show");
  const setMode = (next) => {
    mode = next;
    if (mode) root.dataset.deck = mode; else delete root.dataset.deck;
    update();
    if (!mode) slides[at].scrollIntoView();
    holdFocus();
  };
  const toggleOverview = () => {
    if (document.activeElement?.closest(".deck-bar")) document.activeElement.blur();
    setMode(mode === "overview" ? home() : "overview");
  };

  // `isTold`: whether the other window has still to hear of it. `isNew`: whether Back returns to the slide before.
  const go = (wanted, { isTold = false, isNew = true } = {}) => {
    const target = Math.max(0, Math.min(slides.length - 1, wanted));
    if (mode === "overview") setMode(home());
    if (target === at) {
      if (wanted > target) say(words.end);
      return;
    }
    at = target;
    update();
    setAddress(isNew);
    if (mode) holdFocus(); else slides[at].scrollIntoView();
    live.textContent = `${pageName(at)} ${heading(at)}`.trim();
    if (!isTold) tell();
  };
  const setBlack = (value, { isTold = false } = {}) => {
    if (value === isBlack) return;
    isBlack = value;
    update();
    holdFocus();
    buttons.blank.setAttribute("aria-label", isBlack ? words.resume : words.blank);
    buttons.blank.title = isBlack ? words.resume : words.blank;
    live.textContent = isBlack ? words.blank : `${pageName(at)} ${heading(at)}`.trim();
    if (!isTold) tell();
  };
  const toggleFullscreen = () => {
    if (document.fullscreenElement) document.exitFullscreen();
    else root.requestFullscreen?.().catch(() => { /* refused: the window stays as it is */ });
  };
  document.addEventListener("fullscreenchange", update);

  // ---- The two windows --------------------------------------------------------------------------------------------------------------

  const newKey = () => [...crypto.getRandomValues(new Uint32Array(2))].map((part) => part.toString(36)).join("");
  const key = isPresenter ? parameters.get("presenter") : history.state?.key ?? newKey();
  // In the show: the presenters' windows, and the last order of each that was carried out. An answer to an older order
  // would else take a presenter back who has moved on meanwhile.
  const presenters = new Map();
  let ordered = 0;
  let unanswered = 0;

  const post = (to, kind, order) => to.postMessage({ fupanDeck: key, kind, order, slide: at, isBlack }, "*");
  const tell = () => {
    if (isPresenter) {
      ordered += 1;
      if (opener && !opener.closed) post(opener, "go", ordered);
      return;
    }
    for (const [presenter, order] of presenters) {
      if (presenter.closed) presenters.delete(presenter); else post(presenter, "state", order);
    }
  };
  const openPresenter = () => {
    const [open] = [...presenters.keys()].filter((presenter) => !presenter.closed);
    if (open) { open.focus(); return; }
    const address = `${location.href.split(/[?#]/)[0]}?presenter=${key}#${slides[at].id}`;
    const presenter = window.open(address, "", "popup,width=1180,height=760");
    if (presenter) presenters.set(presenter, 0); else say(words.popup);
  };
  const hello = () => {
    const isLost = !opener || opener.closed || unanswered > 2;
    desk.lose(isLost);
    unanswered += 1;
    if (opener && !opener.closed) post(opener, "hello", ordered);
  };
  addEventListener("message", ({ source, data }) => {
    if (!source || !data || data.fupanDeck !== key || !Number.isInteger(data.slide) || !Number.isInteger(data.order)) return;
    const take = () => {
      go(data.slide, { isTold: true });
      setBlack(data.isBlack === true, { isTold: true });
    };
    if (isPresenter) {
      if (source !== opener || data.kind !== "state") return;
      unanswered = 0;
      desk.lose(false);
      if (data.order >= ordered) take();
    } else if (data.kind === "hello") {
      presenters.set(source, data.order);
      post(source, "state", data.order);
    } else if (data.kind === "go" && presenters.has(source)) {
      presenters.set(source, data.order);
      take();
      tell();
    }
  });

  // ---- The presenter's desk -------------------------------------------------------------------------------------------------------------

  const desk = (() => {
    if (!isPresenter) return null;
    const two = (number) => String(number).padStart(2, "0");
    const page = make("p", { class: "desk-page" });
    const ahead = make("p", { class: "desk-ahead" });
    const state = make("p", { class: "desk-state", role: "status" });
    const time = make("span", { role: "timer", "aria-label": words.timer });
    const clock = make("span", { class: "desk-clock" });
    const pause = make("button", { type: "button" });
    const reset = make("button", { type: "button" }, words.reset);
    const text = make("div");
    const notes = make("section", { class: "desk-notes", "aria-label": words.notes, tabindex: "0" }, make("h2", {}, words.notes), text);
    const times = make("div", { class: "desk-times" },
      page,
      make("p", {}, make("span", { class: "desk-label", "aria-hidden": "true" }, words.timer), time),
      make("p", { class: "desk-buttons" }, pause, reset),
      make("p", {}, make("span", { class: "desk-label" }, words.clock, " "), clock),
      state);
    deck.insertBefore(make("div", { class: "deck-desk" }, ahead, times, notes), bar);

    // Milliseconds that had run when the timer was last stopped, and when it was started since.
    const timer = history.state?.timer ?? { ran: 0, since: Date.now() };
    const save = () => { keep({ timer }); tick(); };
    const tick = () => {
      const seconds = Math.floor((timer.ran + (timer.since === null ? 0 : Date.now() - timer.since)) / 1000);
      const hours = Math.floor(seconds / 3600);
      time.textContent = `${hours ? `${hours}:` : ""}${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
      const now = new Date();
      clock.textContent = `${two(now.getHours())}:${two(now.getMinutes())}`;
      pause.textContent = timer.since === null ? words.start : words.pause;
    };
    pause.addEventListener("click", () => {
      if (timer.since === null) timer.since = Date.now();
      else { timer.ran += Date.now() - timer.since; timer.since = null; }
      save();
    });
    reset.addEventListener("click", () => {
      timer.ran = 0;
      if (timer.since !== null) timer.since = Date.now();
      save();
    });
    let isLost = false;
    let shown = -1;
    const showNotes = () => {
      const source = slides[at].querySelector(":scope > .slide-notes");
      const copies = source ? [...source.cloneNode(true).childNodes] : [make("p", { class: "desk-none" }, words.noNotes)];
      text.replaceChildren(...copies);
      // An id stands once in a page.
      for (const copy of text.querySelectorAll("[id]")) copy.removeAttribute("id");
      notes.scrollTop = 0;
      shown = at;
    };
    save();
    return {
      begin() { setInterval(tick, 500); setInterval(hello, 1000); },
      update() {
        page.textContent = pageName(at);
        ahead.textContent = at + 1 < slides.length ? words.nextSlide : words.end;
        if (shown !== at) showNotes();
        const said = isLost ? words.lost : isBlack ? words.blank : "";
        if (state.textContent !== said) state.textContent = said;
      },
      lose(value) {
        if (value === isLost) return;
        isLost = value;
        this.update();
      },
    };
  })();

  // ---- Keys, pointer, touch ----------------------------------------------------------------------------------------------------------------

  let idle = 0;
  const wake = () => {
    root.classList.remove("is-idle");
    clearTimeout(idle);
    idle = setTimeout(() => root.classList.add("is-idle"), 3000);
  };

  const moveChoice = (name) => {
    const columns = slides.filter((slide) => slide.offsetTop === slides[0].offsetTop).length;
    const from = Math.max(0, choices.indexOf(document.activeElement));
    const steps = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: columns, ArrowUp: -columns, Home: -from, End: slides.length - 1 - from };
    if (!(name in steps)) return false;
    const to = from + steps[name];
    if (to >= 0 && to < slides.length) {
      choices[from].tabIndex = -1;
      choices[to].tabIndex = 0;
      choices[to].focus();
    }
    return true;
  };
  const forward = () => go(at + 1);
  const back = () => go(at - 1);
  const moves = {
    ArrowRight: forward, ArrowDown: forward, PageDown: forward, " ": forward, Enter: forward,
    ArrowLeft: back, ArrowUp: back, PageUp: back, Backspace: back,
    Home: () => go(0), End: () => go(slides.length - 1),
  };
  const commands = {
    o: toggleOverview, p: () => { if (!isPresenter) openPresenter(); }, b: () => setBlack(!isBlack), ".": () => setBlack(!isBlack),
    f: toggleFullscreen, "?": () => help.showModal(),
    Escape: () => { if (isBlack) setBlack(false); else toggleOverview(); },
  };
  // Whether the focused control has its own use for a key.
  const isTaken = (target, name) => {
    if (target.closest?.("input, select, textarea, [contenteditable]")) return true;
    if (name === "Enter" || name === " ") return target.closest?.("a[href], button, summary") !== null;
    const scroller = target.closest?.("[tabindex='0']");
    if (!scroller) return false;
    if (name === "ArrowLeft" || name === "ArrowRight") return scroller.scrollWidth > scroller.clientWidth + 1;
    const isScroll = ["ArrowUp", "ArrowDown", "PageUp", "PageDown", "Home", "End"].includes(name);
    return isScroll && scroller.scrollHeight > scroller.clientHeight + 1;
  };
  addEventListener("keydown", (event) => {
    if (!mode || help.open || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const name = event.key;
    if (["Tab", "Shift"].includes(name)) return;
    const number = typed;
    typed = "";
    if (message.textContent) say("");
    let action = null;
    if (name === "Enter" && number && !event.target.closest?.("input, select, textarea")) action = () => go(Number(number) - 1);
    else if (isTaken(event.target, name)) action = null;
    else if (/^[0-9]$/.test(name)) action = () => { typed = (number + name).slice(-4); wake(); update(); };
    else if (name === "Escape" && number) action = update;
    else if (mode === "overview" && moveChoice(name)) action = () => {};
    else if (name === " " && event.shiftKey) action = back;
    else action = (mode !== "overview" && moves[name]) || commands[name.length === 1 ? name.toLowerCase() : name];
    if (number && !typed) update();
    if (!action) return;
    event.preventDefault();
    action();
  });

  for (const name of ["pointermove", "pointerdown"]) addEventListener(name, wake);
  addEventListener("pointerdown", () => { if (message.textContent) say(""); });
  black.addEventListener("click", () => setBlack(false));
  bar.addEventListener("focusin", wake);

  let touch = null;
  deck.addEventListener("touchstart", (event) => {
    const isPlain = event.touches.length === 1 && (visualViewport?.scale ?? 1) < 1.05 && !event.target.closest("input, select, textarea");
    touch = isPlain ? { x: event.touches[0].clientX, y: event.touches[0].clientY } : null;
  }, { passive: true });
  deck.addEventListener("touchend", (event) => {
    if (!touch || mode === "overview" || !mode) return;
    const x = event.changedTouches[0].clientX - touch.x;
    const y = event.changedTouches[0].clientY - touch.y;
    touch = null;
    if (Math.abs(x) < 40 || Math.abs(x) < Math.abs(y) * 1.5) return;
    if (x < 0) forward(); else back();
  }, { passive: true });
  deck.addEventListener("touchcancel", () => { touch = null; });

  // ---- Beginning -------------------------------------------------------------------------------------------------------------------------------

  addEventListener("popstate", () => {
    const target = addressed();
    keep({ key });
    if (target < 0) return;
    if (mode) go(target, { isNew: false }); else { at = target; update(); }
  });
  upright.addEventListener("change", () => {
    if (isPresenter || mode === "overview") return;
    if (!mode) at = Math.max(0, slides.findIndex((slide) => slide.getBoundingClientRect().bottom > innerHeight / 3));
    setMode(home());
  });
  // Browsers that do not reckon the scale in the style sheet have it reckoned here.
  const checkScale = () => {
    const sheet = slides[at].querySelector(".slide-sheet").getBoundingClientRect();
    if (!mode || Math.abs(sheet.width / slides[at].clientWidth - 1) < .02) return;
    const scale = new ResizeObserver((entries) => {
      for (const { target } of entries) target.querySelector(".slide-sheet").style.setProperty("--scale", target.clientWidth / 1280);
    });
    slides.forEach((slide) => scale.observe(slide));
  };

  at = Math.max(0, addressed());
  keep({ key });
  if (location.hash || home()) setMode(home()); else update();
  checkScale();
  wake();
  if (isPresenter) { hello(); desk.begin(); }
})();
