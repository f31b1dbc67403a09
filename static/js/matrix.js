// Arrow keys move through a matrix, which is one stop for Tab; a cell says in words what it holds.
(() => {
  "use strict";
  const spot = (cell) => cell.querySelector("a") || cell;
  const enter = (table, cell) => {
    for (const one of table.querySelectorAll("[tabindex='0']")) one.tabIndex = -1;
    spot(cell).tabIndex = 0;
  };
  const prepare = () => {
    const table = document.querySelector("table.matrix:not([role])");
    if (!table) return;
    table.setAttribute("role", "grid");
    for (const cell of table.querySelectorAll("th, td")) spot(cell).tabIndex = -1;
    enter(table, table.rows[0].cells[0]);
  };
  prepare();
  document.addEventListener("htmx:load", prepare);
  document.addEventListener("keydown", (event) => {
    const cell = event.target.closest("table.matrix :is(th, td)");
    if (!cell || event.altKey || event.ctrlKey || event.metaKey) return;
    const table = cell.closest("table"), { rows } = table;
    const y = cell.parentNode.rowIndex, x = cell.cellIndex;
    const [down, right] = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1], Home: [0, -x], End: [0, rows[y].cells.length - 1 - x] }[event.key] || [0, 0];
    const next = (down || right) && rows[y + down]?.cells[x + right];
    if (!next) return;
    event.preventDefault();
    enter(table, next);
    if (!next.textContent) next.ariaLabel = `${spot(rows[0].cells[x + right]).textContent} ${table.dataset.nothing} ${spot(rows[y + down].cells[0]).textContent}`;
    spot(next).focus();
  });
})();
