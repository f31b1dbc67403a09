/* A list that is pasted into a row becomes rows: the server reads it as it reads files. Needs rows.js. */
(() => {
  "use strict";
  const { form, actions, rowsOf, sectionOf, fieldsOf, filled, make, remove, changed, leave, say, count, goTo } = window.formRows || {};
  if (!form) return;

  const read = async (section, text) => {
    const body = new URLSearchParams({ kind: section.id, text });
    const headers = { "X-CSRFToken": form.elements.csrfmiddlewaretoken.value, Accept: "application/json" };
    const answer = await fetch(section.dataset.paste, { method: "POST", body, headers });
    if (answer.redirected || ![200, 422].includes(answer.status)) throw new Error(answer.status);
    return answer.json();
  };
  /* The line that waits is where the rows will stand, whatever happens around it meanwhile. */
  const wait = (section, row) => {
    const line = Object.assign(document.createElement("li"), { className: "row-notice saving", textContent: "Reading the list…" });
    if (row) row.after(line);
    else section.querySelector(".row-list").append(line);
    return line;
  };
  const tell = (line, sentence) => {
    line.classList.remove("saving");
    line.textContent = sentence;
    say(sentence);
  };
  /* Whether it worked; `row` is the one that was pasted into, none for the end of the section. */
  const add = async (section, text, row) => {
    const line = wait(section, row);
    try {
      const { rows, error } = await read(section, text);
      if (error || !rows.length) return tell(line, error || "There is nothing in this list.");
      const made = rows.map((values) => make(section, values));
      const blank = row?.isConnected && !filled(row).length;
      line.before(...made);
      if (blank) row.remove();
      const sentence = `${count(section, made.length)} ${made.length === 1 ? "was" : "were"} added.`;
      const notice = leave(sentence, () => {
        notice.remove();
        if (blank && made[0].isConnected) made[0].before(row);
        remove(section, made.filter((one) => one.isConnected));
      });
      line.replaceWith(notice);
      changed(section);
      goTo(fieldsOf(made.at(-1))[0]);
      return true;
    } catch {
      tell(line, "The list could not be read by the server; the text is here as it was.");
      return null;
    }
  };
  const asTyped = (field, text) => {
    const lines = text.trim().split(/\s*\n\s*/);
    field.focus();
    field.setRangeText(field.matches("textarea") ? text.trim() : lines.join("; "), field.selectionStart, field.selectionEnd, "end");
    field.dispatchEvent(new Event("input", { bubbles: true }));
  };
  /* One line is a list only where it looks like one and stands alone. */
  const listed = (section, text, row) => {
    const bare = text.trim();
    if (/[\n\r\t]/.test(bare)) return true;
    const names = ["inputs", "outputs"].includes(section.id);
    const marked = /^([-*+•]|\d+[.)])\s|\((optional|required)\)$/i.test(bare) || (names && bare.includes(";"));
    return !filled(row).length && (marked || (section.id === "stories" && /^as an? .*\bI\b/i.test(bare)));
  };

  form.addEventListener("paste", async (event) => {
    const field = event.target;
    const row = field.closest(".row");
    const section = row && sectionOf(row);
    const text = event.clipboardData.getData("text/plain");
    if (!row || event.defaultPrevented || !fieldsOf(row).includes(field)) return;
    if ((section.id !== "stories" && field !== fieldsOf(row)[0]) || !listed(section, text, row)) return;
    event.preventDefault();
    if ((await add(section, text, row)) !== true && field.isConnected) asTyped(field, text);
  });
  actions.paste = async (section, _, button) => {
    const details = button.closest("details");
    const box = details.querySelector("textarea");
    if (!box.value.trim()) return box.focus();
    const blank = rowsOf(section).find((row) => !filled(row).length && !row.nextElementSibling);
    if (await add(section, box.value, blank)) {
      box.value = "";
      details.open = false;
    }
  };
  /* A list that was not added yet would be lost with the page. */
  form.addEventListener("submit", (event) => {
    const box = [...form.querySelectorAll(".rows-paste textarea")].find((one) => one.value.trim());
    if (!box || !event.submitter || event.submitter.name === "row") return;
    event.preventDefault();
    box.closest("details").open = true;
    box.focus();
    say("Add this list, or empty the field, before you save.");
  });
})();
