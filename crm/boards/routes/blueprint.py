"""The blueprint that the screens of this room share."""

from flask import Blueprint

bp = Blueprint("boards", __name__)
