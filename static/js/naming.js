/* What is said of a name when its field is left: that another one was perhaps meant, that it is an alias, or that
   there is no such persona. `data-check-KIND` answers {notes: [{text, acts: [{text, label, name, before, after, make}]}]};
   an act without a name keeps what was typed, which is not asked about again while the form is open. */
(() => {
  "use strict";
  const { form, say } = window.formRows || {};
  if (!form) return;
  const settled = new WeakMap();
  const kept = new WeakMap();

  const clear = (field) => field.closest(".field").querySelectorAll(".name-note").forEach((note) => note.remove());
  const put = (field, value) => {
    field.value = value;
    settled.set(field, value);
    clear(field);
    field.dispatchEvent(new Event("input", { bubbles: true }));
  };
  const act = (field, { name, before, after, make }) => {
    const done = (made) => {
      put(field, before + made + after);
      // Other names in the field may still be unknown.
      if (before || after) check(field).catch(() => {});
    };
    if (make) return field.dispatchEvent(new CustomEvent("make-new", { bubbles: true, detail: { name, done } }));
    if (!name) kept.set(field, [...(kept.get(field) || []), field.value]);
    clear(field);
    field.focus();
    if (name) done(name);
  };
  const show = (field, { text, acts }) => {
    const note = Object.assign(document.createElement("div"), { className: "name-note", innerHTML: "<p></p><div class=actions></div>" });
    note.firstChild.textContent = text;
    for (const one of acts) {
      const button = Object.assign(document.createElement("button"), { type: "button", className: "button small", textContent: one.text, ariaLabel: one.label });
      button.addEventListener("click", () => act(field, one));
      note.lastChild.append(button);
    }
    field.closest(".field").append(note);
  };

  const check = async (field, aloud) => {
    const { value } = field;
    clear(field);
    if (!value.trim() || value.length > 1000 || kept.get(field)?.includes(value) || !navigator.onLine) return;
    const address = new URL(form.getAttribute(`data-check-${field.dataset.complete}`), location);
    address.searchParams.set("q", value);
    const answer = await fetch(address, { headers: { Accept: "application/json" } });
    if (!answer.ok || answer.redirected) return;
    const { notes } = await answer.json();
    if (field.value !== value || !field.isConnected) return;
    clear(field);
    for (const note of notes) show(field, note);
    // What is written by now was pushed down.
    if (notes.length && form.contains(document.activeElement)) document.activeElement.scrollIntoView({ block: "nearest", behavior: "instant" });
    if (notes.length && aloud) say(`${notes.map(({ text }) => text).join(" ")}${notes[0].acts.length ? " Answer with the buttons after the field." : ""}`);
  };

  form.addEventListener("focusout", ({ target: field }) => {
    if (!field.matches("[data-complete=artifact], [data-complete=personas]") || document.querySelector("dialog[open]")) return;
    if (field.value === (settled.get(field) ?? field.defaultValue)) return;
    settled.set(field, field.value);
    check(field, true).catch(() => {});
  });
  form.addEventListener("input", ({ target: field }) => {
    if (field.matches("[data-complete]") && field.value !== settled.get(field)) clear(field);
  });
  for (const field of form.querySelectorAll("[data-complete=personas][aria-invalid]")) check(field).catch(() => {});
})();
