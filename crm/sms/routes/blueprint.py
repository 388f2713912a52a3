"""The blueprint that all texting screens share."""

from flask import Blueprint

bp = Blueprint("sms", __name__)
