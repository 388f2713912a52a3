"""Signing in and out, switching the language, and the users of an organization."""

from crm.accounts.routes import signing_in, users
from crm.accounts.routes.blueprint import bp
from crm.accounts.routes.signing_in import local_address

__all__ = ["bp", "local_address", "signing_in", "users"]
