// <button data-copy="#id"> copies the text of #id and says so. Without scripts the stylesheet hides the button.
const announce = (button, text) => {
  let status = button.parentElement.querySelector(".copied");
  if (!status) {
    status = Object.assign(document.createElement("span"), { className: "copied" });
    status.setAttribute("role", "status");
    button.before(status);
  }
  status.textContent = text;
  clearTimeout(status.timer);
  status.timer = setTimeout(() => { status.textContent = ""; }, 4000);
};

// A page without TLS has no clipboard API; selecting the text leaves one key press to do.
const select = (source) => {
  if (source.select) source.select();
  else getSelection().selectAllChildren(source);
  return document.execCommand("copy");
};

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  const source = button && document.querySelector(button.dataset.copy);
  if (!source) return;
  try {
    await navigator.clipboard.writeText(source.value ?? source.textContent);
    announce(button, "Copied");
  } catch {
    announce(button, select(source) ? "Copied" : "Selected: press Ctrl+C to copy");
  }
});
