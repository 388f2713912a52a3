"""The screens of files in and out."""

from crm.imports.routes import exports, runs
from crm.imports.routes.blueprint import bp

__all__ = ["bp", "exports", "runs"]
