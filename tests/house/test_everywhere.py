"""Who sees the rows of every organization, and why: each crossing is listed here with its reason."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from tests.house.sources import python_files, short

CROSSINGS = [
    ("crm/accounts/queries.py", "signing in: the organization is known only after the user"),
    ("crm/accounts/queries.py", "signing in: the organization is known only after the user"),
    ("crm/actions/queries.py", "a public page: its organization is known only by the action's code"),
    ("crm/actions/queries.py", "hosting together: the hosts of one action"),
    ("crm/actions/queries.py", "hosting together: who is invited knows only the code"),
    ("crm/actions/service/joint.py", "hosting together: time and place of an action are the same for all its hosts"),
    ("crm/boards/queries/shares.py", "a board's link is opened by somebody who is in no organization"),
    ("crm/boards/queries/shares.py", "a coalition board's link is opened by somebody who is in no organization"),
    ("crm/campaigns/queries/planning.py", "a calendar's link is read by a phone that is in no organization"),
    ("crm/coalitions/queries/invites.py", "a coalition: an invited organization sees who invites it into what"),
    ("crm/coalitions/queries/invites.py", "a coalition: who is invited by a link knows only its secret"),
    (
        "crm/coalitions/queries/members.py",
        "a coalition: which organizations run which campaigns together, and their goals",
    ),
    (
        "crm/coalitions/service/inviting.py",
        "a coalition: an invitation is taken up or declined once, by the organization it is for",
    ),
    ("crm/commitments/service/seats.py", "hosting together: the seats that the people of all hosts have taken"),
    ("crm/contacts/jobs.py", "a sweep looks for fields whose values nobody reads any more"),
    ("crm/contacts/jobs.py", "a sweep looks for pairs that nobody joins any more"),
    ("crm/core/resealing.py", "replacing a key: every sealed text of the installation"),
    ("crm/imports/jobs.py", "the jobs process looks for imports of any organization that nobody works at"),
    ("crm/signins/jobs.py", "the worker settles what any organization's doors took in"),
    ("crm/signins/queries/doors.py", "a door: its organization is known only by the token"),
    ("crm/sms/jobs/taking_in.py", "the worker takes in what any organization's provider told"),
    ("crm/sms/jobs/world.py", "the worker looks for organizations with texts to move"),
    ("crm/sms/queries/blasts.py", "a command names a blast of whichever organization"),
    ("crm/sms/queries/pictures.py", "the provider fetches a picture by its token alone"),
    ("crm/sms/queries/senders.py", "a number or messaging service belongs to one organization of this server"),
    ("crm/sms/queries/senders.py", "a webhook: its organization is known only by account and number"),
    ("crm/turnout/queries/joint.py", "hosting together: the totals of all hosts, without anybody's name"),
    ("crm/turnout/queries/public.py", "a private link: its organization is known only by the link"),
    ("crm/turnout/queries/public.py", "the worker takes in what was answered on any organization's public pages"),
]
INNER = {"_scope", "EVERYWHERE"}
"""The workings of crm.core.scope, which nobody else uses."""
HOME = "crm/core/scope.py"


def test_each_crossing_is_listed_with_its_reason() -> None:
    found = [(short(path), reason) for path in python_files(("crm",)) for reason in _reasons(path.read_text())]
    assert sorted(found) == sorted(CROSSINGS)


def test_nobody_else_touches_the_workings_of_the_scope() -> None:
    using = {short(path) for path in python_files(("crm",)) if INNER & set(_names(path.read_text()))}
    assert using == {HOME}


def test_a_crossing_is_found_however_it_is_written() -> None:
    assert list(_reasons('with everywhere("a"), scope.everywhere(reason="b"):\n    pass')) == ["a", "b"]
    assert list(_reasons("with everywhere(why):\n    pass")) == ["a reason that is no plain text"]
    assert list(_reasons("look = everywhere")) == ["a reason that is no plain text"]
    assert INNER & set(_names("from crm.core.scope import EVERYWHERE as all_of_them")) == {"EVERYWHERE"}
    assert INNER & set(_names("scope._scope.set(0)")) == {"_scope"}


def _reasons(source: str) -> Iterator[str]:
    """The reason of each use of everywhere, in order; a use that is no plain call has none that can be read."""
    tree = ast.parse(source)
    calls = {id(node.func): node for node in ast.walk(tree) if isinstance(node, ast.Call)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Name | ast.Attribute) and _name(node) == "everywhere":
            call = calls.get(id(node))
            given = [*call.args, *(keyword.value for keyword in call.keywords)] if call else []
            plain = [one.value for one in given if isinstance(one, ast.Constant) and isinstance(one.value, str)]
            yield plain[0] if plain else "a reason that is no plain text"


def _names(source: str) -> Iterator[str]:
    """Every name a module reads, writes or imports."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Name | ast.Attribute):
            yield _name(node)
        elif isinstance(node, ast.ImportFrom):
            yield from (alias.name for alias in node.names)


def _name(node: ast.Name | ast.Attribute) -> str:
    return node.id if isinstance(node, ast.Name) else node.attr
