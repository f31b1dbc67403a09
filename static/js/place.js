/* Where somebody was in the form: “Save and stay” leads back there, and Alt+Page Down goes to the next part. Comes
   before drafts.js, which shows again what stands in the bar. */
(() => {
  "use strict";
  const form = document.querySelector("[data-rows]");
  const bar = document.getElementById("editor-state");
  if (!form || !bar) return;
  const KEY = "editor-place";
  const rowsOf = (section) => [...section.querySelectorAll(".row-list > .row")];
  const texts = (row) => [...row.querySelectorAll(".row-body :is(textarea, input:not([type=checkbox]))")];
  const blank = (row) => !texts(row).some((field) => field.value.trim());
  let field = null;

  /* A browser may refuse to keep anything; then the page begins at its head. */
  const keep = () => {
    const row = field.closest(".row");
    const kept = { name: field.name, top: field.getBoundingClientRect().top, at: [field.selectionStart, field.selectionEnd] };
    if (row) {
      // Blank rows are not saved, and the keys of the others are their places then.
      const filled = rowsOf(row.closest(".rows")).filter((one) => one === row || !blank(one));
      Object.assign(kept, { section: row.closest(".rows").id, place: filled.indexOf(row), blank: blank(row) });
      kept.name = field.name.split("-")[2];
    }
    try { sessionStorage.setItem(KEY, JSON.stringify(kept)); } catch { /* See above. */ }
  };
  const taken = () => {
    try {
      const kept = JSON.parse(sessionStorage.getItem(KEY));
      sessionStorage.removeItem(KEY);
      return kept;
    } catch { return null; }
  };
  const found = ({ name, section, place, blank: added }) => {
    if (!section) return form.elements[name];
    const part = document.getElementById(section);
    const row = rowsOf(part)[place];
    if (added && (!row || !blank(row))) {
      const before = rowsOf(part)[place - 1];
      const { actions, fieldsOf } = window.formRows;
      actions.add(part, before);
      return fieldsOf(before ? before.nextElementSibling : rowsOf(part).at(-1))[0];
    }
    return row?.querySelector(`[name$="-${name}"]`);
  };
  const lead = (kept) => {
    const there = found(kept);
    if (!there?.focus) return;
    there.focus({ preventScroll: true });
    if (there.setSelectionRange && kept.at[0] !== null && kept.at[0] !== undefined) there.setSelectionRange(...kept.at);
    scrollBy({ top: there.getBoundingClientRect().top - kept.top, behavior: "instant" });
  };

  /* What is gone to stands above the bar, however tall it is just now. */
  new ResizeObserver(() => {
    const { offsetHeight } = bar.parentElement;
    const sticks = getComputedStyle(bar.parentElement).position === "sticky";
    document.documentElement.style.scrollPaddingBottom = sticks ? `${offsetHeight + 16}px` : "";
  }).observe(bar.parentElement);
  form.addEventListener("focusin", ({ target }) => { if (target.matches("input[name], textarea[name], select[name]")) field = target; });
  form.addEventListener("submit", ({ submitter, defaultPrevented }) => {
    if (!defaultPrevented && field?.isConnected && submitter?.name === "then" && submitter.value === "edit") keep();
  });
  const kept = taken();
  const said = document.querySelector("#messages .success");
  // What came in or went wrong stands at the head of the page, and has to be read.
  if (kept && said && !document.querySelector("#messages > :not(.success), #error-summary, #conflict")) {
    bar.firstElementChild.textContent = "Saved";
    addEventListener("DOMContentLoaded", () => {
      lead(kept);
      bar.lastElementChild.textContent = said.textContent.trim();
    });
  }

  const parts = () => [...form.querySelectorAll(".editor-form > :is(.form-section, .rows)")];
  form.addEventListener("keydown", (event) => {
    const by = { PageDown: 1, PageUp: -1 }[event.key];
    if (!by || !event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const now = parts().findIndex((part) => part.contains(event.target));
    const next = now < 0 ? null : parts()[now + by];
    next?.querySelector(".row-body :is(input, textarea), .field :is(input, textarea), [value^=add-]")?.focus();
  });
})();
