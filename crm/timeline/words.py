"""What a timeline says of each row, in the language of the request."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from flask_babel import gettext as _

from crm.core.i18n import bilingual, local_day
from crm.core.phones import format_national
from crm.one_on_ones.forms import EVIDENCE, SCALE
from crm.one_on_ones.options import ISSUES
from crm.timeline import terms
from crm.timeline.queries import Entry, Source, Story

LONGEST_TEXT = 240


@dataclass(frozen=True, slots=True)
class Line:
    """One entry as it is read: an icon, what happened, and small lines below; `story_of` is a one-on-one with a story."""

    icon: str
    title: str
    details: list[str] = field(default_factory=list)
    quote: str = ""
    story_of: Any = None


def stand_words(value: int) -> str:
    """A place on the scale in words: 2 is "With us"."""
    return str(dict(SCALE)[str(value)])


def issue_words(issues: list[str]) -> str:
    """What matters to a person, in words."""
    known = dict(ISSUES)
    return ", ".join(_(known[issue]) if issue in known else issue for issue in issues)


def ask_words(commitment: Any, story: Story) -> str:
    """What was asked, as a thing to do: Come to the hearing, Bring 3 people."""
    action = story.actions.get(commitment.action_id)
    name = action_name(action) if action is not None else ""
    return terms.ask(commitment.kind.value, commitment.quantity, commitment.detail, name)


def action_name(action: Any) -> str:
    """The short name of an action, else its title, in the language of the request."""
    return bilingual(action.short_title, action.short_title_es) or bilingual(action.title, action.title_es)


def line_of(entry: Entry, story: Story) -> Line:
    """The words for an entry."""
    return _WORDS[entry.source](entry, story)


def _by(user_id: int | None, story: Story) -> list[str]:
    name = story.users.get(user_id or 0)
    return [_("By %(name)s", name=name)] if name else []


def _one_on_one(entry: Entry, story: Story) -> Line:
    row = entry.row
    organizer = story.users.get(row.organizer_user_id) or _("somebody")
    title = _("One-on-one with %(name)s", name=organizer)
    how = [_("%(minutes)s minutes", minutes=row.minutes)] if row.minutes else []
    how += [_("with %(who)s", who=row.second_adult)] if row.second_adult else []
    how.append(terms.channel(row.channel.value))
    issues = [_("What matters: %(issues)s", issues=issue_words(row.issues))] if row.issues else []
    return Line("people", ", ".join([title, *how]), issues, story_of=row if row.sealed_story is not None else None)


def _assessment(entry: Entry, story: Story) -> Line:
    row = entry.row
    before = story.values_before.get(row.id)
    now = {"value": row.value, "words": stand_words(row.value)}
    if before is None:
        icon, title = "check", _("Stands at %(value)s (%(words)s)", **now)
    elif before == row.value:
        icon, title = "check", _("Still stands at %(value)s (%(words)s)", **now)
    else:
        icon = "arrow-up-right" if row.value < before else "arrow-down"
        title = _(
            "Stands moved from %(before)s (%(before_words)s) to %(value)s (%(words)s)",
            before=before,
            before_words=stand_words(before),
            **now,
        )
    return Line(icon, title, [str(dict(EVIDENCE)[row.evidence.value]), *_by(row.by_user_id, story)])


def _promise(entry: Entry, story: Story) -> Line:
    event, commitment = entry.row, entry.beside
    details = [_("By %(day)s", day=local_day(commitment.due_on))] if commitment.due_on else []
    asker = story.users.get(commitment.asked_by_user_id or 0)
    details += [_("Asked by %(name)s", name=asker)] if asker else []
    details += [text for text in (terms.answer_source(event.source),) if text]
    return Line(
        terms.ANSWER_ICONS.get(event.answer.value, "question-circle"),
        terms.answered(event.answer.value, ask_words(commitment, story)),
        details,
    )


def _outcome(entry: Entry, story: Story) -> Line:
    row = entry.row
    icon = "check2-circle" if row.outcome.value == "kept" else "dash"
    return Line(icon, terms.ended(row.outcome.value, ask_words(row, story)), _promised_on(row))


def _promised_on(row: Any) -> list[str]:
    return [_("Promised %(day)s", day=local_day(row.answered_at))] if row.answered_at else []


def _text(entry: Entry, story: Story) -> Line:
    row = entry.row
    quote = row.body if len(row.body) <= LONGEST_TEXT else row.body[:LONGEST_TEXT].rstrip() + "…"
    if row.direction.value == "in":
        return Line("chat-left-text", _("Wrote by text"), [], quote)
    status = terms.message_status(row.status.value)
    return Line("send", _("We wrote by text"), [status, *_by(row.sent_by_user_id, story)], quote)


def _sign_in(entry: Entry, story: Story) -> Line:
    row = entry.row
    action = story.actions.get(row.action_id)
    name = action_name(action) if action is not None else ""
    is_online = action is not None and row.method.value in ("import", "join_link")
    title = (
        _("Left %(action)s early", action=name)
        if row.outcome.value == "left_early"
        else (_("Came to %(action)s", action=name) if is_online else _("Signed in at %(action)s", action=name))
    )
    if row.minutes is not None:
        title += ", " + _stay(row.minutes, action.minutes if action is not None else None)
    return Line("camera-video" if is_online else "door-open", title, [terms.sign_in_method(row.method.value)])


def _stay(minutes: int, whole: int | None) -> str:
    stayed: str = _("%(minutes)s minutes", minutes=minutes)
    if whole and whole >= minutes:
        stayed = _("%(minutes)s of %(whole)s minutes", minutes=minutes, whole=whole)
    return stayed


def _consent(entry: Entry, story: Story) -> Line:
    row = entry.row
    is_yes = row.state.value == "opted_in"
    title = _("Said yes to texts") if is_yes else _("Said no to texts")
    details = [format_national(row.phone), terms.consent_method(row.method.value), row.source]
    return Line("shield-check" if is_yes else "slash-circle", title, [text for text in details if text], row.words)


def _stop(entry: Entry, story: Story) -> Line:
    row = entry.row
    title = terms.stopped(row.reason.value, format_national(row.phone))
    lifted = [_("Lifted %(day)s", day=local_day(row.lifted_at))] if row.lifted_at else []
    return Line("slash-circle", title, [*lifted, *_by(row.by_user_id, story)], row.words)


def _task(entry: Entry, story: Story) -> Line:
    return Line("check2", _("Done: %(task)s", task=entry.row.title), _by(entry.row.assignee_user_id, story))


def _added(entry: Entry, story: Story) -> Line:
    contact, batch = entry.row, entry.beside
    source = [_("Source: %(source)s", source=contact.source)] if contact.source else []
    if batch is not None:
        title = _("Came in with an import")
        return Line("file-earmark-spreadsheet", title, [batch.label, *_by(contact.created_by_id, story), *source])
    return Line("person-plus", _("Written down as a new person"), [*_by(contact.created_by_id, story), *source])


def _changed(entry: Entry, story: Story) -> Line:
    change, batch = entry.row, entry.beside
    fields = ", ".join(terms.contact_field(name) for name in change.after)
    details = [text for text in (batch.label if batch is not None else "", fields) if text]
    return Line("file-earmark-spreadsheet", _("Changed by an import"), details)


_WORDS: dict[Source, Callable[[Entry, Story], Line]] = {
    Source.ONE_ON_ONE: _one_on_one,
    Source.ASSESSMENT: _assessment,
    Source.PROMISE: _promise,
    Source.OUTCOME: _outcome,
    Source.TEXT: _text,
    Source.SIGN_IN: _sign_in,
    Source.CONSENT: _consent,
    Source.STOP: _stop,
    Source.TASK: _task,
    Source.ADDED: _added,
    Source.CHANGED: _changed,
}
