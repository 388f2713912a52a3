"""The blueprint that the commands of texting share."""

from flask import Blueprint

bp = Blueprint("sms_cli", __name__, cli_group=None)
