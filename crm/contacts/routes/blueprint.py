"""The blueprint that the screens of this room share."""

from flask import Blueprint

bp = Blueprint("contacts", __name__)
