"""Columns set by hand: the screen, what it changes in the preview, and mappings kept for other files."""

from __future__ import annotations

import time
from typing import Any

import pytest
from sqlalchemy import select

from crm.contacts.models import Contact
from crm.core.database import db
from crm.core.errors import Conflict, NotFound, Refused
from crm.imports.mappings import get_mapping, list_mappings
from crm.imports.models import ImportMapping, ImportRun
from crm.imports.service import Agreement, apply, preview, remap, use_mapping
from tests.imports.examples import raw
from tests.imports.support import count
from tests.imports.test_routes import drop, lead  # noqa: F401

ODD = b"Who,Where,Colour,Colour\nAna Ruiz,ana@example.org,red,\nBeto Luna,beto@example.org,blue,old\n"
CHOSEN = {"Who": "full_name", "Colour": "tag", "Colour (2)": "leave"}


@pytest.fixture
def actor(organization: Any, make: Any) -> Any:
    return make.actor(organization)


def columns_of(run: ImportRun) -> dict[str, str]:
    """What the preview says of each column."""
    return {column["header"]: column["field"] for column in run.counts["columns"]}


def form_of(columns: dict[str, str], **more: str) -> dict[str, Any]:
    """What the screen sends."""
    return {"key": list(columns), "to": list(columns.values()), **more}


def test_columns_set_by_hand_make_the_preview_anew(actor: Any, now: Any) -> None:
    run = preview(actor, now, b"Ward,Uno,Dos\n1,Ana,Ruiz\n2,Beto,Luna\n", "x.csv", "people")
    assert (run.counts["people"], run.counts["left_out"]) == (0, 2)
    remap(actor, now, run.id, {"Uno": "first_name", "Dos": "last_name", "Ward": "custom"})
    assert (run.counts["people"], run.counts["left_out"]) == (2, 0)
    apply(actor, now, run.id, Agreement())
    person = db.session.scalars(select(Contact).order_by(Contact.id)).first()
    assert person is not None
    assert (person.first_name, person.last_name, person.custom) == ("Ana", "Ruiz", {"Ward": "1"})


def test_a_mapping_that_was_kept_is_used_by_itself_for_the_same_headers(actor: Any, now: Any) -> None:
    first = preview(actor, now, ODD, "x.csv")
    remap(actor, now, first.id, CHOSEN, "Colours of the chapter")
    again = preview(actor, now, ODD.replace(b"red", b"green"), "y.csv")
    assert columns_of(again) == columns_of(first)
    other = preview(actor, now, ODD.replace(b"Who", b"Whoever"), "z.csv")
    assert columns_of(other)["Colour"] == ""
    use_mapping(actor, other.id, "Colours of the chapter")
    assert columns_of(other)["Where"] == "email"
    assert other.options["mapping"] == {"Colour": "tag", "Colour (2)": "leave"}


def test_a_mapping_kept_again_is_written_over(actor: Any, now: Any) -> None:
    run = preview(actor, now, ODD, "x.csv")
    remap(actor, now, run.id, CHOSEN, "Colours")
    remap(actor, now, run.id, {"Colour": "custom"}, "Colours")
    assert count(ImportMapping) == 1
    assert get_mapping("Colours").columns == CHOSEN | {"Colour": "custom"}


def test_what_is_not_there_is_refused_in_words(actor: Any, now: Any) -> None:
    run = preview(actor, now, ODD, "x.csv")
    with pytest.raises(Refused):
        remap(actor, now, run.id, {"Nowhere": "email"})
    with pytest.raises(Refused):
        remap(actor, now, run.id, {"Who": "password"})
    with pytest.raises(NotFound):
        use_mapping(actor, run.id, "Colours")
    report = preview(actor, now, raw("zoom_webinar_registration.csv"), "r.csv")
    with pytest.raises(Refused):
        remap(actor, now, report.id, {})
    apply(actor, now, run.id, Agreement())
    with pytest.raises(Conflict):
        remap(actor, now, run.id, CHOSEN)


def test_the_screen_shows_samples_and_sets_columns(lead: Any) -> None:  # noqa: F811
    address = drop(lead, ODD, "x.csv").location
    page = lead.get(f"{address}/columns").text
    assert "Ana Ruiz · Beto Luna" in page
    assert "a guess" in page
    answer = lead.post(f"{address}/columns", data=form_of(CHOSEN, save_as="Colours"))
    assert answer.location == address
    assert [one.name for one in list_mappings()] == ["Colours"]
    assert '<option selected value="tag">' in lead.get(f"{address}/columns").text.replace(
        '<option value="tag" selected>', '<option selected value="tag">'
    )


def test_bad_input_is_answered_with_what_was_typed(lead: Any) -> None:  # noqa: F811
    address = drop(lead, ODD, "x.csv").location
    answer = lead.post(f"{address}/columns", data=form_of({"Who": "tag", "Where": "password"}, save_as="My name"))
    assert answer.status_code == 422
    assert "cannot be set to that" in answer.text
    assert 'value="My name"' in answer.text
    answer = lead.post(f"{address}/columns", data={"saved": "Nobody"})
    assert (answer.status_code, "no mapping called Nobody" in answer.text) == (422, True)


def test_three_hundred_columns_are_quick_and_in_pages(lead: Any) -> None:  # noqa: F811
    address = drop(lead, raw("messy/columns_300.csv"), "columns_300.csv").location
    start = time.perf_counter()
    page = lead.get(f"{address}/columns")
    assert time.perf_counter() - start < 3
    assert page.status_code == 200
    assert page.text.count("<select") == 60
    keys = [part.split('"')[0] for part in page.text.split('name="key" value="')[1:]]
    answer = lead.post(f"{address}/columns", data=form_of(dict.fromkeys(keys[-2:], "leave"), next="2"))
    assert answer.location.endswith("columns?page=2")
    assert lead.get(f"{address}/columns?page=99").status_code == 200
