/* What is typed is kept on the server as the person's own draft, and the page says so; it also says who else is here.
   One request at a time. A state carries a turn that only grows: where the server knows a later one under this key,
   or that it was saved, it takes nothing, and the tab goes on under a key of its own. */
(() => {
  "use strict";
  const form = document.querySelector("[data-rows]");
  const bar = document.getElementById("editor-state");
  if (!form || !bar) return;
  const [state, here, said] = bar.children;
  const idle = state.textContent;
  const { draft: key, turn, based_on: basedOn } = form.elements;
  const { url, page } = bar.dataset;
  const SOON = 1200, LATEST = 4000, BEAT = 6000, RETRY = 2500, PATIENCE = 15000, SMALL = 60000;
  const ASIDE = new Set(["csrfmiddlewaretoken", "draft", "turn", "chosen", "move_to", "move_title"]);
  const TROUBLE = {
    offline: "Offline: what you typed stays on this page and is sent when the connection is back.",
    out: "You were signed out: press Save and sign in; everything you typed comes along.",
    refused: "This cannot be kept as a draft: save it soon.",
  };

  const typed = () => [...new FormData(form)].filter(([name]) => !ASIDE.has(name));
  const asShown = () => [...form.elements].filter((field) => field.name && !field.matches("button") && !ASIDE.has(field.name)).flatMap((field) => {
    if (field.matches("select")) return [[field.name, ([...field.options].find((option) => option.defaultSelected) || field.options[0])?.value]];
    if (field.matches("[type=checkbox], [type=radio]")) return field.defaultChecked ? [[field.name, field.value]] : [];
    return [[field.name, field.defaultValue]];
  });
  const essence = (pairs) => JSON.stringify(pairs.filter(([, value]) => value));
  const saved = bar.dataset.unsaved === undefined ? essence(asShown()) : null;

  const first = saved === null ? 1 : 0;
  let changed = first;
  let kept = bar.dataset.keptAt ? changed : 0;
  let keptAt = bar.dataset.keptAt;
  let since = 0;
  let timer = 0;
  let sending = false;
  let trouble = "";
  let owed = false;
  let leaving = false;
  let told = -1;

  const clock = (at) => new Date(at).toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
  const put = (element, text) => { if (element.textContent !== text) element.textContent = text; };
  const show = () => {
    const [name, text] = leaving ? ["saving", "Saving…"]
      : trouble ? [trouble, TROUBLE[trouble]]
        : changed !== kept ? ["unsaved", "Unsaved changes"]
          : keptAt ? ["kept", `Draft kept at ${clock(keptAt)}`] : ["saved", idle];
    state.dataset.state = name;
    put(state, text);
  };
  const turnTo = (next) => {
    if (next && next !== trouble) put(said, TROUBLE[next]);
    // What was typed while the answer was on its way is kept by the next one.
    else if (!next && owed && changed === kept) put(said, "What you typed is kept again.");
    owed = next ? true : owed && changed !== kept;
    trouble = next;
  };

  /* Signing in anew in another tab changes the token, and the cookie knows it. */
  const token = () => document.cookie.match(/(?:^|; )csrftoken=([^;]*)/)?.[1] || form.elements.csrfmiddlewaretoken.value;
  const renew = () => {
    key.value = [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    turn.value = 0;
    if (changed) kept = -1;
  };
  const wait = (time) => {
    clearTimeout(timer);
    timer = setTimeout(send, time);
  };

  const send = async (goodbye = false) => {
    if (leaving || (sending && !goodbye)) return;
    const upTo = changed;
    const fresh = upTo !== kept;
    const what = !fresh ? "here" : essence(typed()) === saved ? "clean" : "typed";
    if (fresh) turn.value = Number(turn.value) + 1;
    const body = new URLSearchParams(what === "typed" ? typed() : []);
    for (const [name, value] of [["draft", key.value], ["turn", turn.value], ["based_on", basedOn.value], ["state", what]]) body.set(name, value);
    told = goodbye ? upTo : -1;
    if (goodbye) body.set("leaving", "1");
    // Browsers let a tab behind others speak only once a minute.
    else if (document.hidden) body.set("hidden", "1");
    since = 0;
    sending = true;
    try {
      const answer = await fetch(url, {
        method: "POST", body, headers: { "X-CSRFToken": token() },
        keepalive: String(body).length < SMALL, signal: AbortSignal.timeout(PATIENCE),
      });
      if (answer.ok) take(await answer.json(), what, upTo);
      else turnTo(answer.status === 401 ? "out" : answer.status < 500 ? "refused" : "offline");
    } catch {
      turnTo("offline");
    }
    sending = false;
    show();
    wait(trouble ? RETRY : changed !== kept ? SOON : BEAT);
  };

  const take = (answer, what, upTo) => {
    if (!answer.kept) renew();
    else if (what === "here") {
      // The page was loaded again faster than it could say good-bye.
      if (page && !leaving && changed === first && answer.turn > Number(turn.value)) location.reload();
      if (keptAt && !answer.holds) kept = -1;
    } else {
      kept = upTo;
      keptAt = what === "typed" ? answer.kept_at : "";
      // Loading the page again, or opening its closed tab again, goes on with the draft.
      if (page && !leaving) history.replaceState(history.state, "", keptAt ? `${page}?draft=${key.value}` : page);
    }
    turnTo("");
    for (const field of document.querySelectorAll("[name=csrfmiddlewaretoken]")) field.value = token();
    meet(answer);
    offer(answer.left.find((one) => !document.querySelector(`[name=discard][value="${one}"]`)));
  };

  const meet = ({ others, newer }) => {
    // Of who has just saved, that says enough.
    const sentences = others.filter((one) => one.unsaved || one.name !== newer?.who).map(({ name, unsaved, own }) => {
      const who = own ? "You are editing this in another tab too" : `${name} is editing this too`;
      return `${who}${unsaved ? ", with unsaved changes" : ""}.`;
    });
    if (newer) {
      const when = Date.now() - new Date(newer.at) < 90000 ? "a moment ago" : `at ${clock(newer.at)}`;
      sentences.push(newer.deleted ? `${newer.who} deleted this ${when}; saving brings it back with what you typed.`
        : `${newer.who} saved version ${newer.version} ${when}; what you both changed is merged when you save.`);
    }
    put(here, sentences.join(" "));
  };
  const offer = (left) => {
    const notice = document.querySelector("#draft-left > p");
    if (left && page) notice.querySelector("a").href = `${page}?draft=${left}`;
    notice.hidden = !(left && page);
  };

  const note = (event) => {
    if (ASIDE.has(event.target.name)) return;
    changed += 1;
    since ||= Date.now();
    if (!sending && !trouble) wait(Math.max(0, Math.min(SOON, since + LATEST - Date.now())));
    show();
  };
  form.addEventListener("input", note);
  form.addEventListener("change", note);

  form.addEventListener("submit", (event) => {
    if (event.defaultPrevented || event.submitter?.formTarget) return;
    if (trouble === "offline" || !navigator.onLine) {
      event.preventDefault();
      turnTo("offline");
      put(said, "");
      put(said, "Not saved: there is no connection. Press Save again when it is back.");
      show();
      return wait(0);
    }
    form.elements.csrfmiddlewaretoken.value = token();
    leaving = true;
    show();
    setTimeout(stay, PATIENCE * 2);
  });
  const stay = () => {
    if (!leaving) return;
    leaving = false;
    show();
    wait(0);
  };
  globalThis.navigation?.addEventListener("navigateerror", stay);
  document.addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey || event.key.toLowerCase() !== "s") return;
    event.preventDefault();
    form.requestSubmit(form.querySelector("[name=then][value=edit]"));
  });

  /* Nothing is asked where the draft is kept, or small enough to be sent while the page goes. */
  addEventListener("beforeunload", (event) => {
    const late = trouble || String(new URLSearchParams(typed())).length >= SMALL;
    if (leaving || changed === kept) return;
    send(true);
    if (late) event.preventDefault();
  });
  // Said twice, the second time could come after the next page was made, which would then look outdated.
  addEventListener("pagehide", () => { if (!leaving && told !== changed) send(true); });
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden) wait(0);
    else if (changed !== kept && told !== changed) send();
  });
  addEventListener("pageshow", (event) => {
    const restored = [...form.elements].some((field) => field.matches("textarea, input") && field.type !== "hidden" && field.value !== field.defaultValue);
    if (restored && saved !== null && changed === 0) changed = 1;
    if (event.persisted) leaving = false;
    show();
    wait(0);
  });
  addEventListener("online", () => wait(0));
  addEventListener("offline", () => { if (changed !== kept) { turnTo("offline"); show(); } });

  bar.hidden = false;
  show();
})();
