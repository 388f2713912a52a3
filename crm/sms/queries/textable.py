"""The gate's rule as one condition in SQL, for asking it of everybody at once; the gate itself judges each send.

A test holds the two equal: a person may be texted when the gate would let a text go to one of her numbers.
"""

from __future__ import annotations

from sqlalchemy import ColumnElement, Select, and_, exists, not_, select, text, union_all
from sqlalchemy.orm import aliased

from crm.contacts.models import (
    IS_UNFIT,
    Contact,
    ContactPoint,
    ContactPointLink,
    MemberStatus,
    PointKind,
    PointStatus,
)
from crm.core.database import has_hash_joins
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
        _has_agreed_number() if has_hash_joins() else Contact.id.in_(_agreed()),
    )


def _agreed() -> Select[int | None]:
    """The people who agreed for a number of theirs that is open and takes texts, where rows are looked up one by one.

    Begun from the agreements: what closes a number, and who ever refused, are few and held as sets, so that for nearly
    everybody one number and one link are looked up.
    """
    return select(Consent.contact_id).where(
        *_agreement_stands(),
        Consent.phone.not_in(union_all(closed_numbers(), _unfit_numbers())),
        ContactPoint.kind == PointKind.PHONE,
        ContactPoint.value == Consent.phone,
        ContactPointLink.point_id == ContactPoint.id,
        ContactPointLink.contact_id == Consent.contact_id,
        ContactPointLink.past_at.is_(None),
    )


def _has_agreed_number() -> ColumnElement[bool]:
    """The same where whole tables are joined by hashing: asked of her agreements, of which nearly everybody has one.

    Asked of her numbers first, the agreements of everybody were gathered by number, which took as long as all the rest.
    """
    usable = exists().where(
        ContactPointLink.contact_id == Consent.contact_id,
        ContactPointLink.past_at.is_(None),
        ContactPoint.id == ContactPointLink.point_id,
        ContactPoint.value == Consent.phone,
        ContactPoint.kind == PointKind.PHONE,
        ContactPoint.status != PointStatus.BAD,
        ContactPoint.is_textable.is_(True),
        ContactPoint.unreachable_since.is_(None),
        ContactPoint.value.not_in(closed_numbers()),
    )
    return exists().where(Consent.contact_id == Contact.id, *_agreement_stands(), usable)


def _agreement_stands() -> tuple[ColumnElement[bool], ...]:
    """That an act of consent agrees and no refusal for the number is as new or newer.

    Most people never refused anything: that she is not among those who did is asked first, since it costs the least.
    """
    refusal, refuser = aliased(Consent), aliased(Consent)
    refusers = select(refuser.contact_id).where(
        refuser.state == ConsentState.OPTED_OUT, refuser.contact_id.is_not(None)
    )
    refused = exists().where(
        refusal.organization_id == Consent.organization_id,
        refusal.contact_id == Consent.contact_id,
        refusal.phone == Consent.phone,
        refusal.state == ConsentState.OPTED_OUT,
        refusal.at >= Consent.at,
    )
    return (Consent.state == ConsentState.OPTED_IN, not_(and_(Consent.contact_id.in_(refusers), refused)))


def _unfit_numbers() -> Select[str]:
    """The numbers that are bad or take no texts, read from their own index."""
    return select(ContactPoint.value).where(text(IS_UNFIT))


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
