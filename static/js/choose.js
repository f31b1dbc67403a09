/* Several rows at once: choose them (a range with Shift, or all), then switch, remove or move them. Needs rows.js. */
(() => {
  "use strict";
  const { form, actions, rowsOf, sectionOf, remove, changed, say, count } = window.formRows || {};
  if (!form) return;
  const panel = document.getElementById("move-rows");
  const boxes = (section) => rowsOf(section).map((row) => row.querySelector("[name=chosen]"));
  const chosen = (section) => boxes(section).filter((box) => box.checked).map((box) => box.closest(".row"));
  let previous = null;

  const show = (section) => {
    const { length } = chosen(section);
    const tools = section.querySelector(".rows-chosen");
    for (const button of tools.querySelectorAll(":scope > .actions button")) button.disabled = !length;
    tools.querySelector("[data-all]").checked = length > 0 && length === rowsOf(section).length;
    const total = form.querySelectorAll(".row [name=chosen]:checked").length;
    const button = panel?.querySelector("button");
    if (button) button.lastChild.data = total ? `Save and move ${total} ${total === 1 ? "row" : "rows"}` : "Save and move the chosen rows";
  };
  const turn = (on) => (section, _, button) => {
    const rows = chosen(section);
    for (const row of rows) row.querySelector("[role=switch]").checked = on;
    changed(section);
    say(`${button.dataset.said}: ${count(section, rows.length)}.`);
  };
  actions.on = turn(true);
  actions.off = turn(false);
  actions.drop = (section) => {
    const rows = chosen(section);
    for (const row of rows) row.querySelector("[name=chosen]").checked = false;
    remove(section, rows);
    show(section);
  };

  form.addEventListener("click", (event) => {
    const box = event.target.closest("[name=chosen], [data-all]");
    const section = box && sectionOf(box);
    if (event.target.closest("[data-move]")) {
      sectionOf(event.target).querySelector(".rows-chosen").append(panel);
      panel.hidden = false;
      panel.open = true;
      panel.querySelector("select").focus();
    }
    if (!box) return;
    const all = boxes(section);
    if (box.name !== "chosen") for (const other of all) other.checked = box.checked;
    else if (event.shiftKey && all.includes(previous)) {
      const ends = [all.indexOf(previous), all.indexOf(box)].sort((a, b) => a - b);
      for (const other of all.slice(ends[0], ends[1] + 1)) other.checked = box.checked;
    }
    previous = box;
    show(section);
    say(`${count(section, chosen(section).length)} chosen.`);
  });
  panel?.querySelector("input").addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing) return;
    event.preventDefault();
    panel.querySelector("button").click();
  });
  /* What is chosen is no part of what is written: nobody has to keep it or draw it. */
  for (const type of ["input", "change"]) {
    form.addEventListener(type, (event) => {
      if (event.target.matches("[name=chosen], [data-all], #move-rows *")) event.stopImmediatePropagation();
    }, true);
  }
  form.addEventListener("toggle", (event) => {
    if (!event.target.matches(".rows-chosen") || event.target.open) return;
    const section = sectionOf(event.target);
    for (const box of boxes(section)) box.checked = false;
    show(section);
  }, true);

  for (const part of form.querySelectorAll(".rows-chosen [hidden]")) part.hidden = false;
  for (const section of form.querySelectorAll(".rows")) show(section);
  if (panel && !panel.open) panel.hidden = true;
})();
