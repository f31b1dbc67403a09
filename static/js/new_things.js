/* Make a persona or an artifact without leaving the form: the event `make-new` opens a dialog, which saves by itself,
   puts the name where it was asked for (`done`) and gives the focus back. What is typed in the form stays untouched. */
(() => {
  "use strict";
  const say = (sentence) => { document.getElementById("rows-said").textContent = sentence; };
  const fieldOf = (dialog, name) => dialog.querySelector(`[name="${CSS.escape(name)}"]`) || dialog.querySelector("[name=name]");

  const clean = (dialog) => {
    for (const list of dialog.querySelectorAll(".errorlist, .error")) list.remove();
    for (const box of dialog.querySelectorAll(".invalid")) box.classList.remove("invalid");
    for (const field of dialog.querySelectorAll("[aria-invalid]")) {
      field.removeAttribute("aria-invalid");
      field.setAttribute("aria-describedby", field.dataset.help || "");
    }
  };
  const blame = (dialog, errors) => {
    for (const [name, sentences] of Object.entries(errors)) {
      const field = fieldOf(dialog, name);
      const list = Object.assign(document.createElement("ul"), { className: "errorlist", id: `${field.id}_error` });
      list.append(...sentences.map((text) => Object.assign(document.createElement("li"), { textContent: text })));
      field.closest(".field").classList.add("invalid");
      field.closest(".field").append(list);
      field.setAttribute("aria-invalid", "true");
      field.setAttribute("aria-describedby", `${field.dataset.help || ""} ${list.id}`.trim());
    }
    dialog.querySelector("[aria-invalid]").focus();
  };
  const fail = (dialog) => {
    const text = "This could not be saved. Check the connection, or sign in again in another tab, and try once more.";
    const sentence = Object.assign(document.createElement("p"), { className: "error", role: "alert", textContent: text });
    dialog.querySelector(".form-actions").before(sentence);
  };

  const send = async (dialog) => {
    const form = dialog.querySelector("form");
    const headers = { Accept: "application/json" };
    const answer = await fetch(form.action, { method: "POST", body: new FormData(form), headers });
    const content = answer.redirected ? {} : await answer.json();
    if (content.errors) return blame(dialog, content.errors);
    if (!content.name) return fail(dialog);
    const { done } = dialog.wanted;
    dialog.close();
    done(content.name);
    say(`${dialog.dataset.one} ${content.name} was made.`);
  };

  document.addEventListener("make-new", ({ target, detail }) => {
    const dialog = document.getElementById(`new-${detail.kind}`);
    const form = dialog.querySelector("form");
    form.reset();
    clean(dialog);
    dialog.wanted = { ...detail, field: target };
    dialog.querySelector("[name=name]").value = detail.name;
    dialog.showModal();
  });
  for (const dialog of document.querySelectorAll("dialog.new-thing")) {
    const button = dialog.querySelector("button:not([type=button])");
    for (const field of dialog.querySelectorAll("[aria-describedby]")) field.dataset.help = field.getAttribute("aria-describedby");
    dialog.addEventListener("submit", (event) => {
      event.preventDefault();
      if (button.ariaBusy === "true") return;
      clean(dialog);
      button.ariaBusy = "true";
      send(dialog).catch(() => fail(dialog)).finally(() => { button.ariaBusy = null; });
    });
    dialog.querySelector("[data-cancel]").addEventListener("click", () => dialog.close());
    dialog.addEventListener("close", () => dialog.wanted.field.focus());
  }
})();
