/* Rows of a form: add, move and remove them in the page. Without this script the same buttons ask the server. */
(() => {
  "use strict";
  const form = document.querySelector("[data-rows]");
  if (!form) return;
  const said = document.getElementById("rows-said");

  const listOf = (section) => section.querySelector(".row-list");
  const rowsOf = (section) => [...listOf(section).children];
  const firstField = (row) => row.querySelector(".row-body :is(textarea, input, select)");
  const textOf = (row) => {
    const filled = [...row.querySelectorAll("textarea, input:not([type=checkbox])")].find((field) => field.value.trim());
    return filled ? filled.value.trim().slice(0, 60) : "";
  };
  const nameOf = (section, row) => {
    const text = textOf(row);
    return `${section.dataset.one} ${rowsOf(section).indexOf(row) + 1}${text ? `, ${text}` : ""}`;
  };
  const say = (sentence) => { said.textContent = sentence; };

  /* What depends on the order of the rows: the names of the buttons, and the steps that exceptions choose from. */
  const LABELS = { up: (name) => `Move ${name} up`, down: (name) => `Move ${name} down`, remove: (name) => `Remove ${name}` };
  const refresh = (section) => {
    for (const row of rowsOf(section)) {
      const name = nameOf(section, row);
      for (const button of row.querySelectorAll("[name=row]")) {
        button.setAttribute("aria-label", LABELS[button.value.split("-")[0]](name));
      }
    }
    if (section.id === "success_path") for (const select of form.querySelectorAll("select[data-steps]")) offerSteps(select);
  };
  const offerSteps = (select) => {
    const chosen = select.value;
    const steps = rowsOf(document.getElementById("success_path")).filter(textOf);
    const options = steps.map((row, place) => new Option(`${place + 1}: ${textOf(row)}`, row.id.split("-")[1]));
    const kept = [...select.options].filter((option) => option.value === "" || option.value.startsWith("gone"));
    select.replaceChildren(...kept, ...options);
    select.value = [...select.options].some((option) => option.value === chosen) ? chosen : "";
  };

  const mark = (row, state) => {
    row.classList.add(state);
    setTimeout(() => row.classList.remove(state), 1200);
  };
  const actions = {
    add(section) {
      const keys = rowsOf(section).map((row) => Number(row.id.split("-")[1])).filter(Number.isFinite);
      const box = document.createElement("template");
      box.innerHTML = section.querySelector("template").innerHTML.replaceAll("__KEY__", Math.max(-1, ...keys) + 1);
      const row = box.content.firstElementChild;
      listOf(section).append(row);
      for (const select of row.querySelectorAll("select[data-steps]")) offerSteps(select);
      refresh(section);
      mark(row, "just-added");
      firstField(row).focus();
      say(`${nameOf(section, row)} was added.`);
    },
    up(section, row, button) { move(section, row, button, row.previousElementSibling, "before"); },
    down(section, row, button) { move(section, row, button, row.nextElementSibling, "after"); },
    remove(section, row) {
      const near = row.nextElementSibling || row.previousElementSibling;
      const name = nameOf(section, row);
      row.remove();
      refresh(section);
      (near ? firstField(near) : section.querySelector(":scope > [name=row]")).focus();
      say(`${name} was removed.`);
    },
  };
  const move = (section, row, button, other, side) => {
    if (!other) return say(`${nameOf(section, row)} is at the end already.`);
    other[side](row);
    refresh(section);
    mark(row, "just-moved");
    button.focus();
    say(`${nameOf(section, row)} was moved.`);
  };

  form.addEventListener("click", (event) => {
    const button = event.target.closest("button[name=row]");
    if (!button) return;
    event.preventDefault();
    actions[button.value.split("-")[0]](button.closest(".rows"), button.closest(".row"), button);
  });
  /* Enter in a row makes the next one instead of saving the whole form by accident. */
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.defaultPrevented || !event.target.matches(".row input")) return;
    event.preventDefault();
    actions.add(event.target.closest(".rows"));
  });
  form.addEventListener("input", (event) => {
    const section = event.target.closest(".rows");
    if (section) refresh(section);
  });
})();
