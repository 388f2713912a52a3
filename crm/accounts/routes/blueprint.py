"""The blueprint that the screens of this room share."""

from flask import Blueprint

bp = Blueprint("accounts", __name__)
