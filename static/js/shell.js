// Menus close like menus, a form is sent once, and a request that failed says so instead of doing nothing.
const closeMenus = (except) => {
  for (const menu of document.querySelectorAll("details.menu[open]")) if (menu !== except) menu.open = false;
};

document.addEventListener("click", (event) => closeMenus(event.target.closest("details.menu")));
document.addEventListener("keydown", (event) => {
  const menu = event.key === "Escape" && event.target.closest("details.menu[open]");
  if (!menu) return;
  menu.open = false;
  menu.querySelector("summary").focus();
});

// A second click while the answer is on its way would create everything twice.
const allowAgain = (form) => { delete form.dataset.sent; };
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post") return;
  if (form.dataset.sent) return event.preventDefault();
  form.dataset.sent = "yes";
  setTimeout(allowAgain, 5000, form);
});
// The Back button may show the page as it was left.
addEventListener("pageshow", () => document.querySelectorAll("form[data-sent]").forEach(allowAgain));

const say = (text) => {
  const toast = document.createElement("div");
  toast.className = "message error";
  toast.append(Object.assign(document.createElement("p"), { textContent: text }));
  document.getElementById("toasts").replaceChildren(toast);
  setTimeout(() => toast.remove(), 10000);
};

document.addEventListener("htmx:sendError", () => {
  say("The server could not be reached. What you typed is still here; try again in a moment.");
});
document.addEventListener("htmx:responseError", (event) => {
  const { status } = event.detail.xhr;
  if (status === 403) say("You may not do that, or you were signed out. Copy what you typed and reload the page.");
  else say(`The server answered with error ${status}. What you typed is still here; try again in a moment.`);
});
