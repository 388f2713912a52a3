"""The commands of texting: a text to many, and what came of it."""

from crm.sms.cli import blasts
from crm.sms.cli.blueprint import bp

__all__ = ["blasts", "bp"]
