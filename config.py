"""Settings from the environment, with defaults that make a first run work on one machine."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent
DEFAULT_MAX_UPLOAD_BYTES = 302 * 1024 * 1024


def database_url(raw: str | None, instance: Path) -> str:
    """The SQLAlchemy address of the database: DATABASE_URL, or an SQLite file in instance/."""
    if not raw:
        return f"sqlite:///{instance / 'reinvest.db'}"
    for prefix in ("postgres://", "postgresql://"):
        if raw.startswith(prefix):
            return "postgresql+psycopg://" + raw.removeprefix(prefix)
    return raw


def from_environment(environ: dict[str, str] | None = None) -> dict[str, Any]:
    """Read every setting the application knows; a missing one gets a default that suits a first run."""
    env = dict(os.environ) if environ is None else environ
    instance = Path(env.get("REINVEST_INSTANCE") or ROOT / "instance")
    public_url = env.get("PUBLIC_URL", "").rstrip("/")
    return {
        "INSTANCE_DIR": str(instance),
        "SQLALCHEMY_DATABASE_URI": database_url(env.get("DATABASE_URL"), instance),
        "SQLITE_SYNCHRONOUS": env.get("SQLITE_SYNCHRONOUS", "NORMAL"),
        "SECRET_KEY": env.get("SECRET_KEY", ""),
        "SEALING_KEYS": env.get("SEALING_KEYS", ""),
        "PUBLIC_URL": public_url,
        "PORT": env.get("PORT", ""),
        "IN_SERVICE": public_url.startswith("https://"),
        "TWILIO_ACCOUNT_SID": env.get("TWILIO_ACCOUNT_SID", ""),
        "TWILIO_AUTH_TOKEN": env.get("TWILIO_AUTH_TOKEN", ""),
        "TWILIO_MESSAGING_SERVICE_SID": env.get("TWILIO_MESSAGING_SERVICE_SID", ""),
        "TWILIO_FROM_NUMBER": env.get("TWILIO_FROM_NUMBER", ""),
        "TWILIO_API_URL": env.get("TWILIO_API_URL", "").rstrip("/"),
        "SMS_TIMEOUT_SECONDS": float(env.get("SMS_TIMEOUT_SECONDS") or 10),
        "SMS_LEASE_SECONDS": float(env.get("SMS_LEASE_SECONDS") or 90),
        "IMPORT_LEASE_SECONDS": float(env.get("IMPORT_LEASE_SECONDS") or 30),
        "SMS_GRACE_SECONDS": float(env.get("SMS_GRACE_SECONDS") or 600),
        "MAX_CONTENT_LENGTH": int(env.get("MAX_UPLOAD_BYTES") or DEFAULT_MAX_UPLOAD_BYTES),
        "MAX_FORM_MEMORY_SIZE": 2 * 1024 * 1024,
        "WTF_CSRF_TIME_LIMIT": None,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_SECURE": public_url.startswith("https://"),
        "REMEMBER_COOKIE_HTTPONLY": True,
        "REMEMBER_COOKIE_SAMESITE": "Lax",
        "REMEMBER_COOKIE_SECURE": public_url.startswith("https://"),
        "PERMANENT_SESSION_LIFETIME": 60 * 60 * 24 * 14,
        "BABEL_DEFAULT_LOCALE": "en",
        "BABEL_TRANSLATION_DIRECTORIES": "translations",
    }
