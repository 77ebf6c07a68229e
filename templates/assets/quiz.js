// Quizzes that mark themselves: single questions on reading pages (.quiz-inline) and whole tests (section.quiz), the same
// in a SCORM package, where scorm.js answers the event "fupan-quiz-open" with a keeper for progress and results.
//
// Words come from data-words (JSON) of the test, or of the first .quiz-inline that has them. Its keys:
//   of a question   checkOne right wrong unanswered yours correctIs question{n}
//   start           intro{n,max,pass} name needName seed seedHint needSeed start saved notKept
//   taking          answered{n,all} check missing{n} checkAnyway toMissing resumed continueAt{n} restart
//   result          result attempt{n} score{score,max,percent} passed failed pass{pass} perQuestion code codeHint copy
//                   copied download again againOf{n} againResult{round,n,right}
//   learning system lms noLms lmsFailed review
"use strict";
addEventListener("DOMContentLoaded", () => {
  const make = (tag, attributes = {}, ...children) => {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    element.append(...children);
    return element;
  };
  const parsed = (text, otherwise) => { try { return JSON.parse(text) ?? otherwise; } catch { return otherwise; } };
  // A key without its word shows itself: a fault to be seen, not a blank button.
  const wordsOf = (element) => {
    const words = parsed(element?.dataset.words, {});
    return (key, values = {}) => (words[key] ?? key).replace(/\{(\w+)\}/g, (all, name) => values[name] ?? all);
  };

  // ---- Storage: may be missing or refuse (file://, private windows) ----------------------------------------------

  const storage = (version) => {
    const key = `fupan-quiz:${location.pathname}:${version ?? ""}`;
    return {
      read: () => { try { return parsed(localStorage.getItem(key), null); } catch { return null; } },
      write: (value) => { try { localStorage.setItem(key, JSON.stringify(value)); return true; } catch { return false; } },
    };
  };

  // ---- Answers ---------------------------------------------------------------------------------------------------

  const fold = (text) => text.normalize("NFKC").replace(/\s/gu, "").toLowerCase();
  // The number that a text begins with, what follows being a unit without digits; null when it is none.
  const NUMBER = /^[¥$]?([+-]?(?:\d{1,3}(?:,\d{3})+|\d+)?(?:\.\d+)?)\.?(\D*)$/u;
  const numberOf = (text) => {
    const found = NUMBER.exec(fold(text).replace(/[\u2212\u2013]/g, "-"));
    return found && /\d/.test(found[1]) ? { value: Number(found[1].replaceAll(",", "")), unit: found[2] } : null;
  };
  const accepts = (field, text) => parsed(field.dataset.accept, []).some((accept) => {
    const wanted = numberOf(String(accept));
    if (!wanted || wanted.unit) return fold(text) === fold(String(accept));
    const given = numberOf(text);
    // Decimal fractions are not exact in binary: 0.3 may lie a hair beyond 0.2 ± 0.1.
    return given !== null && Math.abs(given.value - wanted.value)
      <= Number(field.dataset.tolerance ?? 0) + 1e-9 * Math.max(1, Math.abs(wanted.value));
  });

  const RIGHT = "1", WRONG = "0", EMPTY = "-";
  const MARKS = { [RIGHT]: "right", [WRONG]: "wrong", [EMPTY]: "unanswered" };
  const readQuestion = (form, index) => {
    const { kind } = form.dataset;
    const hasOptions = ["single", "multiple", "true-false"].includes(kind);
    const controls = [...form.querySelectorAll("fieldset :is(input, select)")];
    const answer = (form.dataset.answer ?? "").split(" ").filter(Boolean);
    const isSame = (one, other) => one.length === other.length && one.every((value, i) => value === other[i]);
    const details = form.querySelector(".quiz-answer");
    const verdict = make("p", { class: "quiz-verdict" });
    form.insertBefore(verdict, details);
    // Lists whose order follows the seed; what is true or false keeps its order.
    const list = kind === "true-false" ? null : form.querySelector(".quiz-options, .quiz-order");
    const question = {
      form, index, kind, controls, details, verdict, list,
      items: list ? [...list.children] : [],
      number: form.querySelector(".quiz-number"),
      name: form.dataset.question ?? String(index + 1),
      points: Number(form.dataset.points ?? 1),
      fieldset: form.querySelector("fieldset"),
      response: () => (hasOptions
        ? controls.filter((control) => control.checked).map((control) => control.value)
        : controls.map((control) => control.value.trim())),
      put: (response) => controls.forEach((control, i) => {
        if (hasOptions) control.checked = response.includes(control.value);
        else control.value = response[i] ?? "";
      }),
      isComplete: (response) => response.length > 0 && response.every(Boolean),
      mark: (response) => {
        if (!response.some(Boolean)) return EMPTY;
        const isRight = kind === "blank"
          ? controls.every((control, i) => accepts(control, response[i] ?? ""))
          : isSame(...[response, answer].map((values) => (hasOptions ? [...values].sort() : values)));
        return isRight ? RIGHT : WRONG;
      },
    };
    question.show = (mark, word) => {
      for (const [key, name] of Object.entries(MARKS)) form.classList.toggle(`is-${name}`, key === mark);
      verdict.textContent = mark ? word(MARKS[mark]) : "";
      for (const tag of form.querySelectorAll(".quiz-tag")) tag.remove();
      for (const control of controls) {
        const item = hasOptions && control.closest("li");
        if (!item) continue;
        const isRight = mark && answer.includes(control.value);
        const isWrong = mark && control.checked && !isRight;
        item.classList.toggle("is-right", Boolean(isRight));
        item.classList.toggle("is-wrong", Boolean(isWrong));
        if (isRight || isWrong) {
          control.closest("label").append(make("span", { class: "quiz-tag" }, word(isRight ? "correctIs" : "yours")));
        }
      }
    };
    // A disabled fieldset leaves what stands in its legend enabled, so each control is told.
    question.lock = (isLocked) => controls.forEach((control) => { control.disabled = isLocked; });
    form.addEventListener("submit", (event) => event.preventDefault());
    return question;
  };

  // ---- Questions on reading pages: each is checked alone ------------------------------------------------------------

  const openInline = () => {
    const forms = [...document.querySelectorAll(".quiz-inline form.quiz-question")];
    if (!forms.length) return;
    const word = wordsOf(forms[0].closest("[data-words]") ?? document.querySelector(".quiz-inline[data-words]"));
    const store = storage(document.querySelector(".quiz-inline[data-version]")?.dataset.version);
    const kept = store.read() ?? {};
    forms.map(readQuestion).forEach((question) => {
      const { form } = question;
      question.verdict.setAttribute("role", "status");
      const button = make("button", { type: "submit", class: "quiz-button quiz-check" }, word("checkOne"));
      question.fieldset.after(make("p", { class: "quiz-actions" }, button));
      const keep = (isChecked) => {
        kept[form.id] = { response: question.response(), isChecked };
        store.write(kept);
      };
      form.addEventListener("input", () => { question.show(null, word); keep(false); });
      form.addEventListener("submit", () => {
        question.show(question.mark(question.response()), word);
        if (question.details) question.details.open = true;
        keep(true);
      });
      if (Array.isArray(kept[form.id]?.response)) {
        question.put(kept[form.id].response);
        if (kept[form.id].isChecked) question.show(question.mark(question.response()), word);
      }
    });
  };

  // ---- Order by seed: the same number, the same order --------------------------------------------------------------

  const mulberry32 = (seed) => () => {
    seed = (seed + 0x6D2B79F5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), seed | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  const shuffled = (all, random) => {
    const result = [...all];
    for (let i = result.length - 1; i > 0; i -= 1) {
      const j = Math.floor(random() * (i + 1));
      [result[i], result[j]] = [result[j], result[i]];
    }
    return result;
  };
  const LARGEST = 4294967295;
  const seedOf = (text) => (/^\d{1,10}$/.test(text ?? "") && Number(text) <= LARGEST ? Number(text) : null);

  // ---- Results that leave the page -----------------------------------------------------------------------------------

  const fnv1a = (text) => {
    let hash = 0x811C9DC5;
    for (const byte of new TextEncoder().encode(text)) hash = Math.imul(hash ^ byte, 0x01000193);
    return (hash >>> 0).toString(16).padStart(8, "0");
  };
  const plainName = (name) => name.trim().replace(/[.\p{Cc}\p{Z}]/gu, "_");
  const codeOf = ({ module, version }, { seed, attempt, marks, name }) => {
    const text = ["FQ1", module, version, seed, attempt, marks, plainName(name)].join(".");
    return `${text}.${fnv1a(text)}`;
  };
  // A spreadsheet takes a cell that begins so for a formula.
  const cell = (value) => {
    const text = String(value).replace(/^[=+\-@]/, "'$&");
    return /[",\r\n]/.test(text) ? `"${text.replaceAll("\"", "\"\"")}"` : text;
  };
  const csvOf = (rows) => "\uFEFF" + rows.map((row) => `${row.map(cell).join(",")}\r\n`).join("");
  const localDay = () => {
    const now = new Date();
    const two = (number) => String(number).padStart(2, "0");
    return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
  };
  // Rounded down: 79.96 % is not shown as the 80 that it does not reach.
  const percentOf = (score, max, unit) => (max ? Math.floor((score * 100 * unit) / max + 1e-9) / unit : 0);

  // ---- A whole test ----------------------------------------------------------------------------------------------------

  const openTest = (section) => {
    const word = wordsOf(section);
    const questions = [...section.querySelectorAll("form.quiz-question")].map(readQuestion);
    if (!questions.length) return;
    const about = section.dataset;
    const pass = Number(about.pass ?? 0);
    const max = questions.reduce((sum, question) => sum + question.points, 0);
    const store = storage(about.version);
    const opening = new CustomEvent("fupan-quiz-open", { detail: { section, keeper: null, isScorm: false } });
    document.dispatchEvent(opening);
    const { keeper, isScorm } = opening.detail;
    const isReview = keeper !== null && keeper.mode !== "normal";

    // Everything that is kept. `answers` has the latest answers; `later` the marks of wrong questions done again;
    // `history` one entry for each whole test handed in, whose marks nothing changes afterwards.
    const fresh = () => ({
      version: about.version ?? "", phase: "start", name: keeper?.name ?? "", seed: null, at: "",
      answers: questions.map(() => []), asked: [], later: {}, round: 0, history: [],
    });
    const PHASES = ["start", "open", "done", "again"];
    const isSound = (kept) => kept?.version === (about.version ?? "") && PHASES.includes(kept.phase)
      && (kept.seed === null || Number.isInteger(kept.seed)) && typeof kept.name === "string"
      && [kept.answers, kept.asked, kept.history].every(Array.isArray) && kept.answers.length === questions.length
      && kept.answers.every(Array.isArray) && (kept.phase === "start" || kept.seed !== null)
      && typeof kept.later === "object" && kept.later !== null
      && (["start", "open"].includes(kept.phase) || kept.history.length > 0)
      && kept.history.every((entry) => typeof entry?.marks === "string" && entry.marks.length === questions.length);
    const kept = keeper ? keeper.state : store.read();
    const isResumed = isSound(kept) && kept.phase !== "start";
    let state = { ...fresh(), ...(isSound(kept) ? kept : {}) };
    let isKept = true;
    const keep = () => {
      if (isReview) return;
      if (keeper) keeper.save(state, ["start", "done", "again"].includes(state.phase) && state.history.length > 0);
      if (!keeper || keeper.hasFailed()) isKept = store.write(state);
    };

    const panel = section.querySelector(".quiz-start") ?? make("div", { class: "quiz-start" });
    if (!panel.parentNode) section.prepend(panel);
    const result = make("div", { class: "quiz-result" });
    const bar = make("div", { class: "quiz-bar" });
    const note = make("p", { class: "quiz-note", role: "status" });
    panel.after(result);
    panel.before(note);
    questions.at(-1).form.after(bar);
    const button = (key, action, kind = "") => {
      const made = make("button", { type: "button", class: `quiz-button ${kind}`.trim() }, word(key));
      made.addEventListener("click", action);
      return made;
    };
    const say = () => {
      const lines = [];
      if (isReview) lines.push(word("review"));
      else if (keeper) lines.push(word(keeper.hasFailed() ? "lmsFailed" : "lms"));
      else if (isScorm) lines.push(word("noLms"));
      if (!isReview && !keeper) lines.push(word(isKept ? "saved" : "notKept"));
      const text = lines.join(" ");
      if (note.textContent !== text) note.textContent = text;
    };
    if (keeper) keeper.onFailure = () => { keep(); say(); };

    let shownOrder = questions;
    const arrange = () => {
      const random = mulberry32(state.seed ?? 0);
      const inOrder = (all) => (state.seed ? shuffled(all, random) : all);
      shownOrder = inOrder(questions);
      // Items in the order of the document's questions, so that a list's order does not hang on that of the questions.
      for (const question of questions) question.list?.append(...inOrder(question.items));
      bar.before(...shownOrder.map((question) => question.form));
      shownOrder.forEach((question, i) => { if (question.number) question.number.textContent = String(i + 1); });
    };
    const asked = () => (state.phase === "again" ? shownOrder.filter(({ index }) => state.asked.includes(index)) : shownOrder);
    const scoreOf = (marks) => questions.reduce((sum, { points, index }) => sum + (marks[index] === RIGHT ? points : 0), 0);
    const isPassed = (marks) => scoreOf(marks) * 100 >= pass * max - 1e-9;
    const markNow = ({ index }) => state.later[index] ?? state.history.at(-1)?.marks[index];
    const numberOfShown = (question) => shownOrder.indexOf(question) + 1;
    // A browser may serve several learners one after the other; a learning system keeps them apart.
    const historyOf = (name) => state.history.filter((entry) => keeper || entry.name === name);
    const focusOn = (question) => {
      question.fieldset.tabIndex = -1;
      question.fieldset.focus();
      question.form.scrollIntoView({ block: "start" });
    };

    const begin = (name, seed) => {
      state = { ...fresh(), name, seed, phase: "open", history: state.history };
      keep();
      render();
      focusOn(shownOrder[0]);
    };
    const restart = () => {
      state = { ...fresh(), name: state.name || (keeper?.name ?? ""), history: state.history };
      keep();
      render();
      panel.querySelector("input").select();
    };
    const doAgain = () => {
      const wrong = questions.filter((question) => markNow(question) !== RIGHT);
      const answers = state.answers.map((response, i) => (wrong.some(({ index }) => index === i) ? [] : response));
      state = { ...state, phase: "again", asked: wrong.map(({ index }) => index), answers, round: state.round + 1 };
      keep();
      render();
      focusOn(asked()[0]);
    };
    const handIn = () => {
      const marks = questions.map((question) => question.mark(state.answers[question.index]));
      if (state.phase === "again") {
        state.later = { ...state.later, ...Object.fromEntries(state.asked.map((index) => [index, marks[index]])) };
        state.phase = "done";
      } else {
        const attempt = (historyOf(state.name).at(-1)?.attempt ?? 0) + 1;
        const entry = { attempt, name: state.name, seed: state.seed, marks: marks.join(""), date: localDay() };
        state = { ...state, phase: "done", history: [...state.history, entry] };
        keeper?.finish({
          percent: percentOf(scoreOf(entry.marks), max, 100), isPassed: isPassed(entry.marks), module: about.module,
          answers: questions.map(({ name, kind, index, form }) => ({
            name, kind, response: state.answers[index], mark: marks[index], whatIsTrue: form.dataset.true ?? "a",
          })),
        });
      }
      keep();
      render();
      const heading = result.querySelector("h2");
      heading.focus();
      heading.scrollIntoView({ block: "start" });
    };

    const showStart = () => {
      const fieldOf = (key, value, attributes) => {
        const id = `${section.id || "quiz"}-${key}`;
        const input = make("input", { id, type: "text", autocomplete: "off", ...attributes });
        input.value = value;
        const error = make("p", { class: "quiz-error", id: `${id}-error`, role: "alert" });
        const hint = key === "seed" ? [make("p", { class: "quiz-hint", id: `${id}-hint` }, word("seedHint"))] : [];
        input.setAttribute("aria-describedby", [...hint, error].map((part) => part.id).join(" "));
        const box = make("div", { class: "quiz-field" }, make("label", { for: id }, word(key)), input, ...hint, error);
        const check = (text) => {
          error.textContent = text;
          if (text) { input.setAttribute("aria-invalid", "true"); input.focus(); } else input.removeAttribute("aria-invalid");
          return !text;
        };
        return { input, box, check };
      };
      const offered = seedOf(new URLSearchParams(location.search).get("seed")) ?? 1 + Math.floor(Math.random() * 9999);
      const name = fieldOf("name", state.name, { maxlength: "60", required: "" });
      const seed = fieldOf("seed", String(offered), { inputmode: "numeric", maxlength: "10" });
      const setup = make("form", { class: "quiz-setup", novalidate: "" }, name.box, seed.box,
        make("p", { class: "quiz-actions" }, make("button", { type: "submit", class: "quiz-button is-main" }, word("start"))));
      setup.addEventListener("submit", (event) => {
        event.preventDefault();
        const number = seedOf(seed.input.value.normalize("NFKC").trim());
        const isSeed = seed.check(number === null ? word("needSeed") : "");
        const isName = name.check(name.input.value.trim() ? "" : word("needName"));
        if (isSeed && isName) begin(name.input.value.trim().normalize("NFC"), number);
      });
      // A page of the site says it in its head.
      if (isScorm) panel.append(make("p", { class: "quiz-intro" }, word("intro", { n: questions.length, max, pass })));
      panel.append(setup);
    };

    const showBar = () => {
      const answered = make("p", { class: "quiz-answered" });
      const warning = make("p", { class: "quiz-missing", role: "alert" });
      const toMissing = button("toMissing", () => focusOn(missing()[0]));
      const missing = () => asked().filter((question) => !question.isComplete(state.answers[question.index]));
      const count = () => {
        answered.textContent = word("answered", { n: asked().length - missing().length, all: asked().length });
        warning.textContent = "";
        toMissing.hidden = true;
        send.textContent = word("check");
      };
      const send = button("check", () => {
        const left = missing();
        // The first press says what is missing, the second hands in.
        if (!left.length || !toMissing.hidden) { handIn(); return; }
        warning.textContent = word("missing", { n: left.length });
        toMissing.hidden = false;
        send.textContent = word("checkAnyway");
      }, "is-main");
      const leave = state.phase === "again" ? [] : [button("restart", restart)];
      bar.append(answered, warning, make("p", { class: "quiz-actions" }, send, toMissing, ...leave));
      count();
      return count;
    };

    const showResult = () => {
      const entry = state.history.at(-1);
      const score = scoreOf(entry.marks);
      const code = make("code", { class: "quiz-code", id: "quiz-code" }, codeOf(about, entry));
      const said = make("span", { class: "quiz-said", role: "status" });
      const copy = async () => {
        try {
          await navigator.clipboard.writeText(code.textContent);
        } catch {
          // Without the clipboard's leave the text is selected, to be copied by the browser or by hand.
          getSelection().selectAllChildren(code);
          if (!document.execCommand("copy")) return;
        }
        said.textContent = word("copied");
      };
      const download = () => {
        const rows = historyOf(entry.name).map((one) => [about.module, about.version, one.name, one.date, one.attempt, one.seed,
          scoreOf(one.marks), max, one.marks, codeOf(about, one)]);
        const head = ["module", "version", "learner", "date", "attempt", "seed", "score", "max", "marks", "code"];
        const href = URL.createObjectURL(new Blob([csvOf([head, ...rows])], { type: "text/csv;charset=utf-8" }));
        const name = plainName(entry.name).replace(/[\\/:*?"<>|]/g, "_");
        make("a", { href, download: `quiz-${about.module}-${name}.csv` }).click();
        setTimeout(() => URL.revokeObjectURL(href), 10000);
      };
      const verdictOf = (mark) => make("span", { class: `quiz-mark is-${MARKS[mark]}` }, word(MARKS[mark]));
      const summary = make("ol", { class: "quiz-summary" }, ...shownOrder.map((question) => make("li", {},
        make("a", { href: `#${question.form.id}` }, word("question", { n: numberOfShown(question) })), " ",
        verdictOf(entry.marks[question.index]))));
      const redone = state.asked.length && state.round ? [make("p", { class: "quiz-later" }, word("againResult", {
        round: state.round, n: state.asked.length, right: state.asked.filter((index) => state.later[index] === RIGHT).length,
      }))] : [];
      const isWrong = questions.some((question) => markNow(question) !== RIGHT);
      const passes = isPassed(entry.marks);
      result.append(
        make("h2", { tabindex: "-1" }, word("result")),
        make("p", { class: "quiz-attempt" }, `${entry.name} · ${word("attempt", { n: entry.attempt })}`),
        make("p", { class: "quiz-score" }, word("score", { score, max, percent: percentOf(score, max, 10) })),
        make("p", { class: "quiz-pass" },
          make("span", { class: `quiz-mark is-${passes ? "right" : "wrong"}` }, word(passes ? "passed" : "failed")), " ",
          make("span", { class: "quiz-hint" }, word("pass", { pass }))),
        ...redone,
        make("h3", {}, word("perQuestion")), summary,
        make("h3", {}, word("code")), make("p", { class: "quiz-hint" }, word("codeHint")), make("p", {}, code),
        make("p", { class: "quiz-actions" }, button("copy", copy), button("download", download), said),
        make("p", { class: "quiz-actions" },
          ...(isWrong ? [button("again", doAgain, "is-main")] : []), button("restart", restart)));
    };

    let recount = () => {};
    const render = () => {
      const { phase } = state;
      for (const name of PHASES) section.classList.toggle(`is-${name}`, name === phase && !isReview);
      for (const part of [panel, result, bar]) part.replaceChildren();
      arrange();
      const shown = isReview ? shownOrder : asked();
      const isOver = phase === "done" || isReview;
      const isMarked = phase === "done" || (isReview && isResumed);
      for (const question of questions) {
        const response = state.answers[question.index];
        question.put(response);
        question.form.classList.toggle("is-away", !shown.includes(question));
        question.lock(isOver);
        const mark = phase === "done" ? markNow(question) : question.mark(response);
        question.show(isMarked ? mark : null, word);
        if (question.details) {
          question.details.hidden = !isOver;
          question.details.open = isOver;
        }
      }
      recount = () => {};
      if (isReview) { /* the note says so; there is nothing to press */ }
      else if (phase === "start") showStart();
      else if (phase === "done") showResult();
      else recount = showBar();
      if (phase === "again" && !isReview) panel.append(make("p", { class: "quiz-intro" }, word("againOf", { n: shown.length })));
      say();
    };
    section.addEventListener("input", (event) => {
      const question = questions.find(({ form }) => form === event.target.closest("form"));
      if (!question) return;
      state.answers[question.index] = question.response();
      state.at = question.form.id;
      keep();
      recount();
      say();
    });

    render();
    // A learning system is told at once where the learner stands; a browser stores nothing until the test has begun.
    if (keeper) keep();
    if (isResumed && !isReview && state.phase !== "done") {
      const last = asked().find(({ form }) => form.id === state.at) ?? asked()[0];
      panel.append(make("p", { class: "quiz-resumed" }, word("resumed"), " ",
        make("a", { href: `#${last.form.id}` }, word("continueAt", { n: numberOfShown(last) }))));
    }
  };

  openInline();
  for (const section of document.querySelectorAll("section.quiz")) openTest(section);
});
