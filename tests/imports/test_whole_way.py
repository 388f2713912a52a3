"""Files on their whole way: in by the command, and out again as an organization would take them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import ExitStack
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from crm.accounts.service import create_organization
from crm.actions.service import close_action
from crm.commitments.models import Commitment
from crm.contacts.models import Contact
from crm.core.actor import system_actor
from crm.core.clock import utc_now
from crm.core.database import db, unit_of_work
from crm.core.scope import in_organization
from crm.imports.models import ImportRun
from crm.imports.service import undo
from crm.signins.models import SignIn
from tests.conftest import BACKENDS, fresh_database, make_app
from tests.imports.examples import DATA, EXPECTED, MANIFEST

KEYS = {
    *("kind", "rows", "created", "updated", "unchanged", "matched"),
    *("review", "rejected", "rejects_file", "batch_id"),
}
NUMBERS = count(1)
MOBILIZE = """first name,last name,email,phone,event id,event name,start,timezone,status,attended,signup created
Ana,Ruiz,ana@example.org,3035550101,7,House meeting,2026-10-26 18:00-06:00,America/Denver,REGISTERED,true,2026-09-06 12:00-06:00
Beto,Sol,beto@example.org,3035550102,7,House meeting,2026-10-26 18:00-06:00,America/Denver,CANCELLED,,2026-09-06 12:00-06:00
"""


@pytest.fixture(scope="module", params=BACKENDS)
def own_app(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """An application on a database of its own that really commits."""
    folder = tmp_path_factory.mktemp("whole")
    with ExitStack() as stack:
        app = make_app(stack.enter_context(fresh_database(request, folder)), folder)
        yield app
        with app.app_context():
            db.session.remove()
            db.engine.dispose()


class Desk:
    """One organization seen from the command line."""

    def __init__(self, app: Flask) -> None:
        self.app, self.slug = app, f"desk-{next(NUMBERS)}"
        with app.app_context(), unit_of_work():
            self.id = create_organization(self.slug, "Puente Abierto").id

    def run(self, *arguments: str | Path) -> Any:
        return self.app.test_cli_runner().invoke(args=[*map(str, arguments), "--org", self.slug])

    def bring(self, file: Path, *arguments: str) -> dict[str, Any]:
        result = self.run("import", file, "--json", *arguments)
        assert result.exit_code == 0, result.stderr
        figures: dict[str, Any] = json.loads(result.stdout)
        return figures

    def take(self, what: str) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = json.loads(self.run("export", "--what", what, "--format", "json").stdout)
        return found

    def count(self, model: Any) -> int:
        with self.app.app_context(), in_organization(self.id):
            return db.session.scalars(select(func.count(model.id))).one()

    def undo(self) -> None:
        with self.app.app_context(), in_organization(self.id), unit_of_work():
            run = db.session.scalars(select(ImportRun).order_by(ImportRun.id.desc())).first()
            assert run is not None
            undo(system_actor(self.id), utc_now(), run.id)


@pytest.fixture
def desk(own_app: Flask) -> Desk:
    return Desk(own_app)


def write(folder: Path, text: str, name: str = "people.csv") -> Path:
    file = folder / name
    file.write_text(text, encoding="utf-8")
    return file


LISTS = sorted(name for name in EXPECTED if not name.startswith("zoom"))


@pytest.mark.parametrize("name", LISTS)
def test_every_export_of_another_tool_comes_in_once_and_out_again(desk: Desk, name: str) -> None:
    first = desk.bring(DATA / name)
    assert first.keys() >= KEYS
    assert (first["kind"], first["rejected"]) == (EXPECTED[name]["kind"], 0)
    out = desk.take("contacts")
    assert len(out) == first["created"] == first["people"]
    again = desk.bring(DATA / name)
    assert (again["created"], again["unchanged"]) == (0, first["people"])
    assert desk.take("contacts") == out


@pytest.mark.parametrize("name", sorted(name for name, facts in MANIFEST.items() if facts["rows_ok"]))
def test_no_row_of_a_messy_file_is_lost(desk: Desk, name: str) -> None:
    desk.bring(DATA / "messy" / name)
    out = desk.take("contacts")
    assert len(out) == MANIFEST[name]["rows_ok"]
    assert not [one for one in out if "\ufffd" in one["first_name"] + one["last_name"]]


def test_people_of_van_keep_numbers_codes_and_zips(desk: Desk) -> None:
    desk.bring(DATA / "van_people_export.csv")
    out = {one["external_id"]: one for one in desk.take("contacts")}
    for person in EXPECTED["van_people_export.csv"]["people"]:
        one = out[person["vanid"]]
        assert (one["postal_code"], one["tags"]) == (person["zip5"], sorted(person["activist_codes"]))
        assert [phone["number"] for phone in one["phones"]][:1] == [person["phone_e164"]] * bool(person["phone_e164"])


def test_who_left_a_list_stays_left(desk: Desk) -> None:
    desk.bring(DATA / "action_network_report.csv")
    out = {one["emails"][0]: one for one in desk.take("contacts")}
    for person in EXPECTED["action_network_report.csv"]["people"]:
        assert out[person["email"]]["email_consent"] == ("opted_in" if person["email_ok"] else "opted_out")
        assert out[person["email"]]["sms_consent"] != "opted_in"  # without words


def test_consent_needs_words_and_a_stop_is_never_lifted(desk: Desk, tmp_path: Path) -> None:
    head = "first_name,last_name,phone,sms_consent,consent_source,consent_words\n"
    desk.bring(
        write(
            tmp_path,
            f"{head}Ana,Ruiz,3035550101,opted_in,Door,\nBea,Sol,3035550102,opted_in,Door,Text me\n"
            "Cy,Paz,3035550103,opted_out,,\n",
        )
    )
    assert [one["sms_consent"] for one in desk.take("contacts")] == ["unknown", "opted_in", "opted_out"]
    desk.bring(write(tmp_path, f"{head}Cy,Paz,3035550103,opted_in,Door,Text me please\n"))
    assert desk.take("contacts")[2]["sms_consent"] == "opted_out"
    desk.undo()
    assert desk.take("contacts")[2]["sms_consent"] == "opted_out"


def test_an_unsubscribed_list_closes_and_no_later_one_opens(desk: Desk, tmp_path: Path) -> None:
    desk.bring(write(tmp_path, "Email,First Name,Last Name\nana@example.org,Ana,Ruiz\n", "unsubscribed_list.csv"))
    rows = "email,first_name,last_name,email_consent\nana@example.org,Ana,Ruiz,opted_in\nbea@example.org,Bea,Sol,opted_in\n"
    desk.bring(write(tmp_path, rows))
    assert [one["email_consent"] for one in desk.take("contacts")] == ["opted_out", "opted_in"]


def test_dry_runs_write_nothing_and_new_takes_every_row(desk: Desk, tmp_path: Path) -> None:
    file = write(tmp_path, "first_name,last_name,email\nAna,Ruiz,ana@example.org\n")
    assert desk.bring(file, "--dry-run")["created"] == 1
    assert (desk.count(Contact), desk.count(ImportRun)) == (0, 0)
    for _time in range(2):
        assert desk.bring(file, "--new")["created"] == 1
    assert desk.count(Contact) == 2


def test_rejected_rows_are_mended_and_dropped_again(desk: Desk, tmp_path: Path) -> None:
    first = desk.bring(write(tmp_path, "first_name,last_name,email\nAna,Ruiz,ana@example.org\nLone,,\n"))
    rejects = Path(first["rejects_file"])
    rejects.write_text(rejects.read_text("utf-8-sig").replace("Lone,,", "Lone,Wolf,lone@example.org"), "utf-8")
    assert desk.bring(rejects)["created"] == 1
    assert [one["last_name"] for one in desk.take("contacts")] == ["Ruiz", "Wolf"]


def test_what_goes_out_comes_in_the_same_elsewhere(own_app: Flask, tmp_path: Path) -> None:
    one, other = Desk(own_app), Desk(own_app)
    head = "external_id,first_name,last_name,email,email2,phone,language,tags,email_consent,sms_consent"
    head += ",consent_source,consent_words"
    row = "A-1,Lupe,Ruiz,lupe@example.org,l@example.org,303-555-0101 / 720-555-0102,es,One; Two,opted_out,opted_in,Door,Yes"
    one.bring(write(tmp_path, f"{head}\n{row}\n"))
    copy = tmp_path / "copy.csv"
    one.run("export", "--what", "contacts", "--format", "csv", "--out", copy)
    other.bring(copy)
    assert other.take("contacts") == one.take("contacts")
    [person] = one.take("contacts")
    assert (person["email_consent"], person["sms_consent"], len(person["emails"])) == ("opted_out", "opted_in", 2)


def test_sign_ups_make_their_action_and_go_with_the_import(desk: Desk, tmp_path: Path) -> None:
    file = write(tmp_path, MOBILIZE)
    desk.bring(file)
    desk.bring(file)
    assert [(one["first_name"], one["action"], one["registered"], one["came"]) for one in desk.take("signins")] == [
        ("Ana", "House meeting", True, True)
    ]
    assert [one["title"] for one in desk.take("actions")] == ["House meeting"]
    assert sorted(one["answer"] for one in desk.take("commitments")) == ["cancelled", "yes"]
    other = Desk(desk.app)
    other.bring(file)
    other.undo()
    assert (other.take("actions"), other.take("commitments"), other.take("contacts")) == ([], [], [])


def test_a_sheet_of_paper_is_presence_at_the_action_chosen(desk: Desk, tmp_path: Path) -> None:
    desk.bring(write(tmp_path, MOBILIZE))
    [action] = desk.take("actions")
    sheet = desk.bring(DATA / "paper_signin_typed.xlsx", "--action", str(action["id"]))
    assert sum(one["came"] for one in desk.take("signins")) == sheet["people"] + 1
    assert len(desk.take("commitments")) == 2


def test_of_a_rally_only_heads_are_kept_and_taken_back(desk: Desk, tmp_path: Path) -> None:
    file = write(tmp_path, MOBILIZE.replace("House meeting", "Rally for schools"))
    desk.bring(file)
    [rally] = desk.take("actions")
    assert (rally["kind"], rally["headcount"]) == ("rally", 1)
    assert desk.count(SignIn) == 0 and len(desk.take("commitments")) == 2
    with desk.app.app_context(), in_organization(desk.id), unit_of_work():
        close_action(system_actor(desk.id), utc_now(), rally["id"], 40)
    sheet = desk.bring(DATA / "paper_signin_typed.xlsx", "--action", str(rally["id"]))
    assert desk.count(SignIn) == desk.count(Commitment) == 0
    assert desk.take("actions")[0]["headcount"] == 40 + sheet["people"]
    desk.undo()
    assert desk.take("actions")[0]["headcount"] == 40
