// What pages gain with JavaScript; none of it is needed to read them.
"use strict";
(() => {
  const root = document.documentElement;
  const themes = ["auto", "light", "dark"];

  // Storage may be missing or refuse (file://, private windows); the choice then lasts for the page.
  const stored = () => { try { return localStorage.getItem("fupan-theme"); } catch { return null; } };
  const store = (theme) => { try { localStorage.setItem("fupan-theme", theme); } catch { /* nothing to do */ } };

  let theme = themes.includes(stored()) ? stored() : "auto";
  const apply = () => {
    if (theme === "auto") root.removeAttribute("data-theme");
    else root.setAttribute("data-theme", theme);
  };
  apply();

  const addThemeSwitch = () => {
    const button = document.querySelector(".theme-switch");
    if (!button) return;
    const label = () => { button.textContent = button.dataset[theme]; };
    button.addEventListener("click", () => {
      theme = themes[(themes.indexOf(theme) + 1) % themes.length];
      store(theme);
      apply();
      label();
    });
    label();
    button.hidden = false;
  };

  // The style sheet shows closed menus where there is room; browsers without ::details-content need them open.
  const openMenus = () => {
    if (CSS.supports("selector(::details-content)")) return;
    const open = (selector, query) => {
      const details = document.querySelector(selector);
      if (details && matchMedia(query).matches) details.open = true;
    };
    open(".frame:not(.frame-wide) > .menu", "(min-width: 64rem)");
    open(".reading > .contents", "(min-width: 80rem)");
  };

  // Marks the entry of the heading that was scrolled past last.
  const followHeadings = () => {
    const links = [...document.querySelectorAll(".contents a[href^='#'], .chapters a[href^='#']")];
    const targets = links.map((link) => document.getElementById(decodeURIComponent(link.hash.slice(1))));
    if (!links.length) return;
    const bar = document.querySelector(".chapters");
    let current = -1;
    let waiting = false;
    const update = () => {
      waiting = false;
      const atEnd = innerHeight + scrollY >= root.scrollHeight - 2;
      let index = -1;
      targets.forEach((target, i) => { if (target && target.getBoundingClientRect().top < 120) index = i; });
      if (atEnd && scrollY > 0 && location.hash) {
        const wanted = links.findIndex((link) => link.hash === location.hash);
        if (wanted > index) index = wanted;
      }
      if (index === current) return;
      links[current]?.classList.remove("is-current");
      links[current]?.removeAttribute("aria-current");
      links[index]?.classList.add("is-current");
      links[index]?.setAttribute("aria-current", "true");
      current = index;
      if (bar && index >= 0 && bar.scrollWidth > bar.clientWidth) {
        bar.scrollLeft = links[index].offsetLeft - bar.clientWidth / 3;
      }
    };
    const later = () => { if (!waiting) { waiting = true; requestAnimationFrame(update); } };
    addEventListener("scroll", later, { passive: true });
    addEventListener("resize", later);
    update();
  };

  // A frame that scrolls can be reached by keyboard, and only then.
  const reachScrollers = () => {
    for (const frame of document.querySelectorAll(".table-scroll, .chart-scroll, pre, .chapters")) {
      if (frame.scrollWidth > frame.clientWidth) frame.tabIndex = 0;
      else frame.removeAttribute("tabindex");
    }
  };

  // Long registers can be narrowed down by words and put in the order of a column.
  const openRegisters = () => {
    for (const table of document.querySelectorAll("table.register[data-filter]")) {
      const rows = [...table.querySelectorAll("tbody > tr:not(.group, .subtotal)")];
      const homes = new Map(rows.map((row) => [row, row.parentNode]));
      const texts = rows.map((row) => row.textContent.toLowerCase().normalize("NFKC"));
      const label = document.createElement("label");
      label.className = "register-filter";
      if (table.caption.classList.contains("unseen")) label.classList.add("is-alone");
      const input = document.createElement("input");
      input.type = "search";
      const found = document.createElement("output");
      label.append(table.dataset.filter + " ", input, found);
      table.parentNode.before(label);
      input.addEventListener("input", () => {
        const words = input.value.toLowerCase().normalize("NFKC").split(/\s+/).filter(Boolean);
        let count = 0;
        rows.forEach((row, i) => {
          row.hidden = !words.every((word) => texts[i].includes(word));
          if (!row.hidden) count += 1;
        });
        for (const body of table.tBodies) {
          const inside = [...body.rows].filter((row) => !row.matches(".group, .subtotal"));
          body.hidden = inside.length > 0 && inside.every((row) => row.hidden);
        }
        found.textContent = words.length ? ` ${count} ${table.dataset.found}` : "";
      });
      const heads = [...table.tHead.rows[0].cells];
      const collator = new Intl.Collator(root.lang, { numeric: true });
      heads.forEach((head, column) => {
        const button = document.createElement("button");
        button.type = "button";
        button.append(...head.childNodes);
        head.append(button);
        button.addEventListener("click", () => {
          const falling = head.getAttribute("aria-sort") === "ascending";
          for (const other of heads) other.removeAttribute("aria-sort");
          head.setAttribute("aria-sort", falling ? "descending" : "ascending");
          const value = (row) => {
            const cell = row.cells[column];
            return cell.dataset.value ?? cell.textContent.trim();
          };
          const sorted = [...rows].sort((a, b) => {
            const [x, y] = [value(a), value(b)];
            if (x === "" || y === "") return (x === "") - (y === "");
            const numeric = x !== "" && y !== "" && !isNaN(x) && !isNaN(y);
            const order = numeric ? x - y : collator.compare(x, y);
            return falling ? -order : order;
          });
          // Rows stay in their groups.
          for (const row of sorted) {
            const body = homes.get(row);
            body.insertBefore(row, body.querySelector(":scope > .subtotal"));
          }
        });
      });
    }
  };

  // A link to a row leads into what is folded away; not every browser opens it by itself.
  const openTarget = () => {
    const target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target) return;
    let closed = false;
    for (let e = target.parentElement; e; e = e.parentElement) {
      if (e.tagName === "DETAILS" && !e.open) closed = e.open = true;
    }
    if (closed) target.scrollIntoView();
  };

  const nameSheets = () => root.style.setProperty("--running-title", JSON.stringify(document.title));

  addEventListener("DOMContentLoaded", () => {
    addThemeSwitch();
    openMenus();
    followHeadings();
    openRegisters();
    openTarget();
    addEventListener("hashchange", openTarget);
    reachScrollers();
    addEventListener("resize", reachScrollers);
    // A frame that was folded away could not be measured.
    document.addEventListener("toggle", reachScrollers, true);
    nameSheets();
  });
})();
