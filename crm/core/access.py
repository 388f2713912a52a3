"""Who may use a view: every view declares it, the application enforces it, a test walks the map of addresses."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, TypeVar, cast

from flask import g, request
from flask_login import current_user

from crm.core.actor import Actor, Role
from crm.core.database import unit_of_work

View = TypeVar("View", bound=Callable[..., Any])
_MARK = "reinvest_access"


@dataclass(frozen=True, slots=True)
class Access:
    """What a view asks of a request: one of these roles; or nothing (public); or a signature checked by the view itself."""

    roles: frozenset[Role] = frozenset()
    is_public: bool = False
    proof: str = "csrf"


def _mark(view: View, access: Access) -> View:
    setattr(view, _MARK, access)
    return view


def public(view: View) -> View:
    """Anyone may use this view without signing in."""
    return _mark(view, Access(is_public=True))


def signed(proof: str) -> Callable[[View], View]:
    """The view is called by machines and checks this proof itself ("twilio signature", "device token")."""
    return lambda view: _mark(view, Access(is_public=True, proof=proof))


def allow(*roles: Role) -> Callable[[View], View]:
    """Only these roles may use the view."""
    return lambda view: _mark(view, Access(roles=frozenset(roles)))


def access_of(view: Callable[..., Any]) -> Access | None:
    """What a view declared, or None when it forgot to."""
    return cast("Access | None", getattr(view, _MARK, None))


def writes(view: View) -> View:
    """What a view changes on POST is committed together when it returns, or not at all."""

    @wraps(view)
    def committed(*args: Any, **kwargs: Any) -> Any:
        if request.method == "GET":
            return view(*args, **kwargs)
        with unit_of_work():
            return view(*args, **kwargs)

    return cast("View", committed)


def current_actor() -> Actor:
    """The signed-in user as services see them."""
    return Actor(
        organization_id=current_user.organization_id,
        user_id=current_user.id,
        name=current_user.name,
        role=current_user.role,
    )


def may(*roles: Role) -> bool:
    """Whether the signed-in user has one of these roles (for templates)."""
    return bool(current_user.is_authenticated and current_user.role in roles)


def now() -> Any:
    """The moment of this request, as the organization's clock tells it."""
    return g.now
