"""The forms of sign-in: labels above the fields instead of grey words inside them."""

from typing import Any

from allauth.account import forms


class LoginForm(forms.LoginForm):
    """Ask for name and password, and whether this browser may stay signed in."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        drop_placeholders(self)
        self.fields["password"].help_text = ""
        # Whoever comes here begins with the name; after a wrong one only the password is missing.
        self.fields["password" if self.is_bound else "login"].widget.attrs["autofocus"] = True
        if "remember" in self.fields:
            self.fields["remember"].label = "Keep me signed in on this computer"


class ChangePasswordForm(forms.ChangePasswordForm):
    """Ask for the old password and twice for the new one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        drop_placeholders(self)
        self.fields["oldpassword"].label = "Current password"
        self.fields["oldpassword"].help_text = ""
        self.fields["password1"].label = "New password"
        self.fields["password2"].label = "New password, once more"


def drop_placeholders(form: Any) -> None:
    """Take away placeholders, which vanish on typing and only repeat the label."""
    for field in form.fields.values():
        field.widget.attrs.pop("placeholder", None)
