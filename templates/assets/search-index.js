// Finds pages: reads the index that stands in search/ beside this file. Loaded when the search field is first used.
// Everything comes as scripts, since a page opened from a folder may load nothing else.
"use strict";
(() => {
  const home = new URL("search/", document.currentScript.src).href;
  // Characters of the index that one query may load: an upper limit, which few queries come near.
  const MOST = 30000;

  // ---- Characters and tokens: the rules of Sources/Search/Tokens.swift -------------------------------------------

  let folds = new Map();
  const isHan = (point) => (point >= 0x4E00 && point <= 0x9FFF) || (point >= 0x3400 && point <= 0x4DBF)
    || point === 0x3005 || point === 0x3007 || (point >= 0x20000 && point <= 0x323AF);
  const isDigit = (point) => point >= 0x30 && point <= 0x39;
  const isLetter = (point) => point >= 0x61 && point <= 0x7A;
  const other = /^[\p{L}\p{Nd}]$/u;
  const wordSign = (sign, point) => {
    if (point < 0x80 || (point >= 0xD800 && point <= 0xFFFF) || !other.test(sign)) return "";
    const lower = sign.toLowerCase();
    return [...lower].length === 1 ? lower : sign;
  };
  const utf8Length = (point) => (point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4);

  // Runs of Han characters and words, with their places: {han, text, at: [place of each character…, end], cuts}.
  const scan = (text) => {
    const items = [];
    let item = null;
    const close = () => { item = null; };
    const open = (han, at) => {
      if (!item || item.han !== han) items.push(item = { han, text: "", signs: [], at: [at], cuts: [] });
      return item;
    };
    const add = (sign, end) => { item.text += sign; item.signs.push(sign); item.at.push(end); };
    const digitAt = (at) => isDigit(text.charCodeAt(at));
    for (let at = 0; at < text.length;) {
      let point = text.codePointAt(at);
      let sign = String.fromCodePoint(point);
      const end = at + sign.length;
      if (isHan(point)) {
        open(true, at);
        add(folds.get(sign) ?? sign, end);
      } else {
        if (item?.han) close();
        const isRaw = point < 0x80;
        if (point >= 0xFF01 && point <= 0xFF5E && point !== 0xFF0C && point !== 0xFF0E) {
          point -= 0xFEE0;
          sign = String.fromCharCode(point);
        }
        const last = item ? item.signs.at(-1) : "";
        const afterDigit = last !== "" && isDigit(last.charCodeAt(0));
        if (point >= 0x41 && point <= 0x5A) sign = sign.toLowerCase();
        const code = sign.charCodeAt(0);
        if (point < 0x80 && (isDigit(code) || isLetter(code))) {
          open(false, at);
          if (last && last !== "." && item.cuts.at(-1) !== item.signs.length && afterDigit !== isDigit(code)) {
            item.cuts.push(item.signs.length);
          }
          add(sign, end);
        } else if (isRaw && afterDigit && ((point === 0x2E && digitAt(at + 1)) || (point === 0x2C
          && digitAt(at + 1) && digitAt(at + 2) && digitAt(at + 3) && !digitAt(at + 4)))) {
          if (point === 0x2E) add(".", end);
          item.cuts.push(item.signs.length);
        } else {
          const lower = wordSign(sign, point);
          if (lower) {
            open(false, at);
            if (afterDigit && item.cuts.at(-1) !== item.signs.length) item.cuts.push(item.signs.length);
            add(lower, end);
          } else {
            close();
          }
        }
      }
      at = end;
    }
    return items;
  };

  // As many signs from `start` on as fit into a number of bytes.
  const take = (signs, start, limit) => {
    let bytes = 0;
    let end = start;
    while (end < signs.length && (bytes += utf8Length(signs[end].codePointAt(0))) <= limit) end += 1;
    return end;
  };
  const pieces = (signs) => {
    const found = [];
    for (let start = 0, limit = 8; start < signs.length; limit = 7) {
      const end = take(signs, start, limit);
      found.push((start ? "-" : "") + signs.slice(start, end).join(""));
      start = end;
    }
    return found;
  };
  // The tokens of a run or word, as the index has them.
  const keysOf = (item) => {
    if (item.han) return item.signs.map((sign, i) => sign + (item.signs[i + 1] ?? ""));
    const found = pieces(item.signs);
    if (item.cuts.length) {
      [0, ...item.cuts].forEach((from, i) => {
        let to = item.cuts[i] ?? item.signs.length;
        if (to > from && item.signs[to - 1] === ".") to -= 1;
        found.push(item.signs.slice(from, Math.min(to, take(item.signs, from, 7))).join("") + "~");
      });
    }
    return found;
  };

  // ---- Files -----------------------------------------------------------------------------------------------------

  const waiting = new Map();
  const loaded = [];
  const load = (name) => {
    if (!waiting.has(name)) {
      waiting.set(name, new Promise((resolve, reject) => {
        const script = document.createElement("script");
        script.src = home + name;
        script.onload = () => { loaded.push(name); resolve(); };
        script.onerror = () => { waiting.delete(name); reject(new Error(name)); };
        document.head.append(script);
      }));
    }
    return waiting.get(name);
  };

  // Values of the 91 characters that numbers are written in.
  const VALUE = new Uint8Array(128);
  for (let value = 0; value < 91; value += 1) VALUE[value + (value >= 57 ? 36 : 35)] = value;

  const numbers = (text) => {
    const found = [];
    for (let i = 0; i < text.length;) {
      let [value, unit, digit] = [0, 1, VALUE[text.charCodeAt(i++)]];
      while (digit >= 46) {
        value += (digit - 46) * unit;
        unit *= 45;
        digit = VALUE[text.charCodeAt(i++)];
      }
      found.push(value + digit * unit);
    }
    return found;
  };
  const symbols = (text) => {
    const found = new Uint16Array(text.length >> 1);
    for (let i = 0; i < found.length; i += 1) found[i] = VALUE[text.charCodeAt(2 * i)] * 91 + VALUE[text.charCodeAt(2 * i + 1)];
    return found;
  };
  const unfront = (text) => {
    let last = "";
    return text ? text.split(" ").map((part) => (last = last.slice(0, part.charCodeAt(0) - 48) + part.slice(1))) : [];
  };

  // Bits, thirteen to a symbol, most significant first.
  class Bits {
    constructor(text) { [this.words, this.next, this.held, this.count] = [symbols(text), 0, 0, 0]; }
    fill() {
      while (this.count <= 18) {
        this.held = (this.held << 13) | (this.words[this.next++] ?? 0);
        this.count += 13;
      }
    }
    read(bits) {
      if (bits > 13) return this.read(bits - 13) * 8192 + this.read(13);
      if (bits === 0) return 0;
      if (this.count < bits) this.fill();
      this.count -= bits;
      return (this.held >>> this.count) & ((1 << bits) - 1);
    }
    unary() {
      for (let total = 0; ;) {
        if (this.count === 0) this.fill();
        const ones = Math.clz32(~(this.held << (32 - this.count)));
        if (ones < this.count) {
          this.count -= ones + 1;
          return total + ones;
        }
        total += this.count;
        this.count = 0;
        // Only a damaged file goes on like this.
        if (this.next > this.words.length + 4) return total;
      }
    }
    gamma() {
      const width = this.unary();
      return 2 ** width + this.read(width);
    }
    // Numbers from `first` up to below `end`, into an array.
    list(first, end, into) {
      const count = this.gamma() - 1;
      const isAbsent = count * 2 > end - first;
      const written = isAbsent ? end - first - count : count;
      const divisor = Math.floor((end - first) * 11 / (Math.max(written, 1) * 16));
      const low = divisor <= 1 ? 0 : 31 - Math.clz32(divisor);
      let next = first;
      for (let i = 0; i < written; i += 1) {
        const gap = this.unary() * 2 ** low + this.read(low);
        if (isAbsent) for (let end = next + gap; next < end; next += 1) into.push(next);
        else into.push(next + gap);
        next += isAbsent ? 1 : gap + 1;
      }
      if (isAbsent) for (; next < end; next += 1) into.push(next);
    }
  }

  let site = null;
  const shards = new Map();
  const texts = new Map();
  let expansions = null;

  const starts = (counts) => {
    const sums = new Int32Array(counts.length + 1);
    counts.forEach((count, i) => { sums[i + 1] = sums[i] + count; });
    return sums;
  };
  const every = (list, step, from) => list.filter((_, i) => i % step === from);

  // What the files call.
  const receive = {
    manifest(given) {
      const pages = numbers(given.pages);
      const parts = numbers(given.texts);
      const count = pages.length / 2;
      // Passages are numbered: titles, headings, pieces of text.
      const headings = starts(every(pages, 2, 0)).map((start) => start + count);
      const pieces = starts(every(pages, 2, 1)).map((start) => start + headings[count]);
      const pageOf = new Int32Array(pieces[count]);
      for (let page = 0; page < count; page += 1) {
        pageOf[page] = page;
        pageOf.fill(page, headings[page], headings[page + 1]);
        pageOf.fill(page, pieces[page], pieces[page + 1]);
      }
      site = {
        folded: given.folded, pages: count, headings, pieces, total: pieces[count], pageOf,
        sizes: numbers(given.sizes).map((size) => size * 64), firsts: unfront(given.firsts), han: new Set(given.han),
        texts: {
          pages: starts(every(parts, 3, 0)), headings: starts(every(parts, 3, 1)).map((start) => start + count),
          pieces: starts(every(parts, 3, 2)).map((start) => start + headings[count]),
        },
      };
    },
    fold(pairs) {
      const signs = [...pairs];
      folds = new Map();
      for (let i = 0; i < signs.length; i += 2) folds.set(signs[i], signs[i + 1]);
    },
    keys(number, keys, lists) {
      const bits = new Bits(lists);
      const ends = [site.pages, site.headings[site.pages], site.total];
      const found = { keys: unfront(keys), lists: [] };
      for (let i = 0; i < found.keys.length; i += 1) {
        const list = [];
        ends.forEach((end, part) => bits.list(part ? ends[part - 1] : 0, end, list));
        found.lists.push(list);
      }
      shards.set(number, found);
    },
    words(signs, pairs) {
      expansions = ["", ...signs];
      const numbers = symbols(pairs);
      for (let i = 0; i < numbers.length; i += 2) expansions.push(expansions[numbers[i]] + expansions[numbers[i + 1]]);
    },
    text(number, text) { texts.set(number, text); },
  };

  // The number of the last start that is not above a value.
  const place = (starts, value) => {
    let [low, high] = [0, starts.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (starts[middle] <= value) low = middle; else high = middle - 1;
    }
    return low;
  };
  // ---- Texts of results ------------------------------------------------------------------------------------------

  const readText = (number) => {
    let parts = texts.get(number);
    if (typeof parts !== "string") return parts;
    const all = symbols(parts);
    let text = "";
    for (let i = 0; i < all.length; i += 1) {
      if (all[i]) text += expansions[all[i]];
      else text += String.fromCodePoint(all[++i] * 4096 + all[++i]);
    }
    const found = { pages: [], headings: [], pieces: [] };
    let [page, section] = [null, null];
    for (const field of text.split("\u0001")) {
      const value = field.slice(1);
      switch (field[0]) {
        case "A": found.pages.push(page = { address: value, title: "", trail: [] }); section = null; break;
        case "T": page.title = value; break;
        case "P": page.trail.push(value); break;
        case "L": section = { anchor: value, heading: "", first: null }; page.section ??= section; break;
        case "H":
          section.heading = value;
          if (value) found.headings.push({ page, section });
          break;
        case "X":
          section.first ??= value;
          // The word above a title, such as the kind of page, says too little.
          if (!page.first || page.first.length < 16) page.first = value;
          found.pieces.push({ page, section, text: value });
          break;
      }
    }
    texts.set(number, found);
    return found;
  };
  const chunkOf = (passage) => {
    const kind = passage < site.pages ? "pages" : passage < site.headings[site.pages] ? "headings" : "pieces";
    return { kind, number: Math.min(place(site.texts[kind], passage), site.texts.pages.length - 2) };
  };
  // What a passage says and where: {address, title, trail, anchor, heading, text}.
  const describe = async (passage) => {
    const { kind, number } = chunkOf(passage);
    await Promise.all([load("words.js"), load(`t/${number}.js`)]);
    const found = readText(number);
    // A chunk may begin by saying again within which page and section it is.
    const list = found[kind];
    const own = site.texts[kind][number + 1] - site.texts[kind][number];
    const entry = list[list.length - own + passage - site.texts[kind][number]];
    if (kind === "pages") return { ...entry, isTitle: true, anchor: "", heading: "", text: entry.first ?? "" };
    const { page, section } = entry;
    const text = kind === "pieces" ? entry.text : section.first ?? "";
    return { address: page.address, title: page.title, trail: page.trail, anchor: section.anchor, heading: section.heading, text };
  };

  // ---- Finding ---------------------------------------------------------------------------------------------------

  const shardOf = (key) => {
    let [low, high] = [0, site.firsts.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (site.firsts[middle] <= key) low = middle; else high = middle - 1;
    }
    return low;
  };
  const listOf = (key) => {
    const shard = shards.get(shardOf(key));
    if (!shard) return null;
    const at = shard.keys.indexOf(key);
    return at < 0 ? [] : shard.lists[at];
  };
  // Lists of the keys that begin with a text, as far as their files are there.
  const listsFrom = (start, without) => {
    const found = [];
    for (let number = shardOf(start); number < site.firsts.length; number += 1) {
      const shard = shards.get(number);
      if (!shard) break;
      shard.keys.forEach((key, i) => { if (key.startsWith(start) && key !== without) found.push(shard.lists[i]); });
      if (shard.keys.at(-1) > start && !shard.keys.at(-1).startsWith(start)) break;
    }
    return found;
  };

  // A part of the query: the keys that must stand together in a passage, and a text that keys may begin with.
  const termOf = (item) => {
    const keys = item.han ? keysOf(item).slice(0, -1) : pieces(item.signs);
    const start = item.han ? (item.signs.length === 1 ? item.text : "") : (keys.length === 1 ? keys[0] : "");
    // Letters may be the initials of a title's characters.
    const initials = !item.han && /^[a-z]{2,7}$/.test(item.text) ? "`" + item.text : "";
    return { item, keys, start, initials };
  };

  // Loads what the terms need, to the limit: first of each term its smallest file, then the smaller ones, then what
  // other keys begin with. False when a character is in more files than that.
  const loadKeys = async (terms) => {
    let rest = MOST;
    let isWhole = true;
    const wanted = new Set();
    const want = (number) => {
      if (wanted.has(number)) return true;
      if (site.sizes[number] > rest && wanted.size) return false;
      rest -= site.sizes[number];
      wanted.add(number);
      return true;
    };
    const bySize = (keys) => keys.map(shardOf).sort((a, b) => site.sizes[a] - site.sizes[b]);
    const files = terms.map((term) => bySize(term.keys));
    for (const list of files) if (list.length) want(list[0]);
    for (const number of files.flat().sort((a, b) => site.sizes[a] - site.sizes[b])) want(number);
    for (const { initials } of terms) if (initials) want(shardOf(initials));
    for (const { start, item } of terms) {
      if (!start) continue;
      // One character may be in many files, a word's beginnings are a help only.
      const last = Math.min(shardOf(start + "\uFFFF"), shardOf(start) + (item.han ? 1000 : 2));
      for (let number = shardOf(start); number <= last; number += 1) {
        if (!want(number)) { isWhole &&= !item.han; break; }
      }
    }
    await Promise.all([...wanted].map((number) => load(`k/${number}.js`)));
    return isWhole;
  };

  // Passages that hold all lists.
  const common = (lists) => {
    if (lists.length === 1) return lists[0];
    const [small, ...others] = [...lists].sort((a, b) => a.length - b.length);
    const marks = new Uint8Array(site.total);
    for (const passage of small) marks[passage] = 1;
    others.forEach((list, i) => { for (const passage of list) if (marks[passage] === i + 1) marks[passage] = i + 2; });
    return small.filter((passage) => marks[passage] === lists.length);
  };
  const weightOf = (passage) => (passage < site.pages ? 8 : passage < site.headings[site.pages] ? 4 : 1);

  // Pages that hold every term, best first: [{page, passage, score}]. Terms whose files were too much to load are left to
  // the marks.
  const findAll = (all) => {
    const terms = all.filter((term) => !term.keys.length || term.keys.some(listOf));
    const best = new Float32Array(site.pages * terms.length);
    const hits = new Int32Array(site.pages);
    const worth = new Float32Array(site.pages);
    const chosen = new Int32Array(site.pages);
    const held = new Uint8Array(site.total);
    terms.forEach((term, number) => {
      const given = term.keys.map(listOf).filter(Boolean);
      const exact = term.keys.length ? common(given) : listsFrom(term.start).flat();
      const more = term.keys.length && term.start ? listsFrom(term.start, term.start).flat() : [];
      const mark = (passage, weight) => {
        const page = site.pageOf[passage];
        // A page that lacks an earlier term is no longer of interest.
        if (number > 0 && best[(number - 1) * site.pages + page] === 0) return;
        const at = number * site.pages + page;
        if (weight > best[at]) best[at] = weight;
        hits[page] += 1;
        if (held[passage] < number + 1) held[passage] += 1;
        const value = held[passage] * 100 + weight;
        if (value > worth[page]) { worth[page] = value; chosen[page] = passage; }
      };
      // The whole word before those that begin with it.
      for (const passage of exact) mark(passage, weightOf(passage) + 20);
      for (const passage of more) mark(passage, weightOf(passage));
      if (term.initials) for (const passage of listsFrom(term.initials).flat()) mark(passage, 6);
    });
    const scores = new Float32Array(site.pages);
    for (let page = 0; page < site.pages; page += 1) {
      if (!terms.length || best[(terms.length - 1) * site.pages + page] === 0) continue;
      let sum = 0;
      for (let number = 0; number < terms.length; number += 1) sum += best[number * site.pages + page];
      const together = held[chosen[page]] === terms.length ? 3 : 0;
      scores[page] = sum / terms.length + together + Math.min(hits[page], 64) / 100;
    }
    return ranked(scores, chosen);
  };

  // Pages with a score, the highest first, equal ones in their order.
  const ranked = (scores, passages) => {
    const keys = [];
    scores.forEach((score, page) => { if (score > 0) keys.push(Math.round(score * 1000) * 2 ** 24 - page); });
    return [...new Float64Array(keys).sort().reverse()].map((key) => {
      const score = Math.ceil(key / 2 ** 24);
      const page = score * 2 ** 24 - key;
      return { page, passage: passages[page], score: score / 1000 };
    });
  };

  // Pages that hold some of the tokens, those first that hold the most telling ones in one passage.
  const findAny = (terms) => {
    const scores = new Float32Array(site.total);
    for (const term of terms) {
      const lists = term.keys.length ? term.keys.map(listOf).filter(Boolean) : [listsFrom(term.start).flat()];
      for (const list of lists) {
        const weight = Math.log(1 + site.total / (1 + list.length));
        for (const passage of list) scores[passage] += weight;
      }
    }
    const best = new Float32Array(site.pages);
    const chosen = new Int32Array(site.pages);
    for (let passage = 0; passage < site.total; passage += 1) {
      if (!scores[passage]) continue;
      const score = scores[passage] * (passage < site.pages ? 1.5 : passage < site.headings[site.pages] ? 1.25 : 1);
      const page = site.pageOf[passage];
      if (score > best[page]) [best[page], chosen[page]] = [score, passage];
    }
    const found = ranked(best, chosen);
    // What holds only a little of the best is noise.
    return found.filter((entry) => entry.score * 2 >= found[0].score).slice(0, 50);
  };

  // Loads what every query needs.
  const begin = async () => {
    await load("manifest.js");
    if (site.folded) await load("fold.js");
  };

  // {items, terms, hits, any, isWhole}: hits as above, best first; any: no page held all, so these hold some; not isWhole:
  // there may be more.
  const find = async (query) => {
    await begin();
    let items = scan(query);
    if (!folds.size && items.some((item) => item.han && item.signs.some((sign) => !site.han.has(sign)))) {
      await load("fold.js");
      items = scan(query);
    }
    // The same term twice asks for nothing more.
    const terms = items.map(termOf).filter((term, i, all) => all.findIndex((t) => t.item.text === term.item.text) === i).slice(0, 12);
    if (!terms.length || !site.pages) return { items, terms: [], hits: [], any: false, isWhole: true };
    const isWhole = await loadKeys(terms);
    let hits = findAll(terms);
    const any = !hits.length && (terms.length > 1 || terms[0].keys.length > 1);
    if (any) hits = findAny(terms);
    return { items, terms, hits, any, isWhole };
  };

  // ---- Marks -----------------------------------------------------------------------------------------------------

  // The text's parts that match, [start, end] in order, without overlap. Where all of a run is found its pieces are not
  // marked; `loose` marks neighbours of two.
  const marks = (text, items, loose) => {
    const found = [];
    for (const item of scan(text)) {
      for (const wanted of items) {
        if (item.han !== wanted.han) continue;
        if (!item.han) {
          if (item.text.startsWith(wanted.text)) found.push([item.at[0], item.at[Math.min(wanted.signs.length, item.signs.length)]]);
          else {
            const cut = item.cuts.find((cut) => item.text.startsWith(wanted.text, item.signs.slice(0, cut).join("").length));
            if (cut !== undefined) found.push([item.at[cut], item.at[Math.min(cut + wanted.signs.length, item.signs.length)]]);
          }
          continue;
        }
        const runs = loose && wanted.signs.length > 2
          ? wanted.signs.slice(1).map((sign, i) => [wanted.signs[i], sign]) : [wanted.signs];
        for (const run of runs) {
          for (let at = 0; at + run.length <= item.signs.length; at += 1) {
            if (run.every((sign, i) => item.signs[at + i] === sign)) found.push([item.at[at], item.at[at + run.length]]);
          }
        }
      }
    }
    found.sort((a, b) => a[0] - b[0] || b[1] - a[1]);
    const merged = [];
    for (const [start, end] of found) {
      const last = merged.at(-1);
      if (last && start <= last[1]) last[1] = Math.max(last[1], end); else merged.push([start, end]);
    }
    return merged;
  };
  // Whether the parts of a query stand in a text one behind the other, as typed.
  const holds = (text, items) => {
    const all = scan(text);
    return all.some((_, start) => start + items.length <= all.length && items.every((wanted, i) => {
      const item = all[start + i];
      if (item.han !== wanted.han) return false;
      if (items.length === 1) return item.text.includes(wanted.text);
      if (i === 0) return item.text.endsWith(wanted.text);
      return i === items.length - 1 ? item.text.startsWith(wanted.text) : item.text === wanted.text;
    }));
  };

  window.fupanSearch = { ...receive, begin, find, describe, marks, holds, loaded, tokens: (text) => scan(text).flatMap(keysOf), load, site: () => site };
})();
