"""How Django draws forms here: with the field markup of archportal's own stylesheet."""

from django.forms.renderers import TemplatesSetting


class PortalRenderer(TemplatesSetting):
    """Draw a form, and each of its fields, with the templates of the folder `forms`."""

    form_template_name = "forms/form.html"
    field_template_name = "forms/field.html"
