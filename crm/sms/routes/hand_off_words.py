"""The note for the next shift in words, made from the figures of the moment."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from flask_babel import gettext as _
from flask_babel import ngettext

from crm.actions.queries import Action
from crm.core.i18n import count, local, speaking
from crm.core.i18n_names import LANGUAGE_CODES
from crm.sms.models import Blast, BlastStatus
from crm.sms.queries import outcomes
from crm.sms.queries.hand_offs import Standing
from crm.sms.queries.outcomes import BlastCounts
from crm.sms.routes.words import blast_title

HOUR = "h:mm a"


def note_words(
    standing: Standing,
    names: Mapping[int, str],
    actions: Mapping[int, Action],
    blast: Blast | None = None,
    counts: BlastCounts | None = None,
) -> dict[str, str]:
    """The note in each language, a sentence a line; `names` are those of colleagues, `actions` those of the blasts."""
    said = {}
    for code in LANGUAGE_CODES:
        with speaking(code):
            of_blast = list(_of_blast(blast, counts)) if blast is not None and counts is not None else []
            lines = [*of_blast, *_of_people(standing, names), *_of_time(standing, actions)]
            said[code] = "\n".join(line.replace("m..", "m.") for line in lines)  # "1:39 p.m." ends a sentence too
    return said


def _of_blast(blast: Blast, counts: BlastCounts) -> Iterator[str]:
    states = counts.states
    left = sum(states[one] for one in (outcomes.ON_ITS_WAY, outcomes.SENT, outcomes.DELIVERED, outcomes.FAILED))
    yield _(
        "Of %(all)s texts: %(sent)s left, %(delivered)s arrived, %(failed)s failed.",
        all=count(counts.total),
        sent=count(left),
        delivered=count(states[outcomes.DELIVERED]),
        failed=count(states[outcomes.FAILED]),
    )
    yield _(
        "Answers: %(answered)s; a yes: %(yes)s; no more texts: %(stopped)s.",
        answered=count(counts.did(outcomes.ANSWERED)),
        yes=count(counts.did(outcomes.YES)),
        stopped=count(counts.did(outcomes.STOPPED)),
    )
    if blast.status is BlastStatus.PAUSED:
        because = blast.paused_because
        yield _("It is paused: %(why)s.", why=_(because)) if because else _("It is paused; somebody must let it go on.")


def _of_people(standing: Standing, names: Mapping[int, str]) -> Iterator[str]:
    waiting = sum(standing.waiting.values())
    if not waiting:
        yield _("Nobody waits for an answer.")
    elif standing.oldest is not None:
        since = local(standing.oldest, f"EEE {HOUR}")
        yield ngettext(
            "%(num)d person waits for an answer, since %(since)s.",
            "%(num)d people wait for an answer, the first since %(since)s.",
            waiting,
            since=since,
        )
    for user_id, people in sorted(standing.waiting.items(), key=lambda one: -one[1]):
        name = names.get(user_id) if user_id is not None else None
        yield (
            _("%(name)s answers %(people)s of them.", name=name, people=count(people))
            if name
            else _("Nobody has %(people)s of them yet.", people=count(people))
        )
    if standing.held:
        yield ngettext(
            "%(num)d number is held: somebody must decide whether it asked us to stop.",
            "%(num)d numbers are held: somebody must decide whether they asked us to stop.",
            standing.held,
        )


def _of_time(standing: Standing, actions: Mapping[int, Action]) -> Iterator[str]:
    if standing.later and standing.next_at is not None:
        yield ngettext(
            "%(num)d text leaves after today, at %(when)s.",
            "%(num)d texts leave after today, the first at %(when)s.",
            standing.later,
            when=local(standing.next_at, f"EEE {HOUR}"),
        )
    for blast in standing.going:
        title = blast_title(blast, actions.get(blast.action_id or 0))
        is_paused = blast.status is BlastStatus.PAUSED
        yield _("Paused: %(title)s.", title=title) if is_paused else _("Not through yet: %(title)s.", title=title)
