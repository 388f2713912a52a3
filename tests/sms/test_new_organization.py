"""A new organization can text at once: it has the field's texts, a program, and the first real one the environment's account."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import func, select

from crm.accounts.queries import find_organization
from crm.core.database import db
from crm.core.scope import in_organization
from crm.sms.models import Program, SenderAccount, SenderKind, Template, TemplateVersion
from tests.support.emulator import ACCOUNT_SID, AUTH_TOKEN, MESSAGING_SERVICE_SID, NUMBERS
from tests.support.texting import speak_to


@pytest.fixture(autouse=True)
def environment(app: Flask) -> None:
    """Credentials in the environment."""
    speak_to(
        app,
        "http://127.0.0.1:9",
        TWILIO_ACCOUNT_SID=ACCOUNT_SID,
        TWILIO_AUTH_TOKEN=AUTH_TOKEN,
        TWILIO_MESSAGING_SERVICE_SID=MESSAGING_SERVICE_SID,
        TWILIO_FROM_NUMBER=NUMBERS[0],
    )


def made(app: Flask, slug: str, *options: str) -> list[tuple[SenderKind, str]]:
    """Make an organization by the command; the kind and SID of its accounts."""
    done = app.test_cli_runner().invoke(args=["create-org", slug, slug.title(), *options])
    assert done.exit_code == 0 and "Made" in done.output
    organization = find_organization(slug)
    assert organization is not None
    with in_organization(organization.id):
        assert db.session.scalar(select(func.count(Template.id))) == 30
        assert db.session.scalar(select(func.count(TemplateVersion.id))) == 60
        assert db.session.scalar(select(func.count(Program.id))) == 1
        return [(row.kind, row.account_sid) for row in db.session.scalars(select(SenderAccount))]


def test_the_first_real_organization_gets_the_environments_account(app: Flask) -> None:
    assert made(app, "practice", "--practice") == []
    assert made(app, "first") == [(SenderKind.TWILIO, ACCOUNT_SID)]
    assert made(app, "second") == []
