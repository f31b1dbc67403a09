// Menus close like menus, and a request that failed says so instead of doing nothing.
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
