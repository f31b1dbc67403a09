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
