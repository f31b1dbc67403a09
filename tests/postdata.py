"""Write what a browser sends for the form of a use case."""


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
