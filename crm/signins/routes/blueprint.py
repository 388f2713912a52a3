"""The blueprint of presence: doors without an account, and what staff see of them."""

from flask import Blueprint

bp = Blueprint("signins", __name__)
