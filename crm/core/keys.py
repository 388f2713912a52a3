"""The secrets of an installation: made once on a first run, demanded in service."""

from __future__ import annotations

import secrets
from pathlib import Path

from flask import Flask

from crm.core import sealing


class MissingKey(SystemExit):
    """A key is missing in service; the program does not start."""


def install(app: Flask) -> None:
    """Take SECRET_KEY and SEALING_KEYS from the settings, or from instance/, where a first run makes them (mode 600)."""
    instance = Path(app.config["INSTANCE_DIR"])
    instance.mkdir(parents=True, exist_ok=True)
    for name, make in (("SECRET_KEY", secrets.token_urlsafe(48)), ("SEALING_KEYS", sealing.new_key())):
        if not app.config[name]:
            if app.config["IN_SERVICE"]:
                raise MissingKey(
                    f"{name} is not set. In service (PUBLIC_URL is https) keys are never made up: set {name}."
                )
            app.config[name] = sealing.secret_from_file(instance / name.lower(), make)
    sealing.load_keys(app.config["SEALING_KEYS"])
