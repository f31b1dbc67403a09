"""Fill in and send the forms of the admin as a browser does."""

from usecases.models import UseCase
from usecases.specs import with_rows


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


def address(row):
    return f"/admin/{row._meta.app_label}/{row._meta.model_name}/{row.pk}/change/"


def reload(usecase):
    return UseCase.objects.with_document().prefetch_related(*with_rows()).get(pk=usecase.pk)


def errors(response):
    """Return all errors of a page by the names of the fields."""
    assert "adminform" in response.context
    found = dict(response.context["adminform"].form.errors)
    for inline in response.context["inline_admin_formsets"]:
        formset = inline.formset
        found |= {
            form.add_prefix(name): texts for form in formset.forms for name, texts in form.errors.items()
        }
        if formset.non_form_errors():
            found[formset.prefix] = formset.non_form_errors()
    return {name: list(texts) for name, texts in found.items()}
