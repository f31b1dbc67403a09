/* Complete names as one types: the combobox pattern of the ARIA Authoring Practices, with a list and manual selection.
   `data-complete` names what is completed, and the form's `data-complete-KIND` the address that answers it with
   {results: [{value, also, hint}], exact, parts}. Personas and tags stand between commas: the part under the cursor is
   completed. The last offer makes something new: it sends the event `make-new`, which new_things.js hears. */
(() => {
  "use strict";
  const form = document.querySelector("[data-rows]");
  if (!form) return;
  const PAUSE = 80;
  const LONGEST = 200;
  const WIDE = 384;
  const HIGH = 320;
  const HEAD = 48;
  const MANY = new Set(["personas", "tags"]);
  const ONE = { artifact: "artifact", personas: "persona" };
  const cache = new Map();
  let input = null;
  let list = null;
  let asked = 0;
  let timer = 0;

  const say = (sentence) => { document.getElementById("rows-said").textContent = sentence; };
  const make = (tag, values, ...children) => {
    const element = Object.assign(document.createElement(tag), values);
    element.append(...children);
    return element;
  };

  /* The part under the cursor, and what stands around it. */
  const part = () => {
    const { value, selectionStart } = input;
    if (!MANY.has(input.dataset.complete)) return { before: [], text: value.trim(), after: [], query: value.trim() };
    const start = Math.max(value.lastIndexOf(",", selectionStart - 1), value.lastIndexOf(";", selectionStart - 1)) + 1;
    const length = value.slice(start).search(/[,;]/);
    const end = length < 0 ? value.length : start + length;
    const pieces = (text) => text.split(/[,;]/).map((piece) => piece.trim());
    const text = value.slice(start, end).trim();
    return {
      before: pieces(value.slice(0, start)).slice(0, -1),
      text,
      after: pieces(value.slice(end)).slice(1),
      query: input.dataset.complete === "tags" ? text : value.slice(0, end).slice(-LONGEST),
    };
  };

  /* What was typed stands out in the name, also where case or accents differ. */
  const plain = (text) => [...text].map((letter) => letter.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase()[0] || " ");
  const marked = (name, query) => {
    const letters = [...name];
    const text = plain(name).join("");
    const found = (word) => {
      let start = text.indexOf(word);
      while (start > 0 && /[\p{L}\p{N}]/u.test(text[start - 1])) start = text.indexOf(word, start + 1);
      return start < 0 ? text.indexOf(word) : start;
    };
    const whole = plain(query).join("");
    const words = found(whole) < 0 ? whole.split(" ") : [whole];
    const on = new Set();
    for (const word of words.filter(Boolean)) {
      const place = found(word);
      for (let i = 0; place >= 0 && i < word.length; i += 1) on.add(place + i);
    }
    const box = document.createDocumentFragment();
    letters.forEach((letter, place) => {
      if (!on.has(place)) box.append(letter);
      else if (on.has(place - 1)) box.lastChild.append(letter);
      else box.append(make("mark", {}, letter));
    });
    box.normalize();
    return box;
  };

  const close = () => {
    asked += 1;
    clearTimeout(timer);
    list?.remove();
    list = null;
    input?.setAttribute("aria-expanded", "false");
    input?.removeAttribute("aria-activedescendant");
    input?.removeAttribute("aria-controls");
  };
  const selected = () => list?.querySelector("[aria-selected=true]");
  const select = (option) => {
    selected()?.setAttribute("aria-selected", "false");
    if (!option) return input.removeAttribute("aria-activedescendant");
    option.setAttribute("aria-selected", "true");
    input.setAttribute("aria-activedescendant", option.id);
    if (option.offsetTop < list.scrollTop) list.scrollTop = option.offsetTop;
    const below = option.offsetTop + option.offsetHeight - list.clientHeight;
    if (below > list.scrollTop) list.scrollTop = below;
  };
  const put = (value, parts) => {
    const { before, after } = part();
    const start = [...before.slice(0, before.length - parts + 1), value].filter(Boolean).join(", ");
    input.value = [start, ...after.filter(Boolean)].join(", ");
    input.setSelectionRange(start.length, start.length);
    input.dispatchEvent(new Event("input", { bubbles: true }));
  };
  const take = (option) => {
    const field = input;
    const { value, kind } = option.dataset;
    const parts = Number(list.dataset.parts);
    close();
    if (!kind) return put(value, parts);
    const done = (name) => {
      input = field;
      put(name, 1);
      cache.clear();
    };
    field.dispatchEvent(new CustomEvent("make-new", { bubbles: true, detail: { kind, name: value, done } }));
  };

  /* Below the field or above it, wherever there is room between the edge of the window and the bar of buttons. */
  const place = () => {
    const field = input.getBoundingClientRect();
    const box = input.closest(".field").getBoundingClientRect();
    const bar = form.querySelector(".form-actions.sticky");
    const floor = Math.min(window.visualViewport?.height || innerHeight, bar && getComputedStyle(bar).position === "sticky" ? bar.getBoundingClientRect().top : innerHeight);
    const below = floor - field.bottom - 8;
    const above = field.top - HEAD;
    const room = (input.closest(".row-body") || form).getBoundingClientRect().right - box.left;
    list.style.minWidth = `${Math.min(WIDE, room)}px`;
    const up = below < Math.min(list.scrollHeight, HIGH / 2) && above > below;
    list.style.maxHeight = `${Math.max(96, Math.min(HIGH, up ? above : below))}px`;
    list.style.top = up ? "auto" : `${field.bottom - box.top + 2}px`;
    list.style.bottom = up ? `${box.bottom - field.top + 2}px` : "auto";
  };
  const show = (answer, text) => {
    const one = ONE[input.dataset.complete];
    const others = new Set(MANY.has(input.dataset.complete) ? [...part().before, ...part().after].map((name) => name.toLowerCase()) : []);
    const offers = answer.results.filter((offer) => !others.has(offer.value.toLowerCase()));
    // What was typed into other rows exists when the form is saved.
    const known = new Set(offers.map((offer) => offer.value.toLowerCase()));
    for (const field of one === "artifact" && text ? form.querySelectorAll("input[data-complete=artifact]") : []) {
      const value = field.value.trim();
      if (field === input || known.has(value.toLowerCase()) || !plain(value).join("").includes(plain(text).join(""))) continue;
      known.add(value.toLowerCase());
      offers.push({ value, also: "", hint: "in this form" });
    }
    const fresh = one && text && !answer.exact && !known.has(text.toLowerCase()) && text.length <= LONGEST;
    if (!fresh && offers.every((offer) => offer.value === text)) return close();
    list?.remove();
    const rows = offers.map((offer) => {
      const also = offer.also && make("span", { className: "also" }, one === "artifact" ? "also called " : "", marked(offer.also, text));
      const hint = make("span", { className: "hint" }, also, also && offer.hint ? " · " : "", offer.hint);
      const row = make("li", {}, make("span", { className: "offer" }, marked(offer.value, text)), " ", hint);
      row.dataset.value = offer.value;
      return row;
    });
    if (fresh) {
      const row = make("li", { className: "fresh" }, `Make new ${one} “${text}”`);
      Object.assign(row.dataset, { value: text, kind: input.dataset.complete });
      rows.push(row);
    }
    list = make("ul", { id: `${input.id}-list`, role: "listbox", ariaLabel: "Suggestions" }, ...rows);
    list.dataset.parts = answer.parts;
    rows.forEach((row, number) => Object.assign(row, { id: `${list.id}-${number}`, role: "option", ariaSelected: "false" }));
    input.closest(".field").append(list);
    place();
    input.setAttribute("aria-controls", list.id);
    input.setAttribute("aria-expanded", "true");
    input.removeAttribute("aria-activedescendant");
    say(`${rows.length} ${rows.length === 1 ? "suggestion" : "suggestions"}.`);
  };

  const get = async (address) => {
    if (cache.has(address)) return cache.get(address);
    if (!navigator.onLine) return null;
    const answer = await fetch(address, { headers: { Accept: "application/json" } });
    const content = answer.ok && !answer.redirected ? await answer.json() : null;
    if (content) cache.set(address, content);
    return content;
  };
  const ask = async (also = () => {}) => {
    clearTimeout(timer);
    const { text, query } = part();
    const number = (asked += 1);
    if (text.length > LONGEST) return close();
    const address = new URL(form.getAttribute(`data-complete-${input.dataset.complete}`), location);
    address.searchParams.set("q", query);
    const answer = await get(address.href);
    if (number !== asked || document.activeElement !== input) return;
    if (!answer) return close();
    show(answer, text);
    if (list) also();
  };
  const askSoon = () => {
    asked += 1;
    clearTimeout(timer);
    if (part().text.length < 2) return close();
    // What was chosen belongs to what was typed before.
    if (list) select(null);
    timer = setTimeout(() => ask().catch(close), PAUSE);
  };

  const step = (forward) => {
    const options = [...list.children];
    const now = options.indexOf(selected());
    select(forward ? options[(now + 1) % options.length] : options.at(now < 1 ? -1 : now - 1));
  };
  document.addEventListener("focusin", (event) => {
    if (!event.target.matches?.("input[data-complete]")) return;
    input = event.target;
    input.setAttribute("role", "combobox");
    input.setAttribute("aria-autocomplete", "list");
    if (!list) input.setAttribute("aria-expanded", "false");
    input.closest(".field").classList.add("combobox");
  });
  document.addEventListener("focusout", (event) => {
    if (event.target === input) close();
  });
  document.addEventListener("input", (event) => {
    if (event.target === input && event.isTrusted && !event.isComposing) askSoon();
  });
  document.addEventListener("compositionend", (event) => {
    if (event.target === input) askSoon();
  });
  document.addEventListener("keydown", (event) => {
    if (event.target !== input || event.isComposing || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const arrow = event.key === "ArrowDown" || event.key === "ArrowUp";
    const down = event.key === "ArrowDown";
    if (event.altKey && !(down && !list)) return;
    if (arrow && list) step(down);
    else if (arrow) ask(event.altKey ? undefined : () => step(down)).catch(close);
    else if (!list) return;
    else if (event.key === "Escape") close();
    else if (event.key === "Enter" && selected()) take(selected());
    else if (event.key === "Enter") return close();
    else if (event.key === "Tab" && selected() && !selected().dataset.kind) return take(selected());
    else if (["Home", "End", "ArrowLeft", "ArrowRight"].includes(event.key)) return select(null);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }, true);
  /* The field keeps the focus while the list is pressed or scrolled. */
  document.addEventListener("mousedown", (event) => {
    if (list?.contains(event.target)) event.preventDefault();
  });
  document.addEventListener("click", (event) => {
    const option = event.target.closest?.("[role=option]");
    if (option && list?.contains(option)) take(option);
  });
  addEventListener("resize", () => list && place());
})();
