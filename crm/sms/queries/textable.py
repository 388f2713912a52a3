"""The gate's rule as one condition in SQL, for asking it of everybody at once; the gate itself judges each send.

A test holds the two equal: a person may be texted when the gate would let a text go to one of her numbers.
"""

from __future__ import annotations

from sqlalchemy import ColumnElement, Select, and_, not_, select
from sqlalchemy.orm import aliased

from crm.contacts.models import Contact, ContactPoint, ContactPointLink, MemberStatus, PointKind, PointStatus
from crm.sms.models import Consent, ConsentState, OptOut


def may_be_texted() -> ColumnElement[bool]:
    """That at least one number of a person is open, works, and has her consent as the newest word."""
    minor_without = and_(
        Contact.is_minor.is_not(None), Contact.is_minor.is_(True), Contact.has_guardian_consent.is_(False)
    )
    return and_(
        Contact.id.in_(_agreed()),
        Contact.member_status != MemberStatus.DO_NOT_CONTACT,
        Contact.merged_into_id.is_(None),
        Contact.archived_at.is_(None),
        not_(minor_without),
    )


def _agreed() -> Select[int | None]:
    """The people with a number that is fit to be texted and whose consent is not outdone by a refusal as new or newer."""
    refusal = aliased(Consent)
    refused = (
        select(refusal.id)
        .where(
            refusal.organization_id == Consent.organization_id,
            refusal.contact_id == Consent.contact_id,
            refusal.phone == Consent.phone,
            refusal.state == ConsentState.OPTED_OUT,
            refusal.at >= Consent.at,
        )
        .exists()
    )
    return (
        select(Consent.contact_id)
        .join(ContactPointLink, ContactPointLink.contact_id == Consent.contact_id)
        .join(
            ContactPoint,
            and_(ContactPoint.id == ContactPointLink.point_id, ContactPoint.value == Consent.phone),
        )
        .where(
            Consent.state == ConsentState.OPTED_IN,
            Consent.contact_id.is_not(None),
            ContactPoint.kind == PointKind.PHONE,
            ContactPoint.status != PointStatus.BAD,
            ContactPoint.is_textable.is_(True),
            Consent.phone.not_in(closed_numbers()),
            not_(refused),
        )
    )


def closed_numbers() -> Select[str]:
    """The numbers with an open stop or hold."""
    return select(OptOut.phone).where(OptOut.lifted_at.is_(None))


def newest_word(state: ConsentState) -> ColumnElement[bool]:
    """That the newest act of consent of a person, at whichever number, is of that state; of two at once the refusal counts."""
    other = aliased(Consent)
    is_out = state is ConsentState.OPTED_OUT
    later = other.at > Consent.at if is_out else other.at >= Consent.at
    outdone = (
        select(other.id)
        .where(
            other.organization_id == Consent.organization_id,
            other.contact_id == Consent.contact_id,
            other.state != state,
            later,
        )
        .exists()
    )
    return Contact.id.in_(
        select(Consent.contact_id).where(Consent.state == state, Consent.contact_id.is_not(None), not_(outdone))
    )
