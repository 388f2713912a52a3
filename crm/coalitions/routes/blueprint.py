"""The blueprint that the screens of this room share."""

from flask import Blueprint

bp = Blueprint("coalitions", __name__, url_prefix="/coalitions")
