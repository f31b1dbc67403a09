/* What is said of a name when its field is left: whether another one was meant, is known under another name, or is
   no persona yet. Asked once for each name and field; what was kept is not asked again while the form is open. */
(() => {
  "use strict";
  const form = document.querySelector("[data-rows]");
  if (!form) return;
  const settled = new WeakMap();
  const kept = new WeakMap();

  const say = (sentence) => { document.getElementById("rows-said").textContent = sentence; };
  const same = (one, other) => one.toLowerCase().split(/\s+/).join(" ") === other.toLowerCase().split(/\s+/).join(" ");
  const clear = (field) => field.closest(".field").querySelectorAll(".name-note").forEach((note) => note.remove());
  const put = (field, value) => {
    field.value = value;
    settled.set(field, value);
    field.focus();
    field.dispatchEvent(new Event("input", { bubbles: true }));
  };

  const note = (field, sentence, buttons) => {
    const box = document.createElement("div");
    box.className = "name-note";
    const actions = Object.assign(document.createElement("div"), { className: "actions" });
    box.append(Object.assign(document.createElement("p"), { textContent: sentence }));
    if (buttons.length) box.append(actions);
    for (const [text, label, act] of buttons) {
      const button = Object.assign(document.createElement("button"), { type: "button", className: "button small", textContent: text, ariaLabel: label });
      button.addEventListener("click", () => {
        box.remove();
        act();
      });
      actions.append(button);
    }
    field.closest(".field").append(box);
  };
  const either = (names) => names.map((name) => `“${name}”`).join(" or ");

  const aboutArtifact = (field, value, { known, near }) => {
    if (known && !same(known, value)) {
      note(field, `“${value}” is also called “${known}”: it will be saved as “${known}”.`, []);
      say(`This is also called ${known}, and will be saved so.`);
    }
    if (!near.length) return;
    const keep = () => {
      kept.set(field, (kept.get(field) || new Set()).add(value));
      field.focus();
    };
    const use = near.map((name) => [near.length > 1 ? `Use “${name}”` : "Use it", `Use ${name}`, () => put(field, name)]);
    note(field, `Did you mean ${either(near)}?`, [...use, ["Keep mine", `Keep ${value}`, keep]]);
    say(`Did you mean ${near.join(" or ")}? The buttons after the field use it, or keep yours.`);
  };
  const aboutPersonas = (field, { unknown }) => {
    for (const { name, near } of unknown) {
      const replace = (other) => put(field, field.value.split(/[,;]/).map((part) => part.trim()).map((part) => (part === name ? other : part)).join(", "));
      const detail = { kind: "personas", name, done: replace };
      const makeNew = () => field.dispatchEvent(new CustomEvent("make-new", { bubbles: true, detail }));
      const use = near.map((other) => [`Use “${other}”`, `Use ${other}`, () => replace(other)]);
      const known = field.closest(".field").querySelector(".errorlist")?.textContent.includes(`“${name}”`);
      note(field, known ? `Who is “${name}”?` : `There is no persona “${name}” yet.`, [...use, ["Make new persona", `Make new persona ${name}`, makeNew]]);
    }
    if (unknown.length && settled.has(field)) say(`There is no persona ${unknown.map(({ name }) => name).join(", ")} yet. The buttons after the field help.`);
  };

  const check = async (field) => {
    const value = field.value.trim();
    const kind = field.dataset.complete;
    clear(field);
    if (!value || value.length > 1000 || !navigator.onLine || kept.get(field)?.has(value)) return;
    const address = new URL(form.getAttribute(`data-check-${kind}`), location);
    address.searchParams.set("q", value);
    const answer = await fetch(address, { headers: { Accept: "application/json" } });
    if (!answer.ok || answer.redirected) return;
    const content = await answer.json();
    if (field.value.trim() !== value || !field.isConnected) return;
    clear(field);
    if (kind === "personas") aboutPersonas(field, content);
    else aboutArtifact(field, value, content);
  };
  const quietly = (field) => check(field).catch(() => {});

  form.addEventListener("focusout", (event) => {
    const field = event.target;
    if (!field.matches("input[data-complete=artifact], input[data-complete=personas]")) return;
    if (document.querySelector("dialog[open]") || field.value === (settled.get(field) ?? field.defaultValue)) return;
    settled.set(field, field.value);
    quietly(field);
  });
  form.addEventListener("input", (event) => {
    if (event.target.matches("input[data-complete]") && event.target.value !== settled.get(event.target)) clear(event.target);
  });
  for (const field of form.querySelectorAll("input[data-complete=personas][aria-invalid=true]")) quietly(field);
})();
