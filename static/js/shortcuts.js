// `?` lists the shortcuts of this page and `/` leads to the search, unless somebody types or has switched them off.
(() => {
  "use strict";
  const dialog = document.getElementById("shortcuts");
  if (!dialog) return;
  const choice = document.getElementById("single-keys");
  const KEY = "single-keys";

  // A browser may refuse to keep anything; the shortcuts work all the same then.
  const kept = () => { try { return localStorage.getItem(KEY) !== "off"; } catch { return true; } };
  const keep = (on) => { try { localStorage.setItem(KEY, on ? "on" : "off"); } catch { /* It holds for this page. */ } };

  const open = () => {
    for (const part of dialog.querySelectorAll("[data-where]")) part.hidden = !document.querySelector(part.dataset.where);
    if (!dialog.open) dialog.showModal();
  };
  const field = () => document.querySelector("input[type=search]");
  const typing = (element) => element.isContentEditable || element.matches("input, textarea, select");

  choice.checked = kept();
  choice.addEventListener("change", () => keep(choice.checked));
  for (const button of document.querySelectorAll("[data-opens=shortcuts]")) button.addEventListener("click", open);
  // A click beside the dialog hits the dialog itself, as its backdrop.
  dialog.addEventListener("click", (event) => { if (event.target === dialog) dialog.close(); });

  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (!choice.checked || dialog.open || typing(event.target)) return;
    if (event.key === "?") open();
    else if (event.key === "/" && field()) {
      field().focus();
      field().select();
    } else return;
    event.preventDefault();
  });
})();
