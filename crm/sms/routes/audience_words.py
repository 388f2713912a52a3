"""Whom a text is for, said as a sentence; and the choices that the composer offers."""

from __future__ import annotations

from flask_babel import gettext as _
from flask_babel import ngettext

from crm.actions.queries import find_action
from crm.contacts.queries.lists import get_list
from crm.contacts.queries.segments import get_segment
from crm.contacts.queries.tags import get_tag
from crm.core.errors import NotFound
from crm.core.i18n import bilingual, local_day
from crm.sms.queries.audience import Audience, AudienceKind, Said


def said_word(said: Said) -> str:
    """How people stand to an action, as it stands in a list of choices."""
    words: dict[Said, str] = {
        Said.YES: _("said yes"),
        Said.MAYBE: _("said maybe"),
        Said.UNANSWERED: _("have not answered"),
        Said.NO: _("said no"),
        Said.CAME: _("came"),
        Said.LEFT_EARLY: _("left early"),
        Said.DID_NOT_COME: _("said yes and did not come"),
    }
    return words[said]


def audience_words(audience: Audience) -> str:
    """Whom a text is for, in words; what was deleted since is said to be gone."""
    try:
        return _words(audience)
    except NotFound:
        return str(_("People of something that is not here any more"))


def _words(audience: Audience) -> str:
    if audience.kind is AudienceKind.TAG:
        return str(_("Tagged “%(name)s”", name=get_tag(audience.id).name))
    if audience.kind is AudienceKind.LIST:
        return str(_("On the list “%(name)s”", name=get_list(audience.id).name))
    if audience.kind is AudienceKind.SEGMENT:
        return str(_("In the segment “%(name)s”", name=get_segment(audience.id).name))
    if audience.kind is AudienceKind.PEOPLE:
        count = len(audience.people)
        return str(ngettext("%(num)d person picked by hand", "%(num)d people picked by hand", count))
    return _of_action(audience)


def _of_action(audience: Audience) -> str:
    action = find_action(audience.id)
    if action is None:
        raise NotFound("")
    name = bilingual(action.short_title or action.title, action.short_title_es or action.title_es)
    day = local_day(action.starts_at, "MMM d")
    stands = ", ".join(said_word(said) for said in audience.said)
    return f"{name}, {day}: {stands}"
