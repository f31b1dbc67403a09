// Arrow keys move through the matrix; each cell speaks in words.
(() => {
  "use strict";
  const CELL = ".matrix :is(th, td)";
  const spot = (cell) => cell.querySelector("a") || cell;
  const enter = (table, cell) => {
    for (const one of table.querySelectorAll("[tabindex='0']")) one.tabIndex = -1;
    spot(cell).tabIndex = 0;
  };
  const prepare = () => {
    const table = document.querySelector(".matrix:not([role])");
    if (!table) return;
    table.role = "grid";
    for (const cell of table.querySelectorAll("th, td")) spot(cell).tabIndex = -1;
    enter(table, table.rows[0].cells[0]);
  };
  prepare();
  document.addEventListener("htmx:load", prepare);
  document.addEventListener("keydown", (event) => {
    const cell = event.target.closest(CELL);
    if (!cell || event.altKey || event.metaKey) return;
    const table = cell.closest("table"), { rows } = table, x = cell.cellIndex;
    const [down, right] = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1], Home: [0, -x], End: [0, rows[0].cells.length - 1 - x] }[event.key] || [];
    const row = rows[cell.parentNode.rowIndex + down], next = row?.cells[x + right];
    if (!next) return;
    event.preventDefault();
    enter(table, next);
    if (!next.textContent) next.ariaLabel = [rows[0].cells[x + right], row.cells[0]].map((head) => spot(head).textContent).join(table.dataset.nothing);
    spot(next).focus();
  });
  document.addEventListener("focusin", (event) => event.target.closest(CELL)?.scrollIntoView({ block: "nearest", inline: "nearest" }));
})();
