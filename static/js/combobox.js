/* Complete names as one types: the combobox pattern of the ARIA Authoring Practices, with a list and manual selection.
   `data-complete` names what is completed, and the form's `data-complete-KIND` the address that answers it with
   [{"value", "hint"}]. Personas and tags stand between commas, so only the last part is completed. */
(() => {
  "use strict";
  const LISTS = new Set(["personas", "tags"]);
  let list = null;
  let input = null;
  let asked = 0;

  const listed = () => LISTS.has(input.dataset.complete);
  const typed = () => (listed() ? input.value.split(",").at(-1) : input.value).trim();
  const address = (field) => field.closest("form").getAttribute(`data-complete-${field.dataset.complete}`);

  const close = () => {
    asked += 1;
    list?.remove();
    list = null;
    input?.setAttribute("aria-expanded", "false");
    input?.removeAttribute("aria-activedescendant");
  };
  const select = (option) => {
    for (const other of list.children) other.setAttribute("aria-selected", String(other === option));
    input.setAttribute("aria-activedescendant", option.id);
    option.scrollIntoView({ block: "nearest" });
  };
  const take = (option) => {
    const value = option.dataset.value;
    const before = listed() ? input.value.split(",").slice(0, -1).map((part) => part.trim()) : [];
    input.value = [...before, value].join(", ");
    close();
    input.dispatchEvent(new Event("input", { bubbles: true }));
    close();
  };
  const show = (answers) => {
    list?.remove();
    list = document.createElement("ul");
    list.id = `${input.id}-list`;
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", "Suggestions");
    answers.forEach((answer, place) => {
      const option = document.createElement("li");
      option.id = `${list.id}-${place}`;
      option.setAttribute("role", "option");
      option.setAttribute("aria-selected", "false");
      option.dataset.value = answer.value;
      const hint = document.createElement("span");
      hint.className = "hint";
      hint.textContent = answer.hint;
      option.append(answer.value, " ", hint);
      list.append(option);
    });
    input.closest(".field").append(list);
    input.setAttribute("aria-controls", list.id);
    input.setAttribute("aria-expanded", "true");
  };
  const ask = async () => {
    const query = typed();
    const number = (asked += 1);
    if (query.length < 2) return close();
    const answer = await fetch(`${address(input)}?q=${encodeURIComponent(query)}`, { headers: { Accept: "application/json" } });
    if (!answer.ok || number !== asked) return;
    const answers = (await answer.json()).results.filter((one) => one.value !== query);
    if (number !== asked || document.activeElement !== input) return;
    if (answers.length) show(answers);
    else close();
  };
  const prepare = (field) => {
    field.setAttribute("role", "combobox");
    field.setAttribute("aria-autocomplete", "list");
    field.setAttribute("aria-expanded", "false");
    field.closest(".field").classList.add("combobox");
  };

  document.addEventListener("focusin", (event) => {
    if (!event.target.matches?.("input[data-complete]")) return;
    input = event.target;
    prepare(input);
  });
  document.addEventListener("focusout", (event) => {
    if (event.target === input) close();
  });
  document.addEventListener("input", (event) => {
    if (event.target === input && event.isTrusted) ask().catch(close);
  });
  document.addEventListener("keydown", (event) => {
    if (!list || event.target !== input) return;
    const options = [...list.children];
    const place = options.findIndex((option) => option.getAttribute("aria-selected") === "true");
    if (event.key === "ArrowDown") select(options[(place + 1) % options.length]);
    else if (event.key === "ArrowUp") select(options.at(place < 1 ? -1 : place - 1));
    else if (event.key === "Enter" && place >= 0) take(options[place]);
    else if (event.key === "Escape") close();
    else return;
    event.preventDefault();
  }, true);
  /* Before the field loses the focus. */
  document.addEventListener("mousedown", (event) => {
    const option = event.target.closest?.("[role=option]");
    if (!option || !list?.contains(option)) return;
    event.preventDefault();
    take(option);
  });
})();
