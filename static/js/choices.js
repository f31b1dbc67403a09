/* Lists whose rows are chosen: a range with Shift, all of a part, and how many they are. */
(() => {
  "use strict";
  const forms = () => document.querySelectorAll("form[data-choice]");
  const boxes = (form) => [...form.elements].filter((box) => box.name === form.dataset.choice);
  const alls = (form) => [...form.elements].filter((box) => box.dataset.all);
  /* What an “all” stands for: the rows of its part, or of the whole list. */
  const under = (form, all) => {
    const part = all.closest("[data-choices]");
    return boxes(form).filter((box) => !part || part.contains(box));
  };
  let previous = null;

  const count = (form) => {
    const elsewhere = alls(form).filter((all) => all.name && all.checked).map((all) => all.dataset.all - under(form, all).length);
    return elsewhere.reduce((sum, more) => sum + more, boxes(form).filter((box) => box.checked).length);
  };
  const update = (form) => {
    const said = document.querySelector("[data-chosen]");
    for (const all of alls(form)) {
      const rows = under(form, all);
      const chosen = rows.filter((box) => box.checked).length;
      if (chosen < rows.length) all.checked = false;
      else if (!all.name || all.dataset.all <= rows.length) all.checked = true;
      all.indeterminate = chosen > 0 && chosen < rows.length;
    }
    const total = count(form);
    if (said) said.textContent = total ? `${total} chosen` : "None chosen yet";
  };
  document.addEventListener("click", (event) => {
    const box = event.target;
    const form = box.form;
    if (!form?.dataset.choice || box.type !== "checkbox") return;
    const rows = boxes(form);
    if (box.dataset.all) for (const other of under(form, box)) other.checked = box.checked;
    else if (event.shiftKey && rows.includes(previous)) {
      const ends = [rows.indexOf(previous), rows.indexOf(box)].sort((a, b) => a - b);
      for (const other of rows.slice(ends[0], ends[1] + 1)) other.checked = box.checked;
    }
    previous = box;
    update(form);
  });
  document.addEventListener("htmx:afterSettle", () => forms().forEach(update));
  window.addEventListener("pageshow", () => forms().forEach(update));
})();
