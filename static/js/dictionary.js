/* The dictionary: choose all artifacts of a page at once, and say how many are chosen. */
(() => {
  "use strict";
  const choices = () => [...document.querySelectorAll("#dictionary-choice input[name=a]")];
  const update = () => {
    const all = document.getElementById("choose-all");
    const said = document.querySelector("[data-chosen]");
    if (!all || !said) return;
    const boxes = choices();
    const count = boxes.filter((box) => box.checked).length;
    all.checked = count === boxes.length;
    all.indeterminate = count > 0 && count < boxes.length;
    said.textContent = count ? `${count} chosen` : "None chosen yet";
  };
  document.addEventListener("change", (event) => {
    if (event.target.id === "choose-all") choices().forEach((box) => { box.checked = event.target.checked; });
    if (event.target.closest("#dictionary-choice")) update();
  });
  document.addEventListener("htmx:afterSettle", update);
  window.addEventListener("pageshow", update);
})();
