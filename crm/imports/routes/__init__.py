"""The screens of files in and out."""

from crm.imports.routes import runs
from crm.imports.routes.blueprint import bp

__all__ = ["bp", "runs"]
