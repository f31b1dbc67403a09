/* Make a persona or an artifact without leaving the form: `make-new` opens the dialog of its field's kind, which saves
   by itself, hands the name to `done` and gives the focus back. What is typed in the form stays untouched. */
(() => {
  "use strict";
  const { say } = window.formRows || {};
  const make = (tag, values) => Object.assign(document.createElement(tag), values);
  let field, wanted;

  const clean = (dialog) => {
    dialog.querySelectorAll(".errorlist, .error").forEach((list) => list.remove());
    dialog.querySelectorAll(".invalid").forEach((box) => box.classList.remove("invalid"));
    dialog.querySelectorAll("[aria-invalid]").forEach((faulty) => faulty.removeAttribute("aria-invalid"));
  };
  const blame = (dialog, errors) => {
    for (const [name, sentences] of Object.entries(errors)) {
      const faulty = dialog.querySelector(`[name=${name}]`) || dialog.querySelector("[name=name]");
      const box = faulty.closest(".field");
      box.classList.add("invalid");
      box.append(make("p", { className: "error", id: `${faulty.id}_error`, textContent: sentences.join(" ") }));
      faulty.ariaInvalid = "true";
    }
    dialog.querySelector("[aria-invalid]").focus();
  };
  const send = async (dialog) => {
    const form = dialog.querySelector("form");
    const answer = await fetch(form.action, { method: "POST", body: new FormData(form), headers: { Accept: "application/json" } });
    const { name, errors } = await answer.json();
    if (errors) return blame(dialog, errors);
    dialog.close();
    wanted.done(name);
    say(`${dialog.dataset.one} ${name} was made.`);
  };
  const fail = (dialog) => {
    const textContent = "This could not be saved. Check the connection, or sign in again in another tab, and try once more.";
    dialog.querySelector(".form-actions").before(make("p", { className: "error", role: "alert", textContent }));
  };

  document.addEventListener("make-new", ({ target, detail }) => {
    const dialog = document.getElementById(`new-${target.dataset.complete}`);
    field = target;
    wanted = detail;
    dialog.querySelector("form").reset();
    clean(dialog);
    dialog.querySelector("[name=name]").value = detail.name;
    dialog.showModal();
  });
  for (const dialog of document.querySelectorAll(".new-thing")) {
    const button = dialog.querySelector(".primary");
    dialog.addEventListener("submit", async (event) => {
      event.preventDefault();
      if (button.ariaBusy) return;
      button.ariaBusy = "true";
      clean(dialog);
      await send(dialog).catch(() => fail(dialog));
      button.ariaBusy = null;
    });
    /* The shortcuts of the page stay outside; Ctrl+S saves what is open. */
    dialog.addEventListener("keydown", (event) => {
      event.stopPropagation();
      if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "s") return;
      event.preventDefault();
      dialog.querySelector("form").requestSubmit();
    });
    dialog.querySelector("[data-cancel]").addEventListener("click", () => dialog.close());
    dialog.addEventListener("close", () => field.focus());
  }
})();
