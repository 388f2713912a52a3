"""What this room itself re-points when two records become one: points, tags, lists, notes, suggestions, households."""

from __future__ import annotations

from sqlalchemy import select

from crm.contacts.models import ContactPoint, ContactPointLink, DuplicateStatus, PointKind
from crm.contacts.models.email_consents import EmailConsentState
from crm.contacts.service.repointing import Merging, Repointer, Row, first_filled
from crm.contacts.service.stricter import keep_refused, move_acts
from crm.contacts.uniting import LOSER, WINNER
from crm.core.database import db
from crm.core.errors import N_
from crm.places.ids import contradict, kind_of
from crm.places.queries import PlaceSource

REFUSED_SOURCE = "refused in a record that is the same person's"
DECIDED = (DuplicateStatus.OPEN, DuplicateStatus.SAME, DuplicateStatus.DIFFERENT)
"""Of two suggestions that become one, what is later in this order stands: two people stay two people."""


def repoint(merging: Merging) -> None:
    """Re-point everything of this room; of two rows that say the same one is kept."""
    _repoint_people(merging)
    merging.move("contact_notes.contact_id")
    merging.move("permissions.contact_id")
    _repoint_points(merging)
    merging.unite("taggings.contact_id", ["tag_id"], first_filled())
    merging.unite("list_members.contact_id", ["list_id"], first_filled())
    merging.unite("household_members.contact_id", ["household_id"], first_filled())
    merging.unite("external_ids.contact_id", ["system", "value"], first_filled())
    move_acts(merging, "email_consents", "email", _refuse_email)
    _repoint_relationships(merging)
    _repoint_places(merging)
    _repoint_suggestions(merging)


def stay_refused(merging: Merging) -> None:
    """After an undo: the e-mail refused while the two were one counts for the addresses of both."""
    keep_refused(merging, "email_consents", "email", _refuse_email)


def _refuse_email(merging: Merging, contact_id: int, email: str, refused: Row) -> None:
    """Write down for one more address what a person refused, at the moment and in the words she did."""
    merging.add(
        "email_consents",
        contact_id=contact_id,
        email=email,
        state=EmailConsentState.OPTED_OUT,
        source=REFUSED_SOURCE,
        words=refused["words"],
        at=refused["at"],
        batch_id=merging.batch_id,
    )


def _repoint_people(merging: Merging) -> None:
    """Records joined into the loser before follow her; nobody is brought by herself."""
    merging.move("contacts.merged_into_id")
    merging.move("contacts.recruited_by_id")
    for row in merging.rows("contacts", id=merging.winner_id, recruited_by_id=merging.winner_id):
        merging.change("contacts", row, recruited_by_id=None)


def _repoint_relationships(merging: Merging) -> None:
    """Everybody close to either is close to the one; nobody to herself; of two words about a pair the winner's stands."""
    both = {merging.winner_id, merging.loser_id}
    ours = {_other_of(row, merging.winner_id) for row in _relationships(merging, merging.winner_id)} - both
    for row in _relationships(merging, merging.loser_id):
        if {row["contact_id"], row["other_id"]} == both or _other_of(row, merging.loser_id) in ours:
            merging.remove("relationships", row)
    merging.move("relationships.contact_id")
    merging.move("relationships.other_id")


def _relationships(merging: Merging, contact_id: int) -> list[Row]:
    return merging.rows("relationships", contact_id=contact_id) + merging.rows("relationships", other_id=contact_id)


def _other_of(row: Row, contact_id: int) -> int:
    other: int = row["other_id"] if row["contact_id"] == contact_id else row["contact_id"]
    return other


def _repoint_points(merging: Merging) -> None:
    """All numbers and addresses of both, one of each kind primary; what is no longer hers in one record is past."""
    ids, chosen = (merging.winner_id, merging.loser_id), merging.choices
    sides = {kind: chosen.get(kind.value) or _primary_side(*ids, kind) for kind in PointKind}
    primaries = {
        kind: _first_link(merging.loser_id if side == LOSER else merging.winner_id, kind)
        for kind, side in sides.items()
    }
    merging.unite("contact_point_links.contact_id", ["point_id"], _one_link)
    for kind, link in primaries.items():
        for row in merging.rows("contact_point_links", id=_link_ids(merging.winner_id, kind)):
            is_first = link is not None and row["point_id"] == link.point_id and row["past_at"] is None
            merging.change("contact_point_links", row, is_primary=is_first)


def _one_link(ours: Row, theirs: Row) -> dict[str, object]:
    return {"past_at": ours["past_at"] or theirs["past_at"], "label": ours["label"] or theirs["label"]}


