"""The screens of files in and out."""

from crm.imports.routes import budgets, columns, exports, runs
from crm.imports.routes.blueprint import bp

__all__ = ["bp", "budgets", "columns", "exports", "runs"]
