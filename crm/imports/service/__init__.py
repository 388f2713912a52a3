"""The verbs of an import: preview, decide, apply, stop or cancel, undo."""

from crm.imports.consents import Agreement
from crm.imports.service.applying import apply, begin
from crm.imports.service.holding import stop
from crm.imports.service.opening import Asked
from crm.imports.service.remapping import open_columns, remap, use_mapping
from crm.imports.service.runs import cancel, decide, keep, look, preview
from crm.imports.service.undoing import undo, undo_import

__all__ = [
    "Agreement",
    "Asked",
    "apply",
    "begin",
    "cancel",
    "decide",
    "keep",
    "look",
    "open_columns",
    "preview",
    "remap",
    "stop",
    "undo",
    "undo_import",
    "use_mapping",
]
