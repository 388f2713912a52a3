"""The verbs of an import: preview, decide, apply, cancel, undo."""

from crm.imports.consents import Agreement
from crm.imports.service.applying import apply
from crm.imports.service.runs import cancel, decide, look, preview
from crm.imports.service.undoing import undo, undo_import

__all__ = ["Agreement", "apply", "cancel", "decide", "look", "preview", "undo", "undo_import"]
