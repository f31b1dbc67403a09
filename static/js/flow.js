// Pointing at a part of the picture, or going there by keyboard, shows what leads to it and what it leads to,
// as far as the next use cases; the rest steps back.
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
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") clear(); });
})();
