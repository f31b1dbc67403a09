/* One click takes mine or theirs into the field that both changed; the field stays open for a third. */
(() => {
  "use strict";
  const value = (field) => (field.type !== "checkbox" ? field.value : field.checked ? "on" : "");
  const plain = (text) => text.replaceAll("\r\n", "\n");
  const buttons = (field) => document.querySelectorAll(`[data-take="${CSS.escape(field.name)}"]`);

  document.addEventListener("click", ({ target }) => {
    const button = target.closest("[data-take]");
    const field = button?.form.elements[button.dataset.take];
    if (!field) return;
    if (field.type === "checkbox") field.checked = button.value === "on";
    else field.value = button.value;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  });
  document.addEventListener("input", ({ target: field }) => {
    if (!field.name) return;
    for (const button of buttons(field)) button.setAttribute("aria-pressed", String(plain(button.value) === plain(value(field))));
  });
})();
