"""The address at which the provider fetches the picture of a text; nobody can guess it, and nothing else is there."""

from __future__ import annotations

from flask import Response, request

from crm.core.access import public
from crm.sms.queries.pictures import get_picture_file
from crm.sms.routes.blueprint import bp

A_YEAR = 365 * 24 * 3600


@bp.get("/pictures/<picture_token>")
@public
def picture(picture_token: str) -> Response:
    """The picture itself, as what it was found to be."""
    found = get_picture_file(picture_token)
    answer = Response(found.content, content_type=found.content_type)
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer.cache_control.public, answer.cache_control.max_age = True, A_YEAR
    answer.set_etag(found.sha256)
    answer.make_conditional(request)
    return answer
