"""Fill in and send the forms of the admin as a browser does."""


def sent(response):
    """Return what a browser would send of the form on this page."""
    data = dict(_values(response.context["adminform"].form))
    for inline in response.context["inline_admin_formsets"]:
        formset = inline.formset
        data |= dict(_values(formset.management_form))
        for form in formset.forms:
            data |= dict(_values(form))
    return data


def _values(form):
    for field in form:
        value = field.value()
        if value is not None and value is not False:
            yield field.html_name, "on" if value is True else value_text(field, value)


def value_text(field, value):
    value = field.field.prepare_value(value)
    return "" if value is None else value


def save(client, address, **changes):
    """Open the page, change some fields, save."""
    return client.post(address, {**sent(client.get(address)), **changes})


def add_row(data, prefix, **values):
    """Fill in one more row of an inline."""
    number = int(data[f"{prefix}-TOTAL_FORMS"])
    data[f"{prefix}-TOTAL_FORMS"] = number + 1
    data |= {f"{prefix}-{number}-{name}": value for name, value in values.items()}
    return data
