"""What can be asked of people by texts: who may be texted, what they agreed to, what they got and answered."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from sqlalchemy import ColumnElement, exists, not_, select
from sqlalchemy.orm import aliased

from crm.contacts.models import ContactPoint, ContactPointLink
from crm.contacts.queries.cards import phones_of
from crm.contacts.segments.filters import Config, Frame, SegmentFilter
from crm.contacts.segments.inputs import Fixed, Pick, Rows
from crm.contacts.segments.periods import Period
from crm.contacts.segments.rows import days_or_never, having
from crm.core.database import db
from crm.core.i18n import local_day
from crm.core.spoken import gettext as _
from crm.sms.models import Blast, Consent, ConsentMethod, ConsentState, Direction, Message, MessageStatus
from crm.sms.queries.gate import verdicts
from crm.sms.queries.textable import closed_numbers, may_be_texted, newest_word
from crm.sms.words import reason_word

Condition = ColumnElement[bool]
ON_ITS_WAY = (MessageStatus.ACCEPTED, MessageStatus.SENDING, MessageStatus.SENT, MessageStatus.DELIVERED)
"""A text is got once it is with the carrier or the phone."""
CONSENTS = Fixed(
    (
        ("opted_in", _l("agreed to texts")),
        ("opted_out", _l("said no to texts")),
        ("none", _l("never said anything about texts")),
        ("closed", _l("has a number that is closed to us")),
    )
)
GOT = Fixed((("yes", _l("got a text")), ("no", _l("got no text"))))
WROTE = Fixed((("yes", _l("wrote to us")), ("no", _l("did not write to us"))))
ANSWERED = Fixed((("yes", _l("answered")), ("no", _l("got it and did not answer"))))
MAY = Fixed((("yes", _l("may be texted")), ("no", _l("may not be texted"))))
METHODS = Fixed(
    (
        (ConsentMethod.WEB_FORM, _l("by web form")),
        (ConsentMethod.PAPER_SHEET, _l("on paper")),
        (ConsentMethod.KEYWORD, _l("by a word texted to us")),
        (ConsentMethod.VERBAL, _l("by word of mouth")),
        (ConsentMethod.IMPORT_ATTESTED, _l("as an import says")),
        (ConsentMethod.STOP_REPLY, _l("by a reply")),
        (ConsentMethod.STAFF, _l("as staff wrote down")),
    )
)


def _some_blasts() -> list[tuple[int, str]]:
    query = select(Blast.id, Blast.name).order_by(Blast.id.desc()).limit(100)
    return [(row.id, row.name) for row in db.session.execute(query)]


def _find_blast(blast_id: int) -> str | None:
    return db.session.scalars(select(Blast.name).where(Blast.id == blast_id)).first()


BLASTS = Rows(_some_blasts, _find_blast)


def _may_text(config: Config, _frame: Frame) -> Condition:
    return not_(may_be_texted()) if config.text("how") == "no" else may_be_texted()


def _may_text_evidence(_config: Config, _frame: Frame, contact_id: int) -> str:
    """On which consent it rests; where there is none, why each number may not be texted."""
    phones = phones_of([contact_id]).get(contact_id, [])
    found = verdicts([(phone, contact_id) for phone in phones])
    consent_id = next((verdict.consent_id for verdict in found.values() if verdict.allowed), None)
    if consent_id is not None:
        consent = db.session.get_one(Consent, consent_id)
        return _("agreed %(day)s %(how)s", day=_day(consent), how=METHODS.name_of(consent.method))
    reasons = dict.fromkeys(reason_word(verdict.reason or "") for verdict in found.values())
    return ", ".join(reasons) or _("no phone")


def _day(consent: Consent) -> str:
    return local_day(consent.at, "MMM d, y")


def _consent(config: Config, _frame: Frame) -> Condition:
    said = config.text("said")
    if said == "none":
        return not_(having(Consent.contact_id))
    if said == "closed":
        return having(
            ContactPointLink.contact_id,
            ContactPoint.id == ContactPointLink.point_id,
            ContactPointLink.past_at.is_(None),
            ContactPoint.value.in_(closed_numbers()),
        )
    return newest_word(ConsentState(said))


def _consent_evidence(_config: Config, _frame: Frame, contact_id: int) -> str:
    newest = select(Consent).where(Consent.contact_id == contact_id).order_by(Consent.at.desc(), Consent.id.desc())
    consent = db.session.scalars(newest.limit(1)).first()
    if consent is None:
        return _("said nothing")
    words = {ConsentState.OPTED_IN: _("agreed"), ConsentState.OPTED_OUT: _("said no")}
    how = METHODS.name_of(consent.method)
    return _("%(said)s %(day)s %(how)s", said=words[consent.state], day=_day(consent), how=how)


def _got(config: Config, frame: Frame) -> Condition:
    terms = [Message.direction == Direction.OUT, Message.status.in_(ON_ITS_WAY)]
    terms.append(config.within("when", Message.at, frame))
    found = having(Message.contact_id, *terms)
    return not_(found) if config.text("how") == "no" else found


def _got_words(config: Config) -> str:
    when = config.said("when")
    return _("got no text%(when)s", when=when) if config.text("how") == "no" else _("got a text%(when)s", when=when)


def _texts(contact_id: int, direction: Direction) -> str:
    query = select(Message.at).where(Message.contact_id == contact_id, Message.direction == direction)
    if direction is Direction.OUT:
        query = query.where(Message.status.in_(ON_ITS_WAY))
    return days_or_never(db.session.scalars(query.order_by(Message.at.desc()).limit(5)))


def _wrote(config: Config, frame: Frame) -> Condition:
    found = having(Message.contact_id, Message.direction == Direction.IN, config.within("when", Message.at, frame))
    return not_(found) if config.text("how") == "no" else found


def _wrote_words(config: Config) -> str:
    when = config.said("when")
    if config.text("how") == "no":
        return _("did not write to us%(when)s", when=when)
    return _("wrote to us%(when)s", when=when)


def _answered(config: Config, _frame: Frame) -> Condition:
    got = (Message.blast_id == config.number("blast"), Message.status.in_(ON_ITS_WAY))
    reply = aliased(Message)
    replied = exists().where(
        reply.organization_id == Message.organization_id,
        reply.contact_id == Message.contact_id,
        reply.direction == Direction.IN,
        reply.at > Message.at,
    )
    return having(Message.contact_id, *got, not_(replied) if config.text("how") == "no" else replied)


def _answered_words(config: Config) -> str:
    blast = config.said("blast")
    if config.text("how") == "no":
        return _("got “%(blast)s” and did not answer", blast=blast)
    return _("answered “%(blast)s”", blast=blast)


FILTERS = {
    "may_text": SegmentFilter(
        "texts",
        _l("May be texted"),
        (Pick("how", _l("May or may not"), MAY, "yes"),),
        _may_text,
        lambda config: config.said("how"),
        _may_text_evidence,
    ),
    "consent": SegmentFilter(
        "texts",
        _l("Consent to texts"),
        (Pick("said", _l("What she said last"), CONSENTS, "opted_in"),),
        _consent,
        lambda config: config.said("said"),
        _consent_evidence,
    ),
    "got_text": SegmentFilter(
        "texts",
        _l("Got a text, or none"),
        (Pick("how", _l("Got one or not"), GOT, "no"), Period("when", _l("When"), days=14)),
        _got,
        _got_words,
        lambda _config, _frame, contact_id: _texts(contact_id, Direction.OUT),
    ),
    "wrote": SegmentFilter(
        "texts",
        _l("Wrote to us, or did not"),
        (Pick("how", _l("Wrote or not"), WROTE, "yes"), Period("when", _l("When"), days=30)),
        _wrote,
        _wrote_words,
        lambda _config, _frame, contact_id: _texts(contact_id, Direction.IN),
    ),
    "answered_blast": SegmentFilter(
        "texts",
        _l("Answered a text to many, or did not"),
        (Pick("how", _l("Answered or not"), ANSWERED, "no"), Pick("blast", _l("Which text"), BLASTS)),
        _answered,
        _answered_words,
        lambda _config, _frame, contact_id: _texts(contact_id, Direction.IN),
    ),
}
