"""Write what a browser sends for a form."""

from html.parser import HTMLParser


def form_data(title="Data Intake", **values):
    """Return POST data: rows are lists of dicts (a switch is True or absent), everything else is text."""
    data = {"title": title}
    for name, value in values.items():
        if not isinstance(value, list):
            data[name] = value
            continue
        for key, row in enumerate(value):
            for field, content in row.items():
                if content is not False:
                    data[f"{name}-{key}-{field}"] = "on" if content is True else content
    return data


def fields_of(response):
    """Return what a browser would send back from the form of a page."""
    form = response.context["form"]
    data = {name: value for name, value in form.typed.heads.items() if name != "slug" or form.usecase}
    data |= {"optional": "on"} if form.typed.optional else {}
    showing = response.context["draft"].showing
    data |= {"draft": str(showing.key), "turn": str(showing.turn)}
    data |= {"restore": str(form.deleted.pk)} if form.deleted else {}
    for section in response.context["sections"]:
        for row in section.rows:
            for cell in row.cells:
                if cell.field.control != "switch" or cell.value:
                    data[cell.id] = cell.value
    return data


class _FormReader(HTMLParser):
    """Collect what the form of a page (class “form”) would send."""

    def __init__(self):
        super().__init__()
        self.data, self.inside, self.select, self.area = {}, False, None, None

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        if tag == "form":
            self.inside = "form" in (attrs.get("class") or "").split()
        name = attrs.get("name")
        if not self.inside or "disabled" in attrs:
            return
        if tag == "select":
            self.select = name
        elif tag == "option" and self.select and ("selected" in attrs or self.select not in self.data):
            self.data[self.select] = attrs.get("value", "")
        elif tag == "textarea":
            self.area, self.data[name] = name, ""
        elif (
            tag == "input" and name and (attrs.get("type") not in ("checkbox", "radio") or "checked" in attrs)
        ):
            self.data[name] = attrs.get("value") or ("on" if attrs.get("type") == "checkbox" else "")

    def handle_endtag(self, tag):
        if tag == "form":
            self.inside = False
        elif tag == "select":
            self.select = None
        elif tag == "textarea":
            self.area = None

    def handle_data(self, data):
        if self.area:
            self.data[self.area] += data.removeprefix("\n")


def sent_by(response):
    """Return what a browser would send back from the small form of a page: of one name the last."""
    reader = _FormReader()
    reader.feed(response.text)
    return reader.data
