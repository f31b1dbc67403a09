// Switch the colours at once; without this script the same form posts to the server.
document.addEventListener("submit", (event) => {
  const form = event.target.closest("[data-theme-switch]");
  const theme = form && event.submitter && event.submitter.value;
  if (!theme) return;
  event.preventDefault();
  const secure = location.protocol === "https:" ? "; Secure" : "";
  document.cookie = `theme=${theme}; Path=/; Max-Age=31536000; SameSite=Lax${secure}`;
  document.documentElement.dataset.theme = theme;
  for (const button of document.querySelectorAll("[data-theme-switch] [name=theme]")) {
    button.setAttribute("aria-pressed", String(button.value === theme));
  }
});
