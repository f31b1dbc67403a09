/* Complete names as one types: the combobox of the ARIA Authoring Practices, with a list and manual selection. The
   form's `data-complete-KIND` answers {results: [{value, name, hint}], exact, parts}; every second piece of a name or
   hint is marked. Personas and tags stand between commas. The last offer sends `make-new`; see new_things.js. */
(() => {
  "use strict";
  const { form, say } = window.formRows || {};
  if (!form) return;
  const LONGEST = 200;
  const ONE = { artifact: "artifact", personas: "persona" };
  const cache = new Map();
  let input = null;
  let list = null;
  let asked = 0;
  let timer = 0;
  let stale = false;
  let taken = "";

  const make = (tag, values, ...children) => {
    const element = Object.assign(document.createElement(tag), values);
    element.append(...children);
    return element;
  };
  const marked = (pieces) => pieces.map((piece, place) => (place % 2 ? make("mark", {}, piece) : piece));
  const low = (text) => text.trim().toLowerCase();
  const kind = () => input.dataset.complete;
  const expand = (on) => input?.setAttribute("aria-expanded", on);

  /* The part under the cursor, and the others before and after it. */
  const part = () => {
    const { value, selectionStart } = input;
    if (kind() === "artifact") return { before: [], text: value.trim(), after: [], query: value.trim() };
    const before = value.slice(0, selectionStart).split(/[,;]/);
    const after = value.slice(selectionStart).split(/[,;]/);
    const text = (before.pop() + after.shift()).trim();
    const query = kind() === "tags" ? text : [...before, text].slice(-8).join(",");
    return { before: before.map((name) => name.trim()), text, after: after.map((name) => name.trim()), query };
  };

  const close = () => {
    asked += 1;
    clearTimeout(timer);
    list?.remove();
    list = null;
    expand(false);
    input?.removeAttribute("aria-activedescendant");
  };
  const selected = () => list?.querySelector("[aria-selected=true]");
  const select = (option) => {
    selected()?.setAttribute("aria-selected", "false");
    if (!option) return input.removeAttribute("aria-activedescendant");
    option.setAttribute("aria-selected", "true");
    input.setAttribute("aria-activedescendant", option.id);
    list.scrollTop = Math.min(list.scrollTop, option.offsetTop);
    list.scrollTop = Math.max(list.scrollTop, option.offsetTop + option.offsetHeight - list.clientHeight);
  };
  const step = (forward) => {
    const options = [...list.children];
    const now = options.indexOf(selected());
    select(forward ? options[(now + 1) % options.length] : options.at(now < 1 ? -1 : now - 1));
  };
  const put = (value, parts) => {
    const { before, after } = part();
    const start = [...before.slice(0, before.length - parts + 1), value].filter(Boolean).join(", ");
    input.value = [start, ...after.filter(Boolean)].join(", ");
    input.setSelectionRange(start.length, start.length);
    taken = start;
    input.dispatchEvent(new Event("input", { bubbles: true }));
  };
  const take = (option) => {
    const field = input;
    const { value, fresh } = option.dataset;
    const { parts } = list.dataset;
    close();
    if (!fresh) return put(value, parts);
    const done = (name) => {
      input = field;
      put(name, 1);
      cache.clear();
    };
    field.dispatchEvent(new CustomEvent("make-new", { bubbles: true, detail: { name: value, done } }));
  };

  /* Below the field or above it, where there is room between the head of the page and the bar of buttons. */
  const place = () => {
    const field = input.getBoundingClientRect();
    const box = input.closest(".field").getBoundingClientRect();
    const bar = form.querySelector(".form-actions");
    const floor = getComputedStyle(bar).position === "sticky" ? bar.getBoundingClientRect().top : innerHeight;
    const below = Math.min(window.visualViewport?.height || floor, floor) - field.bottom - 8;
    const above = field.top - 48;
    const up = below < Math.min(list.scrollHeight, 160) && above > below;
    const right = (input.closest(".row-body") || form).getBoundingClientRect().right;
    Object.assign(list.style, {
      minWidth: `${Math.min(384, right - box.left)}px`,
      maxHeight: `${Math.max(96, Math.min(320, up ? above : below))}px`,
      top: up ? "auto" : `${field.bottom - box.top + 2}px`,
      bottom: up ? `${box.bottom - field.top + 2}px` : "auto",
    });
  };
  const show = ({ results, exact, parts }) => {
    const { before, text, after } = part();
    const one = ONE[kind()];
    const others = [...before, ...after].map(low);
    const offers = results.filter(({ value }) => !others.includes(low(value)));
    const known = offers.map(({ value }) => low(value));
    // What was typed into other rows exists as soon as the form is saved.
    for (const { value } of text && one === "artifact" ? form.querySelectorAll("[data-complete=artifact]") : []) {
      if (value === input.value || known.includes(low(value)) || !low(value).includes(low(text))) continue;
      known.push(low(value));
      offers.push({ value, name: [value], hint: ["in this form"] });
    }
    const fresh = one && text && !exact && !known.includes(low(text)) && text.length <= LONGEST;
    if (!fresh && offers.every(({ value }) => value === text)) return close();
    const rows = offers.map(({ value, name, hint }) => {
      const row = make("li", {}, make("span", {}, ...marked(name)), " ", make("span", { className: "hint" }, ...marked(hint)));
      row.dataset.value = value;
      return row;
    });
    if (fresh) {
      rows.push(make("li", { className: "fresh" }, `Make new ${one} “${text}”`));
      Object.assign(rows.at(-1).dataset, { value: text, fresh: 1 });
    }
    list?.remove();
    list = make("ul", { id: `${input.id}-list`, role: "listbox", ariaLabel: "Suggestions", tabIndex: -1 }, ...rows);
    list.dataset.parts = parts;
    rows.forEach((row, number) => Object.assign(row, { id: `${list.id}-${number}`, role: "option", ariaSelected: "false" }));
    input.closest(".field").append(list);
    place();
    input.setAttribute("aria-controls", list.id);
    input.removeAttribute("aria-activedescendant");
    expand(true);
    say(`${rows.length} suggestion${rows.length === 1 ? "" : "s"}.`);
  };

  const get = async (address) => {
    if (!cache.has(address) && navigator.onLine) {
      const answer = await fetch(address, { headers: { Accept: "application/json" } });
      if (answer.ok && !answer.redirected) cache.set(address, await answer.json());
    }
    return cache.get(address);
  };
  const ask = async (then) => {
    clearTimeout(timer);
    const { text, query } = part();
    const number = (asked += 1);
    const address = new URL(form.getAttribute(`data-complete-${kind()}`), location);
    address.searchParams.set("q", query);
    const answer = text.length > LONGEST ? null : await get(address.href).catch(() => null);
    if (number !== asked || document.activeElement !== input) return;
    stale = false;
    if (!answer) return close();
    show(answer);
    if (list) then?.();
  };
  const askSoon = (event) => {
    if (event.target !== input || !event.isTrusted || event.isComposing) return;
    asked += 1;
    clearTimeout(timer);
    if (part().text.length < 2) return close();
    // The list, and what was chosen in it, belong to what was typed before.
    stale = true;
    if (list) select(null);
    timer = setTimeout(ask, 80);
  };

  document.addEventListener("focusin", ({ target }) => {
    if (!target.matches?.("input[data-complete]")) return;
    input = target;
    input.role = "combobox";
    input.ariaAutoComplete = "list";
    expand(Boolean(list));
    input.closest(".field").classList.add("combobox");
  });
  document.addEventListener("focusout", ({ target }) => target === input && close());
  /* Who goes on typing behind a name that was chosen begins another one. */
  document.addEventListener("beforeinput", ({ target, inputType, data }) => {
    if (target !== input || kind() === "artifact" || inputType !== "insertText" || !/[\p{L}\p{N}]/u.test(data)) return;
    const { value, selectionStart: at, selectionEnd } = input;
    if (taken && at === taken.length && at === selectionEnd && value.slice(0, at) === taken) input.setRangeText(", ", at, at, "end");
    taken = "";
  });
  document.addEventListener("input", askSoon);
  document.addEventListener("compositionend", askSoon);
  document.addEventListener("keydown", (event) => {
    const { key } = event;
    if (event.target !== input || event.isComposing || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const down = key === "ArrowDown";
    if (event.altKey && (list || !down)) return;
    if (down || key === "ArrowUp") {
      if (list && !stale) step(down);
      else ask(() => event.altKey || step(down));
    } else if (!list) return;
    else if (key === "Escape") close();
    else if (key === "Enter" && selected()) take(selected());
    else if (key === "Enter") return close();
    else if (key === "Tab" && selected() && !selected().dataset.fresh) return take(selected());
    else return ["Home", "End", "ArrowLeft", "ArrowRight"].includes(key) && select(null);
    event.preventDefault();
    event.stopPropagation();
  }, true);
  /* The field keeps the focus while the list is pressed or scrolled. */
  document.addEventListener("mousedown", (event) => list?.contains(event.target) && event.preventDefault());
  document.addEventListener("click", ({ target }) => list?.contains(target) && target !== list && take(target.closest("li")));
  addEventListener("resize", () => list && place());
})();
