"""What Twilio calls: a text came in, or one of ours moved on. Kept when the signature fits; the worker understands it."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

from flask import Blueprint, Response, abort, current_app, request

from crm.core.access import signed
from crm.core.clock import utc_now
from crm.sms.jobs.receiving import keep_call
from crm.sms.models import WebhookKind

bp = Blueprint("sms_webhooks", __name__, url_prefix="/webhooks/twilio")
PROOF = "twilio signature"


@bp.post("/inbound")
@signed(PROOF)
def inbound() -> Response:
    """A text to one of our numbers; answered with an empty document, so that the provider says nothing by itself."""
    _take(WebhookKind.INBOUND)
    return Response('<?xml version="1.0" encoding="UTF-8"?><Response/>', mimetype="text/xml")


@bp.post("/status")
@signed(PROOF)
def status() -> Response:
    """A receipt for one of our texts."""
    _take(WebhookKind.STATUS)
    return Response(status=204)


def _take(kind: WebhookKind) -> None:
    target = _raw_target()
    fields = {name: request.form.getlist(name) for name in request.form}
    attempt = parse_qs(urlsplit(target).query).get("attempt", [None])[0]
    signature = request.headers.get("X-Twilio-Signature", "")
    if keep_call(kind, _addresses(target), fields, signature, attempt, utc_now()) is None:
        abort(403)


def _addresses(target: str) -> list[str]:
    """The addresses that the provider may have called: PUBLIC_URL, never a forwarded host; locally, where we listen."""
    public = current_app.config["PUBLIC_URL"]
    if public:
        parts = urlsplit(public)
        return list(dict.fromkeys((public + target, f"{parts.scheme}://{parts.netloc}{target}")))
    port = current_app.config["PORT"] or "5000"
    return [f"http://127.0.0.1:{port}{target}", request.host_url.rstrip("/") + target]


def _raw_target() -> str:
    """Path and query exactly as they were called; a re-encoded query would break the signature."""
    raw = request.environ.get("RAW_URI") or request.environ.get("REQUEST_URI") or request.full_path.rstrip("?")
    parts = urlsplit(raw)
    return parts.path + (f"?{parts.query}" if parts.query else "")
