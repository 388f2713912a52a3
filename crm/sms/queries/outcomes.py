"""What came of a blast, read off counts that are kept as things happen: where its texts are, who answered, said yes,
stopped, and came. Nothing here looks at every text.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Select, func, select

from crm.core.database import db
from crm.signins.models import SignIn
from crm.sms.models import Blast, BlastAnswer, LeftOut, Message, MessageStatus
from crm.sms.queries.blast_counts import Count, counts_of
from crm.sms.queries.costs import cost_cents

IN_QUEUE, WAITING, ON_ITS_WAY, SENT = "queued", "waiting", "on_its_way", "sent"
DELIVERED, FAILED, NOT_SENT, HELD = "delivered", "failed", "left_out", "held"
STATES = (IN_QUEUE, WAITING, ON_ITS_WAY, SENT, DELIVERED, FAILED, NOT_SENT, HELD)
ANSWERED, YES, STOPPED, CAME, EXCLUDED = "answered", "yes", "stopped", "came", "excluded"
DEEDS = (ANSWERED, YES, STOPPED, CAME)
STATE_OF = {
    MessageStatus.QUEUED: IN_QUEUE,
    MessageStatus.CLAIMED: ON_ITS_WAY,
    MessageStatus.UNCERTAIN: ON_ITS_WAY,
    MessageStatus.ACCEPTED: ON_ITS_WAY,
    MessageStatus.SENDING: ON_ITS_WAY,
    MessageStatus.SENT: SENT,
    MessageStatus.DELIVERED: DELIVERED,
    MessageStatus.UNDELIVERED: FAILED,
    MessageStatus.FAILED: FAILED,
    MessageStatus.SKIPPED: NOT_SENT,
    MessageStatus.CANCELED: NOT_SENT,
    MessageStatus.HELD: HELD,
}


@dataclass(slots=True)
class BlastCounts:
    """How many texts of a blast are where, by language too, why some did not go, and what people did.

    Each person is in one state. `came` is None while the blast's action has not begun or there is none.
    """

    states: Counter[str] = field(default_factory=Counter)
    languages: dict[str, Counter[str]] = field(default_factory=dict)
    reasons: Counter[str] = field(default_factory=Counter)
    deeds: dict[str, Counter[str]] = field(default_factory=dict)
    segments: int = 0
    pictures: int = 0
    first_waiting: datetime | None = None
    came: int | None = None

    @property
    def total(self) -> int:
        """All texts of the blast."""
        return self.states.total()

    @property
    def cost(self) -> int:
        """About what those that went or will go cost, in cents."""
        return cost_cents(0 if self.pictures else self.segments, self.pictures)

    @property
    def is_moving(self) -> bool:
        """Whether a text may still go or a receipt come in."""
        return any(self.states.get(state) for state in (IN_QUEUE, ON_ITS_WAY, SENT))

    def did(self, deed: str) -> int:
        """How many answered, said yes, or stopped."""
        return self.deeds.get(deed, Counter()).total()

    def add(self, one: Count, has_picture: bool) -> None:
        """Count some texts that are in one status, for one reason, in one language."""
        state = STATE_OF.get(one.status, ON_ITS_WAY)
        self.states[state] += one.messages
        self.languages.setdefault(one.language, Counter())[state] += one.messages
        if state in (FAILED, NOT_SENT, HELD) and one.reason:
            self.reasons[one.reason] += one.messages
        if state != NOT_SENT:
            self.segments += one.segments
            self.pictures += one.messages if has_picture else 0


def count_blasts(blasts: Collection[Blast]) -> dict[int, BlastCounts]:
    """Where the texts of some blasts are, in one read."""
    found = {blast.id: BlastCounts() for blast in blasts}
    pictures = {blast.id for blast in blasts if blast.picture_id is not None}
    for blast_id, some in counts_of(found).items():
        for one in some:
            found[blast_id].add(one, blast_id in pictures)
    return found


def count_blast(blast: Blast, now: datetime) -> BlastCounts:
    """Where the texts of one blast are and what its people did, in four reads."""
    counts = count_blasts([blast])[blast.id]
    queued = select(Message.send_after).where(
        Message.status == MessageStatus.QUEUED, Message.blast_id == blast.id, Message.send_after.is_not(None)
    )
    if counts.states[IN_QUEUE]:
        counts.first_waiting = db.session.scalars(queued.order_by(Message.send_after).limit(1)).first()
    if counts.first_waiting is not None and counts.first_waiting <= now:
        counts.first_waiting = None
    for language, has_written, is_yes, is_stop, people in db.session.execute(_answers(blast.id)):
        for deed, is_so in ((ANSWERED, has_written), (YES, is_yes), (STOPPED, is_stop)):
            if is_so:
                counts.deeds.setdefault(deed, Counter())[language] += people
    counts.came = _count_came(blast)
    return counts


def version_of(blast: Blast, counts: BlastCounts) -> str:
    """What an open page compares: it changes with everything that the counters show."""
    deeds = [(deed, sorted(found.items())) for deed, found in sorted(counts.deeds.items())]
    shown = (blast.status, blast.paused_because, sorted(counts.states.items()), sorted(counts.reasons.items()))
    all_of_it = repr((shown, deeds, counts.first_waiting, counts.came, counts.segments))
    return hashlib.sha256(all_of_it.encode()).hexdigest()[:16]


def count_left_out(blast: Blast) -> dict[str, int]:
    """How many of its audience a blast left out, by reason; while it is written down, those so far."""
    if blast.prepared_at is not None:
        return dict(blast.excluded)
    query = select(LeftOut.reason, func.count()).where(LeftOut.blast_id == blast.id).group_by(LeftOut.reason)
    return dict(db.session.execute(query.order_by(LeftOut.reason)).all())


def _answers(blast_id: int) -> Select[str, bool, bool, bool, int]:
    kind = (BlastAnswer.language, BlastAnswer.has_written, BlastAnswer.is_yes, BlastAnswer.is_stop)
    return select(*kind, func.count()).where(BlastAnswer.blast_id == blast_id).group_by(*kind)


def _count_came(blast: Blast) -> int | None:
    """How many of those texted were at the action it asked for or was about."""
    action_id = blast.ask_action_id or blast.action_id
    if action_id is None:
        return None
    came = (
        select(func.count())
        .select_from(SignIn)
        .join(Message, Message.contact_id == SignIn.contact_id)
        .where(SignIn.action_id == action_id, Message.blast_id == blast.id, Message.sent_at.is_not(None))
    )
    return db.session.scalar(came)
