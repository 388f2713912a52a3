"""Reinvest: a campaign organizing CRM. create_app wires the rooms together; it is the only place that knows them all."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import Any

from flask import Flask
from flask_wtf import CSRFProtect
from werkzeug.middleware.proxy_fix import ProxyFix
from whitenoise import WhiteNoise

from crm.accounts import session as sign_in_session
from crm.core import addresses, assets, compression, fragments, i18n, keys, pages, slots, web
from crm.core.access import may
from crm.core.actor import Role
from crm.core.database import db, prepare_engine

ROOT = Path(__file__).resolve().parent
ROOMS = (
    "core",
    "audit",
    "accounts",
    "places",
    "contacts",
    "campaigns",
    "actions",
    "commitments",
    "one_on_ones",
    "signins",
    "turnout",
    "leadership",
    "coalitions",
    "sms",
    "imports",
    "timeline",
    "today",
    "boards",
    "demo",
)
"""The rooms from the ground up; each is asked for its doors (models, routes, webhooks, cli, wiring) if it has them."""
DOORS = ("models", "wiring", "routes", "webhooks", "cli")

csrf = CSRFProtect()


def create_app(config: dict[str, Any]) -> Flask:
    """The application with every room opened and everything between them wired."""
    app = Flask("crm", root_path=str(ROOT), template_folder="../templates", static_folder="static")
    app.config.update(config)
    keys.install(app)
    if app.config["IN_SERVICE"]:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_proto=1, x_host=0)  # type: ignore[method-assign]
    db.init_app(app)
    csrf.init_app(app)
    i18n.install(app)
    sign_in_session.install(app)
    compression.install(app)
    web.install(app, sign_in_session.enter)
    pages.install(app)
    assets.install(app)
    addresses.install(app)
    fragments.install(app)
    slots.install(app)
    app.jinja_env.globals.update(may=may, Role=Role)
    _open_rooms(app)
    with app.app_context():
        prepare_engine(db.engine, app.config["SQLITE_SYNCHRONOUS"])
    app.wsgi_app = WhiteNoise(  # type: ignore[method-assign]
        app.wsgi_app,
        root=str(ROOT / "static"),
        prefix="static/",
        allow_all_origins=False,
        immutable_file_test=assets.never_changes,
    )
    return app


def _open_rooms(app: Flask) -> None:
    for room in ROOMS:
        for door in DOORS:
            if not _has_door(room, door):
                continue
            module = import_module(f"crm.{room}.{door}")
            if door == "wiring":
                module.install(app)
            elif door != "models":
                app.register_blueprint(module.bp)
                if door == "webhooks":
                    csrf.exempt(module.bp)


def _has_door(room: str, door: str) -> bool:
    place = ROOT / room
    return (place / f"{door}.py").exists() or (place / door / "__init__.py").exists()
