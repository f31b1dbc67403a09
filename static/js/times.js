// Times as people say them, in the zone of the reader; the exact one stands on hover.
(() => {
  "use strict";
  const MINUTE = 60e3, HOUR = 60 * MINUTE, DAY = 24 * HOUR;
  const ago = new Intl.RelativeTimeFormat("en");
  const format = (options) => new Intl.DateTimeFormat("en-GB", options);
  const clock = format({ hour: "2-digit", minute: "2-digit" });
  const date = format({ day: "numeric", month: "short", year: "numeric" });
  const exact = format({ dateStyle: "full", timeStyle: "long" });
  const midnight = (at) => new Date(at.getFullYear(), at.getMonth(), at.getDate());

  const said = (at, on) => {
    const now = new Date();
    const passed = now - at;
    // Days are counted from midnight to midnight, which lie 23 or 25 hours apart where the clocks change.
    const days = Math.round((midnight(now) - midnight(at)) / DAY);
    // The clocks of the server and of the reader may differ a little.
    if (days > 6 || passed < -5 * MINUTE) return `${on}${date.format(at)}, ${clock.format(at)}`;
    if (passed < MINUTE) return "just now";
    if (passed < HOUR) return ago.format(-Math.floor(passed / MINUTE), "minute");
    if (!days) return ago.format(-Math.floor(passed / HOUR), "hour");
    return days === 1 ? `yesterday at ${clock.format(at)}` : `${ago.format(-days, "day")} at ${clock.format(at)}`;
  };
  const tell = (element) => {
    const at = new Date(element.dateTime);
    if (Number.isNaN(at.getTime())) return;
    if (!element.title) {
      element.dataset.on = element.textContent.startsWith("on ") ? "on " : "";
      element.title = exact.format(at);
    }
    const text = said(at, element.dataset.on);
    if (element.textContent !== text) element.textContent = text;
  };
  const tellAll = (which) => document.querySelectorAll(`time[datetime]${which}`).forEach(tell);

  tellAll("");
  // What comes later (a fragment, a preview) has no title yet.
  new MutationObserver(() => tellAll(":not([title])")).observe(document.body, { childList: true, subtree: true });
  setInterval(tellAll, MINUTE, "");
})();
