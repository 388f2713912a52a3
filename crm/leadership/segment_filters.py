"""What can be asked of people by where they stand on the ladder."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from sqlalchemy import ColumnElement, not_, or_

from crm.contacts.segments.filters import Config, Frame, SegmentFilter
from crm.contacts.segments.inputs import Label, PickMany
from crm.contacts.segments.rows import having
from crm.core.i18n import bilingual, local_day
from crm.core.spoken import gettext as _
from crm.leadership.ladder import NAME_ON_LIST
from crm.leadership.models import StageStanding
from crm.leadership.queries import find_standing, get_stage, list_stages


class Stages:
    """The stages in this organization's words."""

    def offered(self) -> list[tuple[str, str]]:
        """Numbers and names, from the lowest."""
        return [(str(stage.number), bilingual(stage.name, stage.name_es)) for stage in list_stages()]

    def name_of(self, value: str) -> str | None:
        """The name of a stage by its number, None when there is no such thing."""
        return dict(self.offered()).get(value)


def _stands(config: Config, _frame: Frame) -> ColumnElement[bool]:
    stages = config.ids("stages")
    found = having(StageStanding.contact_id, StageStanding.stage.in_(stages))
    nowhere = not_(having(StageStanding.contact_id, StageStanding.stage != NAME_ON_LIST))
    return or_(found, nowhere) if NAME_ON_LIST in stages else found


def _words(config: Config) -> str:
    return _("stands on the ladder at %(stages)s", stages=config.said("stages"))


def _evidence(_config: Config, _frame: Frame, contact_id: int) -> str:
    standing = find_standing(contact_id)
    stage = get_stage(standing.stage if standing else NAME_ON_LIST)
    name = bilingual(stage.name, stage.name_es)
    return f"{name}, {local_day(standing.since, 'MMM d, y')}" if standing else name


LABEL: Label = _l("Stands at")
FILTERS = {
    "leadership_stage": SegmentFilter(
        "one_on_ones",
        _l("Stage of the ladder"),
        (PickMany("stages", LABEL, Stages()),),
        _stands,
        _words,
        _evidence,
    )
}
