"""What campaigns give to every template: money in words."""

from __future__ import annotations

from flask import Flask

from crm.core import money
from crm.core.i18n import short_money


def install(app: Flask) -> None:
    """Give templates the filters short_money and exact_money."""
    app.jinja_env.filters.update(short_money=short_money, exact_money=money.exact)
