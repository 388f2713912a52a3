"""The bare pages of a door and a kiosk: the same for every token, since what they show comes by the device's own calls."""

from __future__ import annotations

from flask import Response, make_response, render_template

from crm.core.access import public
from crm.core.assets import STATIC
from crm.signins.routes.blueprint import bp

KEPT_PRIVATE = {"Cache-Control": "no-cache", "Referrer-Policy": "no-referrer"}
"""The address holds the token of the link: it is told to nobody."""


@bp.get("/door/<door_token>")
@public
def door(door_token: str) -> Response:
    """The host's page; it knows nothing of the token, so that it can be kept on the phone."""
    return _bare("signins/door.html")


@bp.get("/kiosk/<door_token>")
@public
def kiosk(door_token: str) -> Response:
    """The tablet's page."""
    return _bare("signins/kiosk.html")


@bp.get("/sw.js")
@public
def service_worker() -> Response:
    """The service worker of the doors, at the top so that it may serve them; asked anew each time."""
    source = (STATIC / "sw.js").read_text()
    return Response(source, mimetype="text/javascript", headers={"Cache-Control": "no-cache"})


def _bare(template: str) -> Response:
    answer = make_response(render_template(template))
    answer.headers.update(KEPT_PRIVATE)
    return answer
