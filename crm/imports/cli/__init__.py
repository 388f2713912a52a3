"""The commands of files in and out."""

from crm.imports.cli import export, import_file
from crm.imports.cli.blueprint import bp

__all__ = ["bp", "export", "import_file"]
