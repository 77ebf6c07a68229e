// A learning system for tests, from the data model tables of the SCORM run-time environment: 1.2 (section 3) and 2004 4th
// edition (section 4). Strict: every call that the standard answers with an error is a violation. Knows nothing of the
// script under test. `new ScormRuntime("1.2", {…})`, then launch(), close(); `violations`, `calls`, `value(element)`.
"use strict";
(() => {
  const all = (text) => new Set(text.split(" ").map((word) => word.replace(/_/g, " ")));
  const vocabulary = (text, ...more) => { const words = all(text); more.forEach((word) => words.add(word)); return (value) => words.has(value); };
  const matches = (pattern) => (value) => pattern.test(value);
  const atMost = (length) => (value) => value.length <= length;
  // A check returns true, false (wrong type) or "range".
  const OUT = "range";

  // ---- SCORM 1.2 ---------------------------------------------------------------------------------------------------

  const decimal12 = matches(/^-?\d{0,3}(\.\d+)?$/);
  const score12 = (value) => value === "" || (decimal12(value) && /\d/.test(value) && Number(value) >= 0 && Number(value) <= 100);
  const span12 = matches(/^\d{2,4}:\d\d:\d\d(\.\d{1,2})?$/);
  const identifier12 = (value) => /^[\u0021-\u007E]{1,255}$/.test(value);
  const FEEDBACK12 = {
    "true-false": matches(/^[01tf]$/),
    choice: matches(/^[0-9a-z](,[0-9a-z])*$/),
    "fill-in": atMost(255),
    numeric: (value) => decimal12(value) && /\d/.test(value),
    likert: matches(/^[0-9a-z]?$/),
    matching: matches(/^[0-9a-z]\.[0-9a-z](,[0-9a-z]\.[0-9a-z])*$/),
    performance: atMost(255),
    sequencing: matches(/^[0-9a-z](,[0-9a-z])*$/),
  };
  const isVoid = () => true;
  // element: [access, check, first value]
  const MODEL12 = {
    "cmi._version": ["r", isVoid, "3.4"],
    "cmi.core._children": ["r", isVoid, "student_id,student_name,lesson_location,credit,lesson_status,entry,score,total_time,lesson_mode,exit,session_time"],
    "cmi.core.student_id": ["r", isVoid, "s-001"],
    "cmi.core.student_name": ["r", isVoid, ""],
    "cmi.core.lesson_location": ["rw", atMost(255), ""],
    "cmi.core.credit": ["r", isVoid, "credit"],
    "cmi.core.lesson_status": ["rw", vocabulary("passed completed failed incomplete browsed"), "not attempted"],
    "cmi.core.entry": ["r", isVoid, "ab-initio"],
    "cmi.core.score._children": ["r", isVoid, "raw,min,max"],
    "cmi.core.score.raw": ["rw", score12, ""],
    "cmi.core.score.min": ["rw", score12, ""],
    "cmi.core.score.max": ["rw", score12, ""],
    "cmi.core.total_time": ["r", isVoid, "0000:00:00.00"],
    "cmi.core.lesson_mode": ["r", isVoid, "normal"],
    "cmi.core.exit": ["w", vocabulary("time-out suspend logout", ""), ""],
    "cmi.core.session_time": ["w", span12, ""],
    "cmi.suspend_data": ["rw", atMost(4096), ""],
    "cmi.launch_data": ["r", isVoid, ""],
    "cmi.comments": ["rw", atMost(4096), ""],
    "cmi.comments_from_lms": ["r", isVoid, ""],
    "cmi.student_data._children": ["r", isVoid, "mastery_score,max_time_allowed,time_limit_action"],
    "cmi.student_data.mastery_score": ["r", isVoid, ""],
    "cmi.interactions._children": ["r", isVoid, "id,objectives,time,type,correct_responses,weighting,student_response,result,latency"],
    "cmi.interactions._count": ["r", isVoid, "0"],
    "cmi.interactions.n.id": ["w", identifier12],
    "cmi.interactions.n.objectives._count": ["r", isVoid, "0"],
    "cmi.interactions.n.time": ["w", matches(/^([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,2})?$/)],
    "cmi.interactions.n.type": ["w", vocabulary("true-false choice fill-in matching performance sequencing likert numeric")],
    "cmi.interactions.n.correct_responses._count": ["r", isVoid, "0"],
    "cmi.interactions.n.weighting": ["w", decimal12],
    "cmi.interactions.n.student_response": ["w", (value, record) => Boolean(FEEDBACK12[record.type]?.(value))],
    "cmi.interactions.n.result": ["w", (value) => /^(correct|wrong|unanticipated|neutral)$/.test(value) || (decimal12(value) && /\d/.test(value))],
    "cmi.interactions.n.latency": ["w", span12],
  };

  // ---- SCORM 2004, 4th edition --------------------------------------------------------------------------------------

  const real = (low, high) => (value) => {
    if (!/^-?(\d+(\.\d{1,7})?|\.\d{1,7})$/.test(value)) return false;
    return Number(value) < low || Number(value) > high ? OUT : true;
  };
  const anyReal = real(-Infinity, Infinity);
  const short = (value) => /^[A-Za-z0-9_.~:/?#@!$&'()*+;=%-]{1,250}$/.test(value);
  const long = (value) => /^[A-Za-z0-9_.~:/?#@!$&'()*+,;=%-]{1,4000}$/.test(value) && (!/^urn:/i.test(value) || /^urn:[a-z0-9][a-z0-9-]{1,31}:.+/i.test(value));
  const span2004 = (value) => /^P(?=\d|T\d)(\d+Y)?(\d+M)?(\d+D)?(T(?=\d)(\d+H)?(\d+M)?(\d+(\.\d{1,2})?S)?)?$/.test(value);
  // A time zone stands only after parts of a second.
  const time2004 = matches(/^(19[7-9]\d|20[0-2]\d|203[0-8])(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01])(T([01]\d|2[0-3])(:[0-5]\d(:[0-5]\d(\.\d{1,2}(Z|[+-]([01]\d|2[0-3])(:[0-5]\d)?)?)?)?)?)?)?)?$/);
  const parts = (value) => value.split("[,]");
  const isSet = (list) => new Set(list).size === list.length;
  const RESPONSES2004 = {
    "true-false": vocabulary("true false"),
    choice: (value) => value === "" || (parts(value).length <= 36 && parts(value).every(short) && isSet(parts(value))),
    "fill-in": (value) => parts(value).length <= 10 && parts(value).every((part) => part.length <= 250 && (!part.startsWith("{") || /^\{lang=[A-Za-z-]+\}/.test(part))),
    "long-fill-in": atMost(4000),
    likert: short,
    matching: (value) => value === "" || (parts(value).length <= 36 && parts(value).every((part) => part.split("[.]").length === 2 && part.split("[.]").every(short))),
    performance: atMost(4000),
    sequencing: (value) => value === "" || (parts(value).length <= 36 && parts(value).every(short)),
    numeric: anyReal,
    other: atMost(4000),
  };
  const NONE = null;
  const MODEL2004 = {
    "cmi._version": ["r", isVoid, "1.0"],
    "cmi.completion_status": ["rw", vocabulary("completed incomplete not_attempted unknown"), "unknown"],
    "cmi.success_status": ["rw", vocabulary("passed failed unknown"), "unknown"],
    "cmi.completion_threshold": ["r", isVoid, NONE],
    "cmi.credit": ["r", isVoid, "credit"],
    "cmi.entry": ["r", isVoid, "ab-initio"],
    "cmi.exit": ["w", vocabulary("time-out suspend logout normal", ""), ""],
    "cmi.launch_data": ["r", isVoid, NONE],
    "cmi.learner_id": ["r", isVoid, "s-001"],
    "cmi.learner_name": ["r", isVoid, ""],
    "cmi.location": ["rw", atMost(1000), NONE],
    "cmi.mode": ["r", isVoid, "normal"],
    "cmi.progress_measure": ["rw", real(0, 1), NONE],
    "cmi.scaled_passing_score": ["r", isVoid, NONE],
    "cmi.score._children": ["r", isVoid, "scaled,raw,min,max"],
    "cmi.score.scaled": ["rw", real(-1, 1), NONE],
    "cmi.score.raw": ["rw", anyReal, NONE],
    "cmi.score.min": ["rw", anyReal, NONE],
    "cmi.score.max": ["rw", anyReal, NONE],
    "cmi.session_time": ["w", span2004, ""],
    "cmi.suspend_data": ["rw", atMost(64000), NONE],
    "cmi.total_time": ["r", isVoid, "PT0S"],
    "cmi.interactions._children": ["r", isVoid, "id,type,objectives,timestamp,correct_responses,weighting,learner_response,result,latency,description"],
    "cmi.interactions._count": ["r", isVoid, "0"],
    "cmi.interactions.n.id": ["rw", long],
    "cmi.interactions.n.type": ["rw", vocabulary("true-false choice fill-in long-fill-in matching performance sequencing likert numeric other")],
    "cmi.interactions.n.timestamp": ["rw", time2004],
    "cmi.interactions.n.weighting": ["rw", anyReal],
    "cmi.interactions.n.learner_response": ["rw", (value, record) => Boolean(RESPONSES2004[record.type]?.(value))],
    "cmi.interactions.n.result": ["rw", (value) => /^(correct|incorrect|unanticipated|neutral)$/.test(value) || anyReal(value)],
    "cmi.interactions.n.latency": ["rw", span2004],
    "cmi.interactions.n.description": ["rw", atMost(250)],
  };

  // ---- What the editions answer ---------------------------------------------------------------------------------------

  const EDITIONS = {
    "1.2": {
      global: "API", model: MODEL12,
      names: { Initialize: "LMSInitialize", Terminate: "LMSFinish", GetValue: "LMSGetValue", SetValue: "LMSSetValue", Commit: "LMSCommit",
        GetLastError: "LMSGetLastError", GetErrorString: "LMSGetErrorString", GetDiagnostic: "LMSGetDiagnostic" },
      // Before and after the session: one code for all.
      early: () => 301, late: () => 301, again: 101, argument: 201, unknown: 201, keyword: 402, isReadOnly: 403, isWriteOnly: 404, type: 405,
      range: 405, order: 201, dependency: 201,
      status: "cmi.core.lesson_status", exit: "cmi.core.exit", entry: "cmi.core.entry", mode: "cmi.core.lesson_mode", name: "cmi.core.student_name",
      session: "cmi.core.session_time", total: "cmi.core.total_time", needs: { student_response: ["type"] },
    },
    "2004": {
      global: "API_1484_11", model: MODEL2004,
      names: Object.fromEntries(["Initialize", "Terminate", "GetValue", "SetValue", "Commit", "GetLastError", "GetErrorString", "GetDiagnostic"].map((name) => [name, name])),
      early: (call) => ({ Terminate: 112, GetValue: 122, SetValue: 132, Commit: 142 })[call],
      late: (call) => ({ Initialize: 104, Terminate: 113, GetValue: 123, SetValue: 133, Commit: 143 })[call],
      again: 103, argument: 201, unknown: 401, keyword: 404, isReadOnly: 404, isWriteOnly: 405, type: 406, range: 407, order: 351, dependency: 408,
      status: "cmi.success_status", exit: "cmi.exit", entry: "cmi.entry", mode: "cmi.mode", name: "cmi.learner_name",
      session: "cmi.session_time", total: "cmi.total_time",
      needs: Object.fromEntries(["type", "timestamp", "weighting", "result", "latency", "description"].map((name) => [name, ["id"]]).concat([["learner_response", ["id", "type"]]])),
    },
  };

  const secondsOf = (span) => {
    const iso = /^PT(?:(\d+)H)?(?:(\d+)M)?(?:([\d.]+)S)?$/.exec(span);
    const [hours, minutes, seconds] = (iso ? iso.slice(1) : span.split(":")).map((part) => Number(part ?? 0));
    return hours * 3600 + minutes * 60 + seconds;
  };

  class ScormRuntime {
    // options: learner (name), refuse (elements and calls, by their 2004 names, that this system answers with "false"),
    // missing (beginnings of elements that it does not know).
    constructor(edition, options = {}) {
      this.edition = edition;
      this.rules = EDITIONS[edition];
      this.options = { learner: "", refuse: [], missing: [], ...options };
      this.calls = [];
      this.violations = [];
      this.attempts = [];
      this.seconds = 0;
      this.error = 0;
      this.session = "none";
      this.renew("normal", "ab-initio");
    }

    renew(mode, entry) {
      this.values = new Map();
      this.records = [];
      for (const [element, [, , first]] of Object.entries(this.rules.model)) {
        if (!element.includes(".n.") && first !== undefined) this.values.set(element, first);
      }
      this.values.set(this.rules.name, this.options.learner);
      this.values.set(this.rules.mode, mode);
      this.values.set(this.rules.entry, entry);
    }

    value(element) {
      const [, index, name] = /^cmi\.interactions\.(\d+)\.(.+)$/.exec(element) ?? [];
      return index === undefined ? this.values.get(element) ?? null : this.records[index]?.[name] ?? null;
    }

    // Before a launch: what lasts, and what a new session starts from.
    prepare(mode) {
      this.session = "waiting";
      this.values.set(this.rules.mode, mode);
      this.values.set(this.rules.session, "");
      this.values.set(this.rules.exit, "");
    }

    blame(text) { this.violations.push(text); }

    answer(call, args, code, result) {
      this.error = code;
      this.calls.push({ call, args, code });
      // An element of 2004 without a value yet: the standard's way to say so, not the caller's fault.
      const isEmpty = this.edition === "2004" && code === 403;
      if (code !== 0 && !isEmpty && !this.isRefusing) this.blame(`${call}(${args.map((arg) => JSON.stringify(arg)).join(", ")}): ${code}`);
      this.isRefusing = false;
      return result;
    }

    // The code for a call at the wrong time or with the wrong argument; 0 for none.
    misplaced(call, args) {
      if (args.some((arg) => typeof arg !== "string")) return this.rules.argument;
      if (["Initialize", "Terminate", "Commit"].includes(call) && (args.length !== 1 || args[0] !== "")) return this.rules.argument;
      if (call === "Initialize") {
        if (this.session === "running") return this.rules.again;
        return this.session === "ended" && this.edition === "2004" ? 104 : this.session === "ended" ? 101 : 0;
      }
      if (this.session === "ended") return this.rules.late(call);
      return this.session === "running" ? 0 : this.rules.early(call);
    }

    refuses(what) {
      this.isRefusing = this.options.refuse.includes(what);
      return this.isRefusing;
    }

    Initialize(...args) {
      const code = this.misplaced("Initialize", args) || (this.refuses("Initialize") ? 101 : 0);
      if (code === 0) this.session = "running";
      return this.answer("Initialize", args, code, String(code === 0));
    }

    Terminate(...args) {
      const code = this.misplaced("Terminate", args);
      if (code === 0) this.finish();
      return this.answer("Terminate", args, code, String(code === 0));
    }

    Commit(...args) {
      const code = this.misplaced("Commit", args) || (this.refuses("Commit") ? (this.edition === "1.2" ? 101 : 391) : 0);
      return this.answer("Commit", args, code, String(code === 0));
    }

    // {row, record} of an element, or a code.
    find(element, isWriting) {
      if (this.options.missing.some((start) => element.startsWith(start))) {
        this.isRefusing = true;
        return 401;
      }
      const [, index, name] = /^cmi\.interactions\.(0|[1-9]\d*)\.(.+)$/.exec(element) ?? [];
      const row = this.rules.model[index === undefined ? element : `cmi.interactions.n.${name}`];
      if (!row || element.includes(".n.")) return this.rules.unknown;
      if (index === undefined) return { row };
      if (Number(index) > this.records.length || (!isWriting && Number(index) === this.records.length)) return this.rules.order;
      return { row, index: Number(index), name };
    }

    GetValue(...args) {
      const [element] = args;
      let code = this.misplaced("GetValue", args);
      let result = "";
      if (code === 0) {
        const found = this.find(element, false);
        if (typeof found === "number") code = found;
        else if (!found.row[0].includes("r")) code = this.rules.isWriteOnly;
        else {
          const value = element === "cmi.interactions._count" ? String(this.records.length) : this.value(element);
          if (value === null) code = this.edition === "2004" ? 403 : 0;
          result = value ?? "";
        }
      }
      return this.answer("GetValue", args, code, result);
    }

    SetValue(...args) {
      const code = this.misplaced("SetValue", args) || this.write(...args);
      return this.answer("SetValue", args, code, String(code === 0));
    }

    write(element, value) {
      const found = this.find(element, true);
      if (typeof found === "number") return found;
      const { row: [access, check], index, name } = found;
      if (/\._(children|count|version)$/.test(element)) return this.rules.keyword;
      if (!access.includes("w")) return this.rules.isReadOnly;
      const record = this.records[index] ?? {};
      if (index !== undefined) {
        if ((this.rules.needs[name] ?? []).some((needed) => record[needed] === undefined)) return this.rules.dependency;
      }
      const verdict = check(value, record);
      if (verdict === false) return this.rules.type;
      if (verdict === OUT) return this.rules.range;
      if (this.refuses(element)) return this.edition === "1.2" ? 101 : 351;
      if (index === undefined) this.values.set(element, value);
      else this.records[index] = { ...record, [name]: value };
      return 0;
    }

    GetLastError() { return String(this.error); }
    GetErrorString(code) { return code === "0" ? "No error" : `Error ${code}`; }
    GetDiagnostic() { return ""; }

    // The end of a session, as the learning system takes it.
    finish() {
      this.session = "ended";
      const exit = this.values.get(this.rules.exit);
      const span = this.values.get(this.rules.session);
      if (span) this.seconds += secondsOf(span);
      const attempt = { exit, session: span, status: this.value(this.rules.status), records: this.records.length };
      this.attempts.push(attempt);
      this.closed = null;
      if (this.edition === "1.2") {
        if (this.values.get(this.rules.status) === "not attempted") this.values.set(this.rules.status, "completed");
        this.values.set(this.rules.entry, exit === "suspend" ? "resume" : "");
      } else if (exit === "suspend") {
        this.values.set(this.rules.entry, "resume");
      } else {
        // A normal end closes the attempt: the next launch begins another, with nothing of this one.
        this.closed = { values: new Map(this.values), records: this.records };
        this.renew("normal", "ab-initio");
      }
    }

    // What the last session left behind, also of an attempt that is closed.
    left(element) {
      if (!this.closed || this.session === "running") return this.value(element);
      return this.closed.values.get(element) ?? null;
    }

    launch({ url, mode = "normal", where = "iframe", target = document.body }) {
      this.prepare(mode);
      delete window.API;
      delete window.API_1484_11;
      window[this.rules.global] = Object.fromEntries(
        Object.entries(this.rules.names).map(([call, name]) => [name, (...args) => this[call](...args)]));
      if (where === "popup") {
        this.window = open(url, "_blank", "popup");
        return;
      }
      this.frame = document.createElement("iframe");
      this.frame.name = "sco";
      this.frame.style = "width: 1000px; height: 800px";
      this.frame.src = url;
      target.append(this.frame);
    }

    // Leaves the page as a learning system does, and looks whether it said good-bye.
    async close() {
      if (this.frame) {
        const gone = new Promise((resolve) => { this.frame.addEventListener("load", resolve, { once: true }); });
        this.frame.src = "about:blank";
        await gone;
        this.frame.remove();
        this.frame = null;
      } else {
        this.window.close();
        while (!this.window.closed) await new Promise((resolve) => { setTimeout(resolve, 20); });
        await new Promise((resolve) => { setTimeout(resolve, 100); });
      }
      if (this.session === "running") this.blame("the page left without ending its session");
      this.session = "none";
    }
  }
  window.ScormRuntime = ScormRuntime;
})();