def _primary_side(winner_id: int, loser_id: int, kind: PointKind) -> str:
    """Whose primary number or address is the sensible one: the only one, else the one that came last."""
    ours, theirs = _first_link(winner_id, kind), _first_link(loser_id, kind)
    if ours is None or theirs is None:
        return WINNER if theirs is None else LOSER
    return LOSER if theirs.created_at > ours.created_at else WINNER


def default_sides(winner_id: int, loser_id: int) -> dict[str, str]:
    """The sensible side for "phone" and for "email"."""
    return {kind.value: _primary_side(winner_id, loser_id, kind) for kind in PointKind}


def _first_link(contact_id: int, kind: PointKind) -> ContactPointLink | None:
    query = (
        select(ContactPointLink)
        .join(ContactPoint, ContactPoint.id == ContactPointLink.point_id)
        .where(
            ContactPointLink.contact_id == contact_id,
            ContactPoint.kind == kind,
            ContactPointLink.past_at.is_(None),
        )
        .order_by(ContactPointLink.is_primary.desc(), ContactPointLink.id)
    )
    return db.session.scalars(query.limit(1)).first()


def _link_ids(contact_id: int, kind: PointKind) -> list[int]:
    query = (
        select(ContactPointLink.id)
        .join(ContactPoint, ContactPoint.id == ContactPointLink.point_id)
        .where(ContactPointLink.contact_id == contact_id, ContactPoint.kind == kind)
    )
    return list(db.session.scalars(query))


def _repoint_suggestions(merging: Merging) -> None:
    """The pair itself is decided; what was suggested of the loser is said of the winner, once for each other person."""
    for row in _suggestions_of(merging, merging.loser_id):
        other = row["other_id"] if row["contact_id"] == merging.loser_id else row["contact_id"]
        if other == merging.winner_id:
            decided = {"status": DuplicateStatus.SAME, "decided_by_id": merging.actor.user_id}
            merging.change("duplicate_suggestions", row, **decided)
            continue
        first, second = sorted((merging.winner_id, other))
        twins = merging.rows("duplicate_suggestions", contact_id=first, other_id=second)
        if not twins:
            merging.change("duplicate_suggestions", row, contact_id=first, other_id=second)
            continue
        merging.remove("duplicate_suggestions", row)
        if DECIDED.index(row["status"]) > DECIDED.index(twins[0]["status"]):
            decided = {"status": row["status"], "decided_by_id": row["decided_by_id"]}
            merging.change("duplicate_suggestions", twins[0], **decided)


def _repoint_places(merging: Merging) -> None:
    """Where both live: of places read from addresses those of the address that is kept, and no two that contradict."""
    (kept,), (given_up,) = merging.rows("contacts", id=merging.winner_id), merging.rows("contacts", id=merging.loser_id)
    is_losers = (kept["city"], kept["state"]) == (given_up["city"], given_up["state"])
    left_out = merging.winner_id if is_losers else merging.loser_id
    for row in merging.rows("contact_divisions", contact_id=left_out, source=PlaceSource.ADDRESS):
        merging.remove("contact_divisions", row)
    ours = [row["ocd_id"] for row in merging.rows("contact_divisions", contact_id=merging.winner_id)]
    for row in merging.rows("contact_divisions", contact_id=merging.loser_id):
        if any(_is_another(row["ocd_id"], one) for one in ours):
            merging.remove("contact_divisions", row)
    merging.unite("contact_divisions.contact_id", ["ocd_id"], first_filled())


def _is_another(theirs: str, ours: str) -> bool:
    """Whether nobody lives in both: two wards, two cities, two states."""
    return theirs != ours and (kind_of(theirs) == kind_of(ours) or contradict(theirs, ours))


def _suggestions_of(merging: Merging, contact_id: int) -> list[Row]:
    as_first = merging.rows("duplicate_suggestions", contact_id=contact_id)
    return as_first + merging.rows("duplicate_suggestions", other_id=contact_id)


REPOINTER = Repointer(
    columns=(
        "contacts.recruited_by_id",
        "contacts.merged_into_id",
        "contact_notes.contact_id",
        "contact_point_links.contact_id",
        "taggings.contact_id",
        "duplicate_suggestions.contact_id",
        "duplicate_suggestions.other_id",
        "list_members.contact_id",
        "household_members.contact_id",
        "contact_divisions.contact_id",
        "external_ids.contact_id",
        "email_consents.contact_id",
        "permissions.contact_id",
        "relationships.contact_id",
        "relationships.other_id",
    ),
    repoint=repoint,
    taken_back=stay_refused,
    counted=(
        ("taggings.contact_id", N_("Tags")),
        ("contact_notes.contact_id", N_("Cells kept as notes")),
        ("list_members.contact_id", N_("Lists")),
        ("household_members.contact_id", N_("Households")),
        ("contacts.recruited_by_id", N_("People she brought")),
    ),
)
