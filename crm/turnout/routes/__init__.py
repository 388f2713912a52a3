"""The pages of turnout: who comes, captains, the public pages and their poster, joining a webinar."""

from crm.turnout.routes import captains, joining, people, poster, public, review
from crm.turnout.routes.blueprint import bp

__all__ = ["bp", "captains", "joining", "people", "poster", "public", "review"]
