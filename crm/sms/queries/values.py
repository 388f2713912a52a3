"""What fills merge fields for everybody: the organization, the sender, the action and its campaign, in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from crm.accounts.queries import get_organization
from crm.actions.queries import Action, find_action
from crm.campaigns.queries import find_campaign
from crm.core.clock import zone
from crm.core.i18n_names import LANGUAGE_CODES
from crm.core.scope import current_organization_id
from crm.sms.merge_fields import cut, fields, say_ask, say_date, say_phone, say_time
from crm.sms.queries.personal import join_link_of

Values = dict[str, dict[str, str]]
"""Language, then field, then what stands in its place."""


def shared_values(action_id: int | None, sender_name: str, now: datetime) -> Values:
    """The values of an action's texts, or of a text about none.

    What is over by `now` gives its recording as link, and no date, time or place.
    """
    organization, action = get_organization(current_organization_id()), find_action(action_id)
    values = {"sender": sender_name.partition(" ")[0], "org": organization.short_name}
    values["phone"] = say_phone(organization.phone or "")
    return {
        language: values | (_of_action(action, now, language) if action is not None else {})
        for language in LANGUAGE_CODES
    }


def with_ask(values: Values, asked: Action | None) -> Values:
    """The values with ask, date, time, place and campaign of the action that a yes means coming to."""
    if asked is None:
        return values
    return {language: known | _of_ask(asked, language) for language, known in values.items()}


def with_typed(values: Values, typed: Mapping[str, Mapping[str, str]]) -> Values:
    """The values with what somebody typed where nothing else fills the field."""
    return {
        language: {name: value for name, value in typed.get(language, {}).items() if value}
        | {name: value for name, value in known.items() if value}
        for language, known in values.items()
    }


def _of_action(action: Action, now: datetime, language: str) -> dict[str, str]:
    values = {
        "event": _event(action, language),
        "ask": say_ask(action.ask_es if language == "es" else action.ask),
    }
    if action.starts_at > now:
        values |= _when_and_where(action, language) | {"link": action.online_url}
    else:
        values["link"] = action.recording_url
    values["join_link"] = join_link_of(action)
    return values | _of_campaign(action.campaign_id, language)


def _of_ask(action: Action, language: str) -> dict[str, str]:
    """An action without an ask of its own asks people to come to it."""
    come = "venir a {}" if language == "es" else "come to {}"
    ask = say_ask(action.ask_es if language == "es" else action.ask) or come.format(_name(action, language))
    return {"ask": ask} | _when_and_where(action, language) | _of_campaign(action.campaign_id, language)


def _when_and_where(action: Action, language: str) -> dict[str, str]:
    local = action.starts_at.astimezone(zone(action.time_zone))
    place = cut(action.place, fields()["place"].max_chars)
    return {"date": say_date(local.date(), language), "time": say_time(local.time()), "place": place}


def _event(action: Action, language: str) -> str:
    has_short = bool(action.short_title or (language == "es" and action.short_title_es))
    name = _name(action, language)
    return name if has_short else cut(name, fields()["event"].max_chars)


def _name(action: Action, language: str) -> str:
    is_spanish = language == "es"
    short = (action.short_title_es if is_spanish else "") or action.short_title
    return short or (action.title_es if is_spanish else "") or action.title


def _of_campaign(campaign_id: int | None, language: str) -> dict[str, str]:
    campaign = find_campaign(campaign_id)
    if campaign is None:
        return {}
    return {
        "campaign": campaign.short_name,
        "body": (campaign.decision_body_es if language == "es" else "") or campaign.decision_body,
        "district": campaign.place_name.partition(",")[0],
    }
