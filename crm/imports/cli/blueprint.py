"""The blueprint that the commands of this room share."""

from flask import Blueprint

bp = Blueprint("imports_cli", __name__, cli_group=None)
