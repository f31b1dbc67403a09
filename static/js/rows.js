/* Rows of a form: add, move, remove and bring back, by keyboard, buttons and dragging. Without this script the same
   buttons ask the server. paste.js and choose.js use what is put into `window.formRows`. */
(() => {
  "use strict";
  const form = document.querySelector("[data-rows]");
  if (!form) return;
  form.dataset.rows = "live";
  const path = document.getElementById("success_path");
  const rows = () => [...form.querySelectorAll(".row")];
  const rowsOf = (section) => [...section.querySelectorAll(":scope > .row-list > .row")];
  const sectionOf = (part) => part.closest(".rows");
  const fieldsOf = (row) => [...row.querySelectorAll(".row-body :is(textarea, input:not([type=checkbox]))")];
  const keyOf = (row) => row.id.split("-")[1];
  const filled = (row) => fieldsOf(row).filter((field) => field.value.trim());
  const textOf = (row) => (filled(row)[0]?.value || "").trim().slice(0, 60);
  const nameOf = (row, number = rowsOf(sectionOf(row)).indexOf(row) + 1) => {
    const text = textOf(row);
    return `${sectionOf(row).dataset.one} ${number}${text ? `, ${text}` : ""}`;
  };
  const count = (section, number) => `${number} ${number === 1 ? section.dataset.one : section.dataset.many}`;
  const stop = (text) => (/[.!?…]$/.test(text) ? text : `${text}.`);
  const say = (sentence) => { document.getElementById("rows-said").textContent = sentence; };
  const neighbour = (row, side) => {
    let other = row[side];
    while (other && !other.matches(".row")) other = other[side];
    return other;
  };
  const goTo = (field) => {
    field.focus();
    if (field.setSelectionRange) field.setSelectionRange(field.value.length, field.value.length);
  };
  const mark = (row, state) => {
    row.classList.add(state);
    setTimeout(() => row.classList.remove(state), 1200);
  };

  /* What depends on order and text: names of buttons, the steps that exceptions name, and their numbers (3a, 3b). */
  const NAMES = { up: (name) => `Move ${name} up`, down: (name) => `Move ${name} down`, remove: (name) => `Remove ${name}` };
  const label = (row, number) => {
    const name = nameOf(row, number);
    row.querySelector("[name=chosen]").setAttribute("aria-label", `Choose ${name}`);
    for (const button of row.querySelectorAll("[name=row]")) {
      button.setAttribute("aria-label", NAMES[button.value.split("-")[0]](name));
    }
  };
  const selects = () => [...form.querySelectorAll("select[data-steps]")];
  const steps = () => new Map(rowsOf(path).filter(textOf).map((row, place) => [keyOf(row), `${place + 1}: ${textOf(row)}`]));
  const letters = (place) => (place > 26 ? letters(Math.floor((place - 1) / 26)) : "") + String.fromCharCode(97 + ((place - 1) % 26));
  const follow = () => {
    const names = steps();
    const seen = {};
    for (const select of selects()) {
      const [option] = select.selectedOptions;
      if (names.has(option.value)) option.text = names.get(option.value);
      const step = names.has(option.value) ? parseInt(option.text, 10) : "";
      seen[step] = (seen[step] || 0) + 1;
      select.closest(".row").dataset.number = step ? step + letters(seen[step]) : `${seen[step]}.`;
    }
  };
  const offer = (select) => {
    const names = steps();
    const chosen = select.value;
    const kept = [...select.options].filter((option) => !option.value || (option.selected && !names.has(option.value)));
    select.replaceChildren(...kept, ...[...names].map(([key, text]) => new Option(text, key)));
    select.value = chosen;
  };
  const refer = (select, key) => {
    offer(select);
    select.value = key;
  };
  const changed = (section) => {
    rowsOf(section).forEach((row, place) => label(row, place + 1));
    follow();
    form.dispatchEvent(new Event("input", { bubbles: true }));
  };

  /* Keys are never used again: a removed row may come back. */
  let last = Math.max(-1, ...rows().map((row) => Number(keyOf(row))).filter(Number.isFinite));
  const make = (section, values = {}) => {
    const box = document.createElement("template");
    box.innerHTML = section.querySelector(":scope > template").innerHTML.replaceAll("__KEY__", (last += 1));
    const row = box.content.firstElementChild;
    for (const [name, value] of Object.entries(values)) {
      const field = row.querySelector(`[name$="-${name}"]`);
      if (field.type === "checkbox") field.checked = Boolean(value);
      else if (!("steps" in field.dataset)) field.value = value;
      else if ([...steps().keys()][value - 1]) refer(field, [...steps().keys()][value - 1]);
    }
    mark(row, "just-added");
    return row;
  };
  const add = (section, above) => {
    const row = make(section);
    if (above) above.after(row);
    else section.querySelector(".row-list").append(row);
    changed(section);
    fieldsOf(row)[0].focus();
    say(`${nameOf(row)} was added.`);
  };
  const move = (section, row, side) => {
    const up = side === "up";
    const other = neighbour(row, up ? "previousElementSibling" : "nextElementSibling");
    if (!other) return say(`${nameOf(row)} is at the end already.`);
    /* The other one is moved, so that the focus and the caret stay in this one. */
    row[up ? "after" : "before"](other);
    moved(section, row);
  };
  const moved = (section, row) => {
    changed(section);
    mark(row, "just-moved");
    row.scrollIntoView({ block: "nearest" });
    say(`${nameOf(row)} was moved.`);
  };

  /* What can be undone leaves a line where it was done. */
  const undos = [];
  const leave = (sentence, undo) => {
    const line = document.createElement("li");
    const button = document.createElement("button");
    line.className = "row-notice";
    Object.assign(button, { type: "button", className: "link-button", textContent: "Undo" });
    button.setAttribute("aria-label", `Undo: ${sentence}`);
    line.append(`${sentence} `, button);
    button.undo = () => {
      undos.splice(undos.indexOf(button), 1);
      undo(line);
    };
    undos.push(button);
    say(`${sentence} It can be undone.`);
    return line;
  };
  const remove = (section, rows, quietly) => {
    const keys = new Set(section === path ? rows.map(keyOf) : []);
    const references = selects().filter((select) => keys.has(select.value)).map((select) => [select, select.value]);
    const sentence = stop(`Removed ${rows.length === 1 ? nameOf(rows[0]) : count(section, rows.length)}`);
    const places = rows.map((row) => {
      const place = Object.assign(document.createElement("li"), { hidden: true });
      row.replaceWith(place);
      return place;
    });
    for (const [select] of references) select.value = "";
    if (quietly) {
      for (const place of places) place.remove();
      changed(section);
      return say(sentence);
    }
    const line = leave(sentence, () => {
      places.forEach((place, number) => place.replaceWith(rows[number]));
      line.remove();
      for (const [select, key] of references) if (!select.value) refer(select, key);
      changed(section);
      for (const row of rows) mark(row, "just-added");
      goTo(fieldsOf(rows[0])[0]);
      say(`${rows.length === 1 ? nameOf(rows[0]) : count(section, rows.length)} came back.`);
    });
    places[0].before(line);
    changed(section);
    line.lastElementChild.focus();
  };
  /* A row without a text leaves nothing to bring back; the focus goes to what was before it. */
  const removeBlank = (section, row) => {
    const before = neighbour(row, "previousElementSibling");
    const after = neighbour(row, "nextElementSibling");
    remove(section, [row], true);
    if (before) goTo(filled(before).at(-1) || fieldsOf(before)[0]);
    else if (after) fieldsOf(after)[0].focus();
    else section.querySelector("[value^=add-]").focus();
  };

  /* Enter leads on, as in a text: through a story, which is one sentence, then to a new row, and out of a list whose
     last row is empty to the next part. */
  const leaveList = (section, row) => {
    let part = section.nextElementSibling;
    while (part && !part.matches(".rows, #rest")) part = part.nextElementSibling;
    if (!part) return;
    if (rowsOf(section).length > 1) remove(section, [row], true);
    part.querySelector(".row-body :is(textarea, input:not([type=checkbox])), [value^=add-], .field textarea").focus();
    say(`Next part: ${form.querySelector(`.editor-parts [href="#${part.id}"]`).textContent}.`);
  };
  const enter = (section, row, field) => {
    const fields = fieldsOf(row);
    const next = section.id === "stories" && fields[fields.indexOf(field) + 1];
    if (!filled(row).length && !neighbour(row, "nextElementSibling")) leaveList(section, row);
    else if (next && !next.value.trim()) next.focus();
    else add(section, row);
  };
  const actions = {
    add: (section, above) => add(section, above),
    up: (section, row) => move(section, row, "up"),
    down: (section, row) => move(section, row, "down"),
    remove: (section, row) => (filled(row).length ? remove(section, [row]) : removeBlank(section, row)),
  };
  form.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (button?.undo) button.undo();
    if (button?.name !== "row") return;
    event.preventDefault();
    actions[button.value.split("-")[0]](sectionOf(button), button.closest(".row"), button);
  });
  form.addEventListener("keydown", (event) => {
    const { target: field, key } = event;
    const row = field.closest?.(".row");
    if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.metaKey || event.shiftKey) return;
    // Enter saves, but not while there is nothing to save but a title.
    const [first] = rows();
    if (first && field.id === "title" && key === "Enter" && !rows().some((one) => filled(one).length)) {
      event.preventDefault();
      fieldsOf(first)[0].focus();
    }
    if (!row) return;
    const section = sectionOf(row);
    const typing = field.matches(".row-body :is(input, textarea)");
    if (event.altKey) {
      if (!["ArrowUp", "ArrowDown"].includes(key) || field.matches("select")) return;
      move(section, row, key === "ArrowUp" ? "up" : "down");
    } else if (key === "Enter" && typing) {
      // A key that is held would run through all parts.
      if (!event.repeat || filled(row).length) enter(section, row, field);
    } else if (key === "Backspace" && typing && !event.repeat && !filled(row).length && rowsOf(section).length > 1) {
      removeBlank(section, row);
    } else return;
    event.preventDefault();
  });
  document.addEventListener("keydown", (event) => {
    const undo = (event.ctrlKey || event.metaKey) && !event.shiftKey && event.key.toLowerCase() === "z";
    if (!undo || !undos.length || event.target.matches("textarea, select, input:not([type=checkbox])")) return;
    event.preventDefault();
    undos.at(-1).undo();
  });
  form.addEventListener("pointerdown", (event) => {
    const handle = event.target.closest(".row-handle");
    if (!handle || event.button) return;
    const row = handle.closest(".row");
    const section = sectionOf(row);
    const from = rowsOf(section).indexOf(row);
    const middle = (other) => other.getBoundingClientRect().top + other.offsetHeight / 2;
    const drag = ({ clientY }) => {
      let other;
      while ((other = neighbour(row, "previousElementSibling")) && clientY < middle(other)) row.after(other);
      while ((other = neighbour(row, "nextElementSibling")) && clientY > middle(other)) row.before(other);
      row.scrollIntoView({ block: "nearest" });
    };
    event.preventDefault();
    handle.setPointerCapture(event.pointerId);
    row.classList.add("dragging");
    handle.addEventListener("pointermove", drag);
    handle.addEventListener("lostpointercapture", () => {
      handle.removeEventListener("pointermove", drag);
      row.classList.remove("dragging");
      if (rowsOf(section).indexOf(row) !== from) moved(section, row);
    }, { once: true });
  });
  form.addEventListener("focusin", (event) => {
    if (event.target.matches("select[data-steps]")) offer(event.target);
  });
  form.addEventListener("input", (event) => {
    const row = event.target.closest(".row");
    if (!row) return;
    label(row);
    if (["success_path", "exceptions"].includes(sectionOf(row).id)) follow();
  });
  follow();
  window.formRows = { form, actions, rowsOf, sectionOf, fieldsOf, filled, make, remove, changed, leave, say, count, goTo };
})();
