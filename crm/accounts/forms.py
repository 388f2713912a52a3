"""The form to sign in."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import EmailField, PasswordField
from wtforms.validators import InputRequired, Length

from crm.core.forms import Form, one_line


class SignInForm(Form):
    """E-mail and password."""

    email = EmailField(
        _l("E-mail"), filters=[one_line], validators=[InputRequired(_l("Enter your e-mail.")), Length(max=254)]
    )
    password = PasswordField(_l("Password"), validators=[InputRequired(_l("Enter your password.")), Length(max=200)])
