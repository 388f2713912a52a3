"""The gate's rule as one condition in SQL, for asking it of everybody at once; the gate itself judges each send.

A test holds the two equal: a person may be texted when the gate would let a text go to one of her numbers.
"""

from __future__ import annotations

from sqlalchemy import ColumnElement, Select, and_, exists, not_, select
from sqlalchemy.orm import aliased

from crm.contacts.models import Contact, ContactPoint, ContactPointLink, MemberStatus, PointKind, PointStatus
from crm.sms.models import Consent, ConsentState, OptOut


def may_be_texted() -> ColumnElement[bool]:
    """That at least one number of a person is open, works, and has her consent as the newest word."""
    minor_without = and_(
        Contact.is_minor.is_not(None), Contact.is_minor.is_(True), Contact.has_guardian_consent.is_(False)
    )
    return and_(
        Contact.member_status != MemberStatus.DO_NOT_CONTACT,
        Contact.merged_into_id.is_(None),
        Contact.archived_at.is_(None),
        not_(minor_without),
        _has_open_number(),
    )


def _has_open_number() -> ColumnElement[bool]:
    """That a number of hers is fit to be texted and she agreed for it; asked of one person after the other, so that the
    other steps of a segment leave few to ask it of.
    """
    return exists().where(
        ContactPointLink.contact_id == Contact.id,
        ContactPointLink.past_at.is_(None),
        ContactPoint.id == ContactPointLink.point_id,
        ContactPoint.kind == PointKind.PHONE,
        ContactPoint.status != PointStatus.BAD,
        ContactPoint.is_textable.is_(True),
        ContactPoint.unreachable_since.is_(None),
        ContactPoint.value.not_in(closed_numbers()),
        _agreement(),
    )


def _agreement() -> ColumnElement[bool]:
    """That she agreed for the number, and no refusal for it is as new or newer.

    Most people never refused anything: that she is not among those who did is asked first, since it costs the least.
    """
    refusal, refuser = aliased(Consent), aliased(Consent)
    refused = exists().where(
        refusal.organization_id == Consent.organization_id,
        refusal.contact_id == Consent.contact_id,
        refusal.phone == Consent.phone,
        refusal.state == ConsentState.OPTED_OUT,
        refusal.at >= Consent.at,
    )
    refusers = select(refuser.contact_id).where(
        refuser.state == ConsentState.OPTED_OUT, refuser.contact_id.is_not(None)
    )
    return exists().where(
        Consent.organization_id == ContactPointLink.organization_id,
        Consent.contact_id == ContactPointLink.contact_id,
        Consent.phone == ContactPoint.value,
        Consent.state == ConsentState.OPTED_IN,
        not_(and_(Consent.contact_id.in_(refusers), refused)),
    )


def closed_numbers() -> Select[str]:
    """The numbers with an open stop or hold."""
    return select(OptOut.phone).where(OptOut.lifted_at.is_(None))


def newest_word(state: ConsentState) -> ColumnElement[bool]:
    """That the newest act of consent of a person, at whichever number, is of that state; of two at once the refusal counts."""
    other = aliased(Consent)
    is_out = state is ConsentState.OPTED_OUT
    later = other.at > Consent.at if is_out else other.at >= Consent.at
    outdone = exists().where(
        other.organization_id == Consent.organization_id,
        other.contact_id == Consent.contact_id,
        other.state != state,
        later,
    )
    return Contact.id.in_(
        select(Consent.contact_id).where(Consent.state == state, Consent.contact_id.is_not(None), not_(outdone))
    )
