"""What campaigns give to every template (money in words), and what they hand over."""

from __future__ import annotations

from flask import Flask

from crm.campaigns import handing_over
from crm.campaigns.queries.campaigns import list_places
from crm.core import money
from crm.core.i18n import short_money
from crm.places.offers import jurisdictions


def install(app: Flask) -> None:
    """Give templates the filters short_money and exact_money; register what is handed over, and where the fights are."""
    app.jinja_env.filters.update(short_money=short_money, exact_money=money.exact)
    handing_over.install()
    jurisdictions.register("campaigns", list_places)
