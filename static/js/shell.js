// Menus close like menus, a form is sent once and says that it waits, and a request that failed says so.
(() => {
  "use strict";

  const closeMenus = (except) => {
    for (const menu of document.querySelectorAll("details.menu[open]")) if (!except || menu !== except) menu.open = false;
  };
  document.addEventListener("click", (event) => closeMenus(event.target.closest("details.menu")));
  document.addEventListener("focusin", (event) => {
    closeMenus(event.target.closest("details.menu"));
    // A browser leaves a link half outside of a row of links that scrolls.
    if (event.target.matches("nav a:focus-visible")) event.target.scrollIntoView({ block: "nearest", inline: "nearest" });
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.defaultPrevented) return;
    const menu = event.target.closest("details.menu[open]");
    closeMenus();
    if (menu) menu.querySelector("summary").focus();
    // A browser empties a search field on Escape, and nobody meant to lose what they had typed.
    else if (event.target.matches("input[type=search]")) event.preventDefault();
  });

  // On a phone the tab of this page may lie beyond the edge of the row.
  const tab = document.querySelector(".tabs [aria-current]");
  if (tab) tab.closest("ul").scrollLeft += tab.getBoundingClientRect().right - tab.closest("ul").getBoundingClientRect().right;

  // What is in a menu can wait until somebody opens it.
  document.addEventListener("toggle", (event) => { if (event.target.open) event.target.dispatchEvent(new Event("opened")); }, true);

  // What a copy is called begins as a proposal to type over.
  document.querySelector("input[data-selected]")?.select();

  // A second click while the answer is on its way would create everything twice. Where no answer comes at all,
  // because the person stopped the browser or the line is dead, the form can be sent again.
  const PATIENCE = 60000;
  const WAITING = [[/^(save|create)/i, "Saving…"], [/^(delete|remove)/i, "Removing…"], [/^restore/i, "Restoring…"], [/^sign in/i, "Signing in…"]];
  const status = document.getElementById("waiting");
  const label = (button) => [...button.childNodes].find((node) => node.nodeType === Node.TEXT_NODE && node.data.trim());

  const wait = (button) => {
    const text = label(button);
    const words = text && WAITING.find(([pattern]) => pattern.test(text.data.trim()));
    button.setAttribute("aria-busy", "true");
    if (words) {
      button.dataset.label = text.data;
      text.data = words[1];
    }
    status.textContent = words ? words[1] : "Please wait…";
  };
  const done = (button) => {
    button.removeAttribute("aria-busy");
    status.textContent = "";
    if (button.dataset.label === undefined) return;
    label(button).data = button.dataset.label;
    delete button.dataset.label;
  };
  const allowAgain = () => {
    for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
    document.querySelectorAll("button[aria-busy]").forEach(done);
  };
  document.addEventListener("submit", (event) => {
    const form = event.target;
    const method = event.submitter?.getAttribute("formmethod") || form.method;
    if (event.defaultPrevented || method !== "post") return;
    if (form.dataset.sent) return event.preventDefault();
    form.dataset.sent = "yes";
    const button = event.submitter || form.querySelector("button:not([type=button])");
    if (button) wait(button);
    setTimeout(allowAgain, PATIENCE);
  });
  // The Back button may show the page as it was left.
  addEventListener("pageshow", allowAgain);
  // A change of the address alone claims to stop the form too, which goes on all the same.
  let stopped = 0;
  globalThis.navigation?.addEventListener("navigateerror", () => { stopped = setTimeout(allowAgain); });
  globalThis.navigation?.addEventListener("navigate", (event) => { if (event.destination.sameDocument) clearTimeout(stopped); });

  // What nobody keeps for its author is asked about before it is lost: what was typed, or came back unsaved.
  const typed = (field) => {
    if (field.matches("button, select, [type=hidden]")) return false;
    return field.matches("[type=checkbox], [type=radio]") ? field.checked !== field.defaultChecked : field.value !== field.defaultValue;
  };
  addEventListener("beforeunload", (event) => {
    for (const form of document.querySelectorAll("form[data-guarded]")) {
      if (!form.dataset.sent && (form.dataset.guarded || [...form.elements].some(typed))) event.preventDefault();
    }
  });

  // The second half of a double-click would move a row once more.
  document.addEventListener("click", (event) => {
    if (event.detail < 2 || !event.target.closest("button")?.closest("[hx-post]")) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  }, true);
  document.addEventListener("htmx:beforeRequest", (event) => {
    const { elt, requestConfig } = event.detail;
    const button = requestConfig.triggeringEvent?.submitter || elt;
    if (button.matches("button")) wait(button);
  });
  document.addEventListener("htmx:afterRequest", () => document.querySelectorAll("button[aria-busy]").forEach(done));

  const toasts = document.getElementById("toasts");
  const say = (text) => {
    const toast = document.createElement("div");
    toast.className = "message error";
    const close = Object.assign(document.createElement("button"), { type: "button", className: "link-button", textContent: "Close" });
    close.addEventListener("click", () => toast.remove());
    toast.append(Object.assign(document.createElement("p"), { textContent: text }), close);
    toasts.replaceChildren(toast);
  };
  document.addEventListener("htmx:afterOnLoad", (event) => { if (event.detail.successful) toasts.replaceChildren(); });
  document.addEventListener("htmx:sendError", () => {
    say("The server could not be reached. What you typed is still here; try again in a moment.");
  });
  document.addEventListener("htmx:responseError", (event) => {
    const { status: answer } = event.detail.xhr;
    if (answer === 403) say("You may not do that, or you were signed out. Copy what you typed and reload the page.");
    else say(`The server answered with error ${answer}. What you typed is still here; try again in a moment.`);
  });
})();
