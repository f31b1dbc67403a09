/* The panel beside the form: sends what is typed and shows what the server makes of it, without moving the focus
   or what the person looks at. The parts of the panel are tabs (ARIA Authoring Practices). */
(() => {
  "use strict";
  const form = document.querySelector("[data-rows]");
  const panel = document.getElementById("preview");
  if (!form || !panel) return;
  const QUIET = 120;
  const state = document.getElementById("preview-state");
  const said = document.getElementById("preview-said");
  const tabs = [...panel.querySelectorAll("[role=tab]")];
  const shown = new Map();
  let waiting = 0;
  let since = 0;
  let took = 0;
  let failures = 0;
  let request = null;
  let sent = "";
  let stale = true;
  let inSight = false;

  const remembered = (key) => { try { return localStorage.getItem(key); } catch { return null; } };
  const remember = (key, value) => { try { localStorage.setItem(key, value); } catch { /* a private window */ } };

  /* Tabs */
  const choose = (tab) => {
    for (const other of tabs) {
      other.setAttribute("aria-selected", String(other === tab));
      other.tabIndex = other === tab ? 0 : -1;
      document.getElementById(other.getAttribute("aria-controls")).hidden = other !== tab;
    }
    remember("preview-tab", tab.id);
  };
  choose(tabs.find((tab) => tab.id === remembered("preview-tab")) || tabs[0]);
  const KEYS = { ArrowRight: 1, ArrowLeft: -1, Home: -Infinity, End: Infinity };
  panel.addEventListener("click", (event) => {
    const tab = event.target.closest("[role=tab]");
    if (tab) choose(tab);
  });
  panel.addEventListener("keydown", (event) => {
    const place = tabs.indexOf(event.target);
    const by = KEYS[event.key];
    if (place < 0 || !by) return;
    event.preventDefault();
    const tab = tabs[by === Infinity ? tabs.length - 1 : by === -Infinity ? 0 : (place + by + tabs.length) % tabs.length];
    choose(tab);
    tab.focus();
  });

  /* Showing an answer */
  const places = (part) => [...part.querySelectorAll("a, summary, [tabindex]")];
  const replace = (part, html) => {
    if (shown.get(part) === html) return;
    shown.set(part, html);
    const { scrollTop, scrollLeft } = part;
    const focused = places(part).indexOf(document.activeElement);
    const open = [...part.querySelectorAll("details")].map((details) => details.open);
    part.innerHTML = html;
    part.querySelectorAll("details").forEach((details, place) => { details.open = Boolean(open[place]); });
    for (const link of part.querySelectorAll("a[href]:not([href^='#'])")) link.target = "_blank";
    if (focused >= 0) (places(part)[focused] || part).focus({ preventScroll: true });
    part.scrollTop = scrollTop;
    part.scrollLeft = scrollLeft;
  };
  const show = (html) => {
    const box = document.createElement("template");
    box.innerHTML = html;
    for (const part of box.content.querySelectorAll("[data-part]")) {
      replace(document.getElementById(`preview-${part.dataset.part}`), part.innerHTML);
      const count = document.querySelector(`#preview-tab-${part.dataset.part} .count`);
      if (!count) continue;
      count.textContent = part.dataset.count;
      count.hidden = part.dataset.count === "0";
    }
  };
  /* Somebody who listens hears what is still missing when they pause, and only if that has changed. */
  let pause = 0;
  let heard = null;
  const missing = () => document.querySelector("#preview-tab-missing .count").textContent;
  const announce = () => {
    if (heard === missing()) return;
    heard = missing();
    said.textContent = heard === "0" ? "Nothing is missing before review." : `Missing before review: ${heard}.`;
  };

  const settle = () => {
    stale = false;
    clearTimeout(pause);
    pause = setTimeout(announce, 1500);
  };

  /* Asking */
  const idle = () => !panel.open || !inSight;
  const later = (delay) => {
    clearTimeout(waiting);
    waiting = setTimeout(ask, delay);
  };
  const ask = async () => {
    if (idle()) return;
    since = 0;
    const fields = new URLSearchParams(new FormData(form));
    /* Signing in anew in another tab changes the token, and the cookie knows it. */
    fields.set("csrfmiddlewaretoken", document.cookie.match(/(?:^|; )csrftoken=([^;]*)/)?.[1] || fields.get("csrfmiddlewaretoken"));
    /* Of the draft, not of the use case. */
    for (const name of ["draft", "turn", "clashes"]) fields.delete(name);
    const body = fields.toString();
    if (body === sent && !failures) return settle();
    request?.abort();
    const mine = (request = new AbortController());
    const start = performance.now();
    const busy = setTimeout(() => { panel.dataset.state = "busy"; state.textContent = "Updating…"; }, 400);
    try {
      const answer = await fetch(panel.dataset.preview, {
        method: "POST",
        headers: { "HX-Request": "true" },
        body: fields,
        signal: mine.signal,
      });
      /* Signed out: what is shown stays, and the next change tries again. */
      const over = answer.headers.has("HX-Redirect") || answer.redirected || answer.status === 403;
      if (!over && !answer.ok) throw new Error(String(answer.status));
      const html = over ? "" : await answer.text();
      if (mine !== request) return;
      if (!over) {
        show(html);
        heard ??= missing();
        sent = body;
      }
      failures = 0;
      took = performance.now() - start;
      delete panel.dataset.state;
      state.textContent = over ? "Paused until you are signed in again" : "";
      if (!over) settle();
    } catch {
      if (mine !== request) return;
      failures += 1;
      panel.dataset.state = "failed";
      state.textContent = "Could not be updated; trying again";
      later(Math.min(30000, 1000 * 2 ** failures));
    } finally {
      clearTimeout(busy);
    }
  };
  /* A pause in typing is waited for, but not for ever; an answer that takes long is asked for less often. */
  const changed = (event) => {
    if (panel.contains(event.target)) return;
    stale = true;
    clearTimeout(pause);
    if (idle()) return;
    const now = performance.now();
    since ||= now;
    const quiet = Math.max(QUIET, took * 1.5);
    later(Math.max(0, Math.min(quiet, since + quiet * 3 - now)));
  };
  form.addEventListener("input", changed);
  form.addEventListener("change", changed);

  /* Folding, which is remembered; a small screen begins folded. */
  const small = matchMedia("(max-width: 69.99rem)").matches;
  panel.open = (remembered("preview") || (small ? "folded" : "open")) === "open";
  /* Before it opens or folds. */
  panel.firstElementChild.addEventListener("click", () => remember("preview", panel.open ? "folded" : "open"));
  panel.addEventListener("toggle", () => {
    if (panel.open && stale) later(0);
    if (!panel.open) { clearTimeout(waiting); request?.abort(); request = null; }
  });
  new IntersectionObserver((entries) => {
    inSight = entries.at(-1).isIntersecting;
    if (inSight && stale) later(0);
  }, { rootMargin: "200px" }).observe(panel);
})();
