// Keeps a quiz's progress and results in a learning system, by SCORM 1.2 or SCORM 2004 4th edition (data-scorm of the
// quiz). Answers the event "fupan-quiz-open" of quiz.js with a keeper; without a learning system the page works alone.
"use strict";
(() => {
  // What the two editions call the same thing. In `exit` the first word is for what is unfinished.
  const EDITIONS = {
    "1.2": {
      api: "API", initialize: "LMSInitialize", finish: "LMSFinish", get: "LMSGetValue", set: "LMSSetValue",
      commit: "LMSCommit", error: "LMSGetLastError", prefix: "cmi.core.", mode: "lesson_mode", name: "student_name",
      location: "lesson_location", exit: ["suspend", ""], response: "student_response", wrong: "wrong", time: "time",
    },
    "2004": {
      api: "API_1484_11", initialize: "Initialize", finish: "Terminate", get: "GetValue", set: "SetValue",
      commit: "Commit", error: "GetLastError", prefix: "cmi.", mode: "mode", name: "learner_name",
      location: "location", exit: ["suspend", "normal"], response: "learner_response", wrong: "incorrect", time: "timestamp",
    },
  };
  // SCORM 1.2 keeps 4,096 characters for sure; 2004 would keep 64,000.
  const ROOM = 4096;
  // Milliseconds: changes that follow each other faster than this are written together.
  const PAUSE = 1500;

  // ---- Finding the learning system ---------------------------------------------------------------------------------

  // A window of another origin refuses to be looked into; its parent may still be ours.
  const look = (frame, name) => { try { return frame[name] ?? null; } catch { return null; } };
  const findAbove = (start, name) => {
    let frame = start;
    for (let step = 0; frame && step < 500; step += 1) {
      const api = look(frame, name);
      if (api) return api;
      const parent = look(frame, "parent");
      if (parent === frame) return null;
      frame = parent;
    }
    return null;
  };
  const find = (name) => findAbove(window, name) ?? findAbove(look(window, "opener"), name)
    ?? findAbove(look(look(window, "top"), "opener"), name);

  // ---- Forms of values -----------------------------------------------------------------------------------------------

  const two = (number) => String(number).padStart(2, "0");
  const spanOf = (milliseconds, is12) => {
    const hundredths = Math.floor(milliseconds / 10);
    const [hours, minutes] = [Math.floor(hundredths / 360000), Math.floor(hundredths / 6000) % 60];
    const seconds = (hundredths % 6000) / 100;
    if (!is12) return `PT${hours}H${minutes}M${seconds}S`;
    return `${String(Math.min(hours, 9999)).padStart(4, "0")}:${two(minutes)}:${seconds.toFixed(2).padStart(5, "0")}`;
  };
  const timeOf = (now, is12) => (is12
    ? [now.getHours(), now.getMinutes(), now.getSeconds()].map(two).join(":")
    : now.toISOString().replace(/\.(\d\d)\dZ$/, ".$1Z"));
  // "王, 小明", as systems write names, and "{lang=zh}王小明".
  const nameOf = (text) => text.replace(/^\{lang=[^}]*\}/, "").trim()
    .replace(/^(\p{Script=Han}+),\s*(\p{Script=Han}+)$/u, "$1$2");

  // Some systems store bytes of an old character set: everything but ASCII is escaped, which JSON allows.
  const encoded = (state) => JSON.stringify(state)
    .replace(/[\u007f-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
  // What is too long loses, in this order: earlier attempts but the last, the ends of long typed answers, all typed
  // answers of more than a letter, the learner's name (the system knows it). Marks, seed and attempt always stay.
  const cutAnswers = (state, length) => ({
    ...state, answers: state.answers.map((response) => response.map((text) => text.slice(0, length))),
  });
  const CUTS = [
    (state) => ({ ...state, history: state.history.slice(-1) }),
    (state) => cutAnswers(state, 40),
    (state) => cutAnswers(state, 8),
    (state) => cutAnswers(state, 1),
    (state) => ({ ...state, name: "", history: state.history.map((entry) => ({ ...entry, name: "" })) }),
  ];
  const fitted = (state) => {
    let rest = state;
    let text = encoded(rest);
    for (const cut of CUTS) {
      if (text.length <= ROOM) break;
      rest = cut(rest);
      text = encoded(rest);
    }
    return text.length <= ROOM ? text : null;
  };

  // The type of an interaction and the learner's response, as each edition writes them; null for nothing to write.
  const letter = (index) => String.fromCharCode(97 + index);
  const interactionOf = ({ kind, response, whatIsTrue }, is12) => {
    if (!response.some(Boolean)) return null;
    const list = (parts) => parts.join(is12 ? "," : "[,]");
    if (kind === "true-false") {
      const isTrue = response[0] === whatIsTrue;
      return ["true-false", is12 ? (isTrue ? "t" : "f") : String(isTrue)];
    }
    if (kind === "matching") {
      const pairs = response.flatMap((value, i) => (value ? [`${i + 1}${is12 ? "." : "[.]"}${value}`] : []));
      return ["matching", list(pairs)];
    }
    if (kind === "ordering") {
      const places = response.map((value, i) => [Number(value), i]).filter(([place]) => place > 0);
      return ["sequencing", list(places.sort((a, b) => a[0] - b[0] || a[1] - b[1]).map(([, i]) => letter(i)))];
    }
    if (kind === "blank") {
      // Brackets and braces mean something else in 2004.
      const plain = response.map((text) => (is12 ? text : text.replace(/\[(?=[,.:]\])/g, "(").replace(/^\{/, "(").slice(0, 250)));
      return ["fill-in", is12 ? plain.join(" / ").slice(0, 255) : list(plain.slice(0, 10))];
    }
    return ["choice", list(response)];
  };

  // ---- A session -------------------------------------------------------------------------------------------------------

  const open = (section) => {
    const is12 = section.dataset.scorm === "1.2";
    const edition = EDITIONS[section.dataset.scorm];
    const api = edition && find(edition.api);
    if (!api) return null;

    let hasEnded = false;
    let failed = false;
    const call = (name, ...values) => { try { return String(api[name](...values)); } catch { return null; } };
    const isTrue = (answer) => answer === "true";
    const get = (element) => {
      const value = call(edition.get, element);
      return value !== null && Number(call(edition.error)) === 0 ? value : null;
    };
    const fail = () => {
      if (failed) return false;
      failed = true;
      keeper.onFailure();
      return false;
    };
    // What a system need not know may be refused; what a result stands on may not.
    const trySet = (element, value) => !hasEnded && isTrue(call(edition.set, element, String(value)));
    const set = (element, value) => hasEnded || trySet(element, value) || fail();
    const commit = () => hasEnded || isTrue(call(edition.commit, "")) || fail();

    if (!isTrue(call(edition.initialize, ""))) return null;
    const started = performance.now();
    const own = (name) => edition.prefix + name;
    const mode = get(own(edition.mode)) || "normal";
    const isWriting = mode === "normal";
    const success = is12 ? "cmi.core.lesson_status" : "cmi.success_status";
    const completion = is12 ? success : "cmi.completion_status";
    let status = get(success) ?? "";
    let best = parseFloat(get(own("score.raw")) ?? "");
    let waiting = null;
    let timer = 0;
    let lastExit = null;

    const flush = () => {
      clearTimeout(timer);
      timer = 0;
      if (!waiting || hasEnded) return;
      const { state, isFinished } = waiting;
      waiting = null;
      const text = fitted(state);
      if (text === null) fail(); else set("cmi.suspend_data", text);
      // A bookmark is the place of the last answer; systems without bookmarks lose nothing by it.
      if (state.at) trySet(own(edition.location), state.at);
      const exit = edition.exit[isFinished ? 1 : 0];
      if (exit !== lastExit && trySet(own("exit"), exit)) lastExit = exit;
      commit();
    };
    const writeInteractions = ({ answers, module }) => {
      let at = Number(get("cmi.interactions._count") || NaN);
      if (!Number.isInteger(at)) return;
      const now = timeOf(new Date(), is12);
      for (const answer of answers) {
        const interaction = interactionOf(answer, is12);
        if (!interaction) continue;
        const [type, response] = interaction;
        const values = [["id", `${module}-q${answer.name}`], ["type", type], [edition.time, now], [edition.response, response],
          ["result", answer.mark === "1" ? "correct" : edition.wrong]];
        // A system without interactions, or with no room for more, refuses the first: the rest would be refused too.
        if (!values.every(([name, value]) => trySet(`cmi.interactions.${at}.${name}`, value))) return;
        at += 1;
      }
    };

    const keeper = {
      mode,
      name: nameOf(get(own(edition.name)) ?? ""),
      state: null,
      hasFailed: () => failed,
      onFailure: () => {},
      save: (state, isFinished) => {
        if (!isWriting || hasEnded) return;
        waiting = { state, isFinished };
        if (!timer) timer = setTimeout(flush, PAUSE);
      },
      finish: (result) => {
        if (!isWriting || hasEnded) return;
        writeInteractions(result);
        // The best result of a learner stands: a later attempt may raise it, not lower it.
        if (!(result.percent < best)) {
          if (!is12) set("cmi.score.scaled", Number((result.percent / 100).toFixed(4)));
          trySet(own("score.min"), 0);
          trySet(own("score.max"), 100);
          if (set(own("score.raw"), result.percent)) best = result.percent;
        }
        if (!is12) set(completion, "completed");
        const reached = result.isPassed ? "passed" : "failed";
        if (status !== "passed" && set(success, reached)) status = reached;
        // With the state that follows at once, so that score and answers are stored together.
        clearTimeout(timer);
        timer = setTimeout(flush, 0);
      },
    };
    const bookmark = get("cmi.suspend_data");
    try { keeper.state = bookmark ? JSON.parse(bookmark) : null; } catch { /* of another program: the quiz starts afresh */ }

    if (isWriting) {
      const begun = get(completion) ?? "";
      const known = is12 ? ["passed", "failed", "completed", "incomplete"] : ["completed", "incomplete"];
      if (!known.includes(begun)) set(completion, "incomplete");
      // Already now, for the case that the window is killed.
      if (trySet(own("exit"), edition.exit[0])) [lastExit] = edition.exit;
      commit();
    }

    const storeAll = () => {
      if (hasEnded) return;
      flush();
      if (isWriting && trySet(own("session_time"), spanOf(performance.now() - started, is12))) commit();
    };
    const end = () => {
      if (hasEnded) return;
      storeAll();
      call(edition.finish, "");
      hasEnded = true;
    };
    // Where the whole window closes, the system around this page may be gone before pagehide: all is stored earlier. The
    // session ends only with the page, which may stay after beforeunload (a question is answered "no", a link downloads).
    addEventListener("beforeunload", storeAll);
    addEventListener("pagehide", end);
    document.addEventListener("visibilitychange", () => { if (document.hidden) flush(); });
    // A page that comes back from the browser's memory has closed its session: it is opened anew.
    addEventListener("pageshow", (event) => { if (event.persisted && hasEnded) location.reload(); });
    return keeper;
  };

  document.addEventListener("fupan-quiz-open", ({ detail }) => {
    if (!detail.section.dataset.scorm) return;
    detail.isScorm = true;
    detail.keeper = open(detail.section);
  });
})();
