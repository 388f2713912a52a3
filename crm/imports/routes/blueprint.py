"""The blueprint that the screens of this room share."""

from flask import Blueprint

bp = Blueprint("imports", __name__, url_prefix="/imports")
