/* The dictionary: say how many artifacts are chosen, and hold back what needs some until there are some. */
(() => {
  "use strict";
  const update = () => {
    const form = document.getElementById("dictionary-choice");
    const said = form?.querySelector("[data-chosen]");
    if (!said) return;
    const count = form.querySelectorAll("input[name=a]:checked").length;
    said.textContent = count ? `${count} chosen` : "None chosen yet";
  };
  document.addEventListener("change", (event) => { if (event.target.name === "a") update(); });
  document.addEventListener("htmx:afterSettle", update);
  window.addEventListener("pageshow", update);
})();
