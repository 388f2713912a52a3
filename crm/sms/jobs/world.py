"""The outside as this installation's settings say it is, and the organizations that have work waiting."""

from __future__ import annotations

import time
from datetime import datetime, timedelta

from flask import current_app
from sqlalchemy import ColumnElement, exists, select

from crm.accounts.queries import list_organizations
from crm.core.addresses import public_address
from crm.core.database import db, reading_only, unit_of_work
from crm.core.scope import OrganizationOwned, everywhere
from crm.sms.provider.choose import World
from crm.sms.service.senders import Credentials


def world() -> World:
    """The outside from the settings."""
    config = current_app.config
    return World(
        api_url=config["TWILIO_API_URL"],
        public_url=public_address(""),
        timeout_seconds=config["SMS_TIMEOUT_SECONDS"],
        lease=timedelta(seconds=config["SMS_LEASE_SECONDS"]),
        grace=timedelta(seconds=config["SMS_GRACE_SECONDS"]),
    )


def credentials() -> Credentials:
    """The Twilio credentials of the environment."""
    config = current_app.config
    return Credentials(
        config["TWILIO_ACCOUNT_SID"],
        config["TWILIO_AUTH_TOKEN"],
        config["TWILIO_MESSAGING_SERVICE_SID"],
        config["TWILIO_FROM_NUMBER"],
    )


class Clock:
    """The real time, going on from the moment a step began."""

    def __init__(self, real_now: datetime) -> None:
        self._began = real_now
        self._at = time.monotonic()

    def real(self) -> datetime:
        """The real time now."""
        return self._began + timedelta(seconds=time.monotonic() - self._at)

    def shifted(self, offset_seconds: int) -> datetime:
        """The time now by an organization's clock."""
        return self.real() + timedelta(seconds=offset_seconds)


def organizations_with(model: type[OrganizationOwned], *conditions: ColumnElement[bool]) -> list[int]:
    """The organizations that have such rows (the worker serves them all)."""
    with everywhere("the worker looks for organizations with texts to move"), reading_only(), unit_of_work():
        # One short look into the index for each organization: to list them from the rows would read all of them.
        looks = {
            row.id: select(exists().where(model.organization_id == row.id, *conditions)) for row in list_organizations()
        }
        return [organization_id for organization_id, look in looks.items() if db.session.scalar(look)]
