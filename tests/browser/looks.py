"""Look at a page, light and dark, wide and narrow: what axe finds, and what is too wide or too small.

What axe knows beside contrast depends on no colour, and is asked once at each width. Contrast depends on the
look of a text and the grounds it stands on alone: each combination is looked at where it first appears.
"""

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import expect

# Of what axe finds, the first element is shown as it is written: no selectors are needed that lead there.
EVERYTHING = {"resultTypes": ["violations"], "selectors": False}
ALL_BUT_CONTRAST = {**EVERYTHING, "rules": {"color-contrast": {"enabled": False}}}
SIZES = [(1280, "light"), (390, "dark")]
DRESSES = [(1280, "light"), (1280, "dark"), (390, "dark"), (390, "light")]
# 320 pixels are a window of 1280 at 400 %.
NARROWEST = 320

AXE = """async (options) => (await axe.run(options)).violations.map(
    (fault) => `${fault.id}: ${fault.nodes[0].html.slice(0, 300)}`)"""
# All texts that show, by what decides on their contrast. Of what stands in a picture axe cannot tell.
TEXTS = """() => {
    const grounds = new Map([[null, ""]]);
    const groundOf = (element) => {
        if (!grounds.has(element)) {
            const {backgroundColor, backgroundImage, opacity, position} = getComputedStyle(element);
            const own = [backgroundColor, backgroundImage, opacity, position].join(" ")
                .replace("rgba(0, 0, 0, 0) none 1 static", "");
            grounds.set(element, own + groundOf(element.parentElement));
        }
        return grounds.get(element);
    };
    const isText = (element) => element.matches("input, select, textarea")
        || [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim());
    window.texts = new Map();
    for (const element of document.querySelectorAll("body *:not(svg *)")) {
        if (!isText(element) || !element.checkVisibility({visibilityProperty: true})) continue;
        const {color, fontSize, fontWeight} = getComputedStyle(element);
        const kind = `${element.localName} ${element.getAttribute("class")} ${element.disabled}`;
        const key = [kind, color, fontSize, fontWeight, groundOf(element)].join(" ");
        if (!texts.has(key)) texts.set(key, element);
    }
    return [...texts.keys()];
}"""
CONTRAST = """async (keys) => {
    const include = keys.map((key) => texts.get(key));
    const resultTypes = ["violations", "incomplete"];
    const found = await axe.run({include}, {runOnly: ["color-contrast"], elementRef: true, resultTypes});
    const [faulty, unsure] = resultTypes.map((type) => found[type].flatMap((fault) => fault.nodes));
    const notGood = new Set([...faulty, ...unsure].map((node) => node.element));
    return [
        faulty.map((node) => `color-contrast: ${node.html.slice(0, 300)}`),
        keys.filter((key) => !notGood.has(texts.get(key))),
    ];
}"""
TOO_WIDE = "document.documentElement.scrollWidth > innerWidth"
# Links within a sentence are as high as its lines. What a label wraps is pressed together with the label.
TOO_SMALL = """() => {
    const PRESSED = ["a[href]", "button", "input:not([type=hidden])", "select", "textarea", "summary"]
        .map((name) => `${name}:not([aria-hidden=true], .visually-hidden)`).join(",");
    const inSentence = (element) => getComputedStyle(element).display === "inline"
        && element.parentElement.textContent.trim().length > element.textContent.trim().length;
    const measure = (element) => {
        const {width, height} = (element.closest("label") || element).getBoundingClientRect();
        return {html: element.outerHTML.slice(0, 200), width, height};
    };
    return [...document.querySelectorAll(PRESSED)]
        .filter((element) => element.checkVisibility({visibilityProperty: true}) && !inSentence(element))
        .map(measure)
        .filter(({width, height}) => Math.min(width, height) > 1 && Math.min(width, height) < 23.9)
        .map(({html, width, height}) => `${width.toFixed(1)} x ${height.toFixed(1)}: ${html}`);
}"""

GLANCE = f"() => [({TEXTS})(), {TOO_WIDE}, ({TOO_SMALL})()]"

# The texts whose contrast was found good.
looked_at = set()


def faults(page):
    """Look at a page in every dress; return what is wrong with it."""
    # What a page fetches when it is there would be swapped under the eyes of axe.
    page.wait_for_load_state()
    expect(page.locator(".htmx-request, #preview[open] #preview-page:empty")).to_have_count(0)
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    found = []
    for width, scheme in DRESSES:
        wear(page, width, scheme)
        texts, is_too_wide, too_small = page.evaluate(GLANCE)
        problems = contrast_faults(page, texts)
        if (width, scheme) in SIZES:
            problems += page.evaluate(AXE, ALL_BUT_CONTRAST)
            problems += [f"too small: {target}" for target in too_small]
        if is_too_wide:
            problems.append("too wide")
        found += [f"{problem} ({width}, {scheme})" for problem in problems]
    wear(page, NARROWEST, scheme)
    if page.evaluate(TOO_WIDE):
        found.append(f"wider than {NARROWEST} pixels")
    wear(page, *DRESSES[0])
    return found


def contrast_faults(page, texts):
    """Return the texts that do not stand out from their ground, among those not seen anywhere yet."""
    new = [key for key in texts if key not in looked_at]
    if not new:
        return []
    found, good = page.evaluate(CONTRAST, new)
    looked_at.update(good)
    return found


def wear(page, width, scheme):
    if page.viewport_size != (size := {"width": width, "height": 800}):
        page.set_viewport_size(size)
    page.emulate_media(color_scheme=scheme)


def visit(page, addresses):
    found = {}
    for address in addresses:
        page.goto(address)
        found[address] = faults(page)
    return only_faulty(found)


def only_faulty(found):
    return {address: what for address, what in found.items() if what}
