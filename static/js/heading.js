/* The heading of a file, “Use Case 7: Data Test (optional)”, typed or pasted as a title, says more than a title: its
   number goes where none stands yet, and “(optional)” sets the switch. Needs rows.js. */
(() => {
  "use strict";
  const { form, say } = window.formRows || {};
  const title = form?.elements.title;
  if (!title) return;
  const { number, optional } = form.elements;
  const HEADING = /^#*\s*(?:use case\s+#?(\d+[a-z]*)\s*[:–—-]\s*)?(.*?\S)\s*(\(optional\))?\s*$/i;

  const read = () => {
    const [, label, text, mark] = title.value.match(HEADING) || [];
    if (!text || !(label || mark)) return;
    title.value = text;
    if (label && !number.value.trim()) number.value = label;
    if (mark) optional.checked = true;
    title.dispatchEvent(new Event("input", { bubbles: true }));
    say(`Title: ${text}.${label ? ` Number: ${number.value}.` : ""}${mark ? " The use case is optional." : ""}`);
  };
  title.addEventListener("change", read);
  title.addEventListener("input", ({ inputType }) => inputType === "insertFromPaste" && read());
  form.addEventListener("submit", read, true);
})();
