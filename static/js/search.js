// The results below the search field: arrow keys lead through the links, letters go on in the field, Escape closes.
(() => {
  "use strict";
  const field = document.getElementById("site-q");
  if (!field) return;
  const box = document.getElementById("site-found");
  const { form } = field;
  form.addEventListener("keydown", (event) => {
    const links = [...box.querySelectorAll("a")];
    if (box.hidden || !links.length || event.isComposing) return;
    if (event.key === "Escape") {
      field.focus();
      box.hidden = true;
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      const now = links.indexOf(document.activeElement);
      const next = event.key === "ArrowDown" ? now + 1 : now < 0 ? links.length - 1 : now - 1;
      (links[next] || field).focus();
    } else {
      // The key itself arrives in the field that has the focus by then.
      const writes = event.key === "Backspace" || (event.key.length === 1 && event.key !== " ");
      if (writes && !event.ctrlKey && !event.metaKey && !event.altKey) field.focus();
      return;
    }
    event.preventDefault();
  });
  for (const type of ["focus", "input"]) field.addEventListener(type, () => { box.hidden = false; });
  form.addEventListener("focusout", (event) => { box.hidden = !form.contains(event.relatedTarget); });
  // New results take the old ones away, also from under the focus.
  box.addEventListener("htmx:beforeSwap", () => { if (box.contains(document.activeElement)) field.focus(); });
  // Some browsers give no focus to a link that is clicked: the list would close before the click arrives.
  box.addEventListener("mousedown", (event) => event.preventDefault());
})();
