// Pointing at a part of the picture, or going there by keyboard, shows what leads to it and what it leads to,
// as far as the next use cases; the rest steps back. The picture grows and shrinks by + and -, or by the wheel
// with Ctrl, and is moved by dragging.
(() => {
  "use strict";

  const clear = () => {
    for (const part of document.querySelectorAll(".flow.aimed, .flow .near")) part.classList.remove("aimed", "near");
  };

  const follow = (picture, start, from, to) => {
    const edges = [...picture.querySelectorAll("[data-from]")];
    const places = new Set([start]);
    for (const place of places) {
      const node = picture.querySelector(`[data-node="${place}"]`);
      node.classList.add("near");
      if (place !== start && node.matches(".f-place")) continue;
      for (const edge of edges) {
        if (edge.dataset[from] !== place) continue;
        edge.classList.add("near");
        places.add(edge.dataset[to]);
      }
    }
  };

  const aim = (event) => {
    const node = event.target.closest?.(".flow .f-node");
    clear();
    if (!node) return;
    const picture = node.closest(".flow");
    picture.classList.add("aimed");
    follow(picture, node.dataset.node, "from", "to");
    follow(picture, node.dataset.node, "to", "from");
  };
  document.addEventListener("pointerover", aim);
  document.addEventListener("focusin", aim);

  const LEAST = 0.1, MOST = 2, STEP = 1.25, READABLE = 0.7;
  const frame = () => document.querySelector(".flow-frame");
  const natural = (picture) => picture.viewBox.baseVal;
  const scale = (picture) => picture.getBoundingClientRect().width / natural(picture).width;

  const mark = (id, holds) => {
    const link = document.getElementById(id);
    if (holds) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  };

  // Whatever lies at (x, y) of the frame stays there.
  const resize = (to, x, y, says = true) => {
    const box = frame(), picture = box?.querySelector("svg.flow");
    if (!picture) return;
    const from = scale(picture), size = Math.min(MOST, Math.max(LEAST, to(from)));
    const { width, height } = natural(picture);
    picture.classList.remove("fit");
    picture.setAttribute("width", Math.round(width * size));
    picture.setAttribute("height", Math.round(height * size));
    const [middleX, middleY] = [x ?? box.clientWidth / 2, y ?? box.clientHeight / 2];
    box.scrollLeft = (box.scrollLeft + middleX) * size / from - middleX;
    box.scrollTop = (box.scrollTop + middleY) * size / from - middleY;
    mark("zoom-full", size === 1);
    mark("zoom-fit", false);
    if (says) document.getElementById("flow-said").textContent = `The picture is drawn at ${Math.round(size * 100)} %.`;
  };
  const step = (by) => resize((from) => {
    const next = from * STEP ** by;
    return (from - 1) * (next - 1) < 0 ? 1 : next;
  });

  // A picture that is a little wider than the page is drawn a little smaller.
  const prepare = () => {
    const buttons = document.getElementById("flow-zoom");
    if (!buttons?.hidden) return;
    buttons.hidden = false;
    const box = frame(), picture = box.querySelector("svg.flow"), style = getComputedStyle(box);
    const room = (box.clientWidth - parseFloat(style.paddingLeft) * 2) / natural(picture).width;
    if (picture.matches(".fit") || room >= 1 || room < READABLE) return;
    resize(() => room, 0, 0, false);
    mark("zoom-fit", true);
  };
  prepare();
  document.addEventListener("htmx:load", prepare);

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-zoom]");
    if (button) step(Number(button.dataset.zoom));
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") clear();
    if (event.ctrlKey || event.metaKey || event.altKey || !event.target.closest?.(".flow-frame")) return;
    const by = { "+": 1, "=": 1, "-": -1 }[event.key];
    if (by) step(by);
    else if (event.key === "0") resize(() => 1);
    else return;
    event.preventDefault();
  });
  document.addEventListener("wheel", (event) => {
    const box = event.ctrlKey && event.target.closest?.(".flow-frame");
    if (!box) return;
    event.preventDefault();
    const { left, top } = box.getBoundingClientRect();
    resize((from) => from * 2 ** (-event.deltaY / 300), event.clientX - left, event.clientY - top, false);
  }, { passive: false });

  document.addEventListener("pointerdown", (event) => {
    const box = event.target.closest?.(".flow-frame");
    if (!box || event.button || event.pointerType !== "mouse" || event.target.closest("a")) return;
    const held = new AbortController();
    const until = { signal: held.signal };
    box.classList.add("held");
    document.addEventListener("pointermove", (moved) => box.scrollBy(-moved.movementX, -moved.movementY), until);
    for (const end of ["pointerup", "pointercancel"]) {
      document.addEventListener(end, () => { held.abort(); box.classList.remove("held"); }, until);
    }
  });
})();
