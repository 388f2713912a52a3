"""The totals of an action that several organizations host: never a name of another one's people."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, select

from crm.accounts.queries import list_organizations
from crm.actions.queries import Action, list_hosts
from crm.commitments.models import Commitment, CommitmentKind
from crm.commitments.queries import PROMISING
from crm.core.database import db
from crm.core.scope import current_organization_id, everywhere
from crm.core.small_numbers import unless_small
from crm.signins.models import SignIn


@dataclass(frozen=True, slots=True)
class HostTotals:
    """One host of an action: how many of its people said yes and came; None: fewer than five of another's."""

    name: str
    is_us: bool
    yes: int | None
    came: int | None


def joint_totals(action: Action) -> list[HostTotals]:
    """Each host of an action with its totals, ourselves first; none for an action of our own alone."""
    hosts = list_hosts(action.joint_key) if action.joint_key else {}
    if len(hosts) < 2:
        return []
    promised = (Commitment.kind == CommitmentKind.ATTEND, Commitment.answer.in_(PROMISING))
    with everywhere("hosting together: the totals of all hosts, without anybody's name"):
        yes = select(Commitment.action_id, func.count()).where(Commitment.action_id.in_(hosts.values()), *promised)
        came = select(SignIn.action_id, func.count()).where(SignIn.action_id.in_(hosts.values()))
        said = {row[0]: row[1] for row in db.session.execute(yes.group_by(Commitment.action_id))}
        here = {row[0]: row[1] for row in db.session.execute(came.group_by(SignIn.action_id))}
    names, ours = {one.id: one.name for one in list_organizations()}, current_organization_id()
    totals = [_totals(names[org], org == ours, said.get(one, 0), here.get(one, 0)) for org, one in hosts.items()]
    return sorted(totals, key=lambda one: not one.is_us)


def _totals(name: str, is_us: bool, yes: int, came: int) -> HostTotals:
    return (
        HostTotals(name, is_us, yes, came) if is_us else HostTotals(name, False, unless_small(yes), unless_small(came))
    )
