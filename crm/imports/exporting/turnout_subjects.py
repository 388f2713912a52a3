"""What goes out of turnout: answers on public pages, captains with the people they ask, how actions turned out, shifts."""

from __future__ import annotations

from collections.abc import Iterator

from crm.actions.models import ActionShift
from crm.core.errors import N_
from crm.imports.exporting.subject import Subject, of_table
from crm.turnout.models import CaptainPerson, PublicAnswer, TurnoutCaptain, TurnoutResult


def of_turnout() -> Iterator[Subject]:
    """Each of them; a private link's secret stays in."""
    yield of_table(
        "public_answers",
        N_("Answers on public pages"),
        PublicAnswer,
        "contact_id action_id first_name phone answer needs shift_id language words state answered_at",
        PublicAnswer.contact_id,
    )
    yield of_table("captains", N_("Captains"), TurnoutCaptain, "action_id user_id goal")
    yield of_table(
        "captains_people",
        N_("People whom captains ask"),
        CaptainPerson,
        "contact_id captain_id action_id",
        CaptainPerson.contact_id,
    )
    yield of_table(
        "turnout", N_("How actions turned out"), TurnoutResult, "action_id kind days_before status people came"
    )
    yield of_table("shifts", N_("Shifts and roles"), ActionShift, "action_id role role_es starts_at ends_at capacity")
