/* One click takes mine or theirs into the field that both changed; the field stays open for a third. */
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-take]");
  const field = button?.form.elements[button.dataset.take];
  if (!field) return;
  if (field.type === "checkbox") field.checked = button.value === "on";
  else field.value = button.value;
  for (const other of document.querySelectorAll(`[data-take="${CSS.escape(button.dataset.take)}"]`)) {
    other.setAttribute("aria-pressed", String(other === button));
  }
  field.dispatchEvent(new Event("input", { bubbles: true }));
});
