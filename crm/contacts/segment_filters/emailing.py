"""Who agreed to be e-mailed, who said no, and who said nothing, by what was said last of each address she has."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from sqlalchemy import ColumnElement, Select, and_, exists, not_, or_, select
from sqlalchemy.orm import aliased

from crm.contacts.models import ContactPoint, ContactPointLink, EmailConsent, EmailConsentState, PointKind
from crm.contacts.queries.cards import emails_of
from crm.contacts.queries.email_consents import email_states_of
from crm.contacts.queries.people import is_reached
from crm.contacts.segments.filters import Config, Frame, SegmentFilter
from crm.contacts.segments.inputs import Fixed, Pick
from crm.contacts.segments.rows import having
from crm.core.spoken import gettext as _

SAID = Fixed(
    (
        ("opted_in", _l("agreed to e-mail")),
        ("opted_out", _l("said no to e-mail")),
        ("none", _l("never said anything about e-mail")),
    )
)


def _addresses(state: EmailConsentState) -> Select[str]:
    """The addresses of which the newest word is of that state; of two at one moment the refusal counts."""
    other = aliased(EmailConsent)
    is_refusal = state is EmailConsentState.OPTED_OUT
    newer = other.at > EmailConsent.at if is_refusal else other.at >= EmailConsent.at
    outdone = exists().where(
        other.organization_id == EmailConsent.organization_id,
        other.email == EmailConsent.email,
        other.state != state,
        newer,
    )
    return select(EmailConsent.email).where(EmailConsent.state == state, not_(outdone))


def _has_address(state: EmailConsentState) -> ColumnElement[bool]:
    return having(
        ContactPointLink.contact_id,
        ContactPoint.id == ContactPointLink.point_id,
        ContactPoint.kind == PointKind.EMAIL,
        ContactPoint.value.in_(_addresses(state)),
        is_reached(),
    )


def _condition(config: Config, _frame: Frame) -> ColumnElement[bool]:
    """The stricter of all her addresses, as files out say it (email_states_of())."""
    agreed, refused = _has_address(EmailConsentState.OPTED_IN), _has_address(EmailConsentState.OPTED_OUT)
    said = config.text("said")
    if said == "none":
        return not_(or_(agreed, refused))
    return refused if said == "opted_out" else and_(agreed, not_(refused))


def _evidence(_config: Config, _frame: Frame, contact_id: int) -> str:
    addresses = emails_of([contact_id])
    said = SAID.name_of(email_states_of(addresses).get(contact_id, "none")) or ""
    return ", ".join([said, *addresses.get(contact_id, [_("none")])])


FILTERS = {
    "email_consent": SegmentFilter(
        "texts",
        _l("Consent to e-mail"),
        (Pick("said", _l("What she said last"), SAID, "opted_in"),),
        _condition,
        lambda config: config.said("said"),
        _evidence,
    )
}
