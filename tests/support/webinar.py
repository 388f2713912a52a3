"""A webinar that is over, with people who came, left early or did not come, and what they said about being texted."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select

from crm.accounts.models import Organization, User
from crm.actions.models import Action
from crm.commitments.models import Answer, Commitment, CommitmentKind
from crm.contacts.models import Contact, ContactPoint, ContactPointLink, PointKind
from crm.core.actor import system_actor
from crm.core.database import db
from crm.signins.models import SignIn, SignInMethod, SignInOutcome
from crm.sms.models import ConsentMethod, Track
from crm.sms.service import consent
from crm.sms.service.consent import NewConsent
from tests.support.factories import Factory


@dataclass
class Webinar:
    """A webinar that is over, with people in its tracks."""

    make: Factory
    organization: Organization
    action: Action
    user: User
    action_id: int = 0
    people: dict[str, Contact] = field(default_factory=dict)
    phones: dict[str, str] = field(default_factory=dict)

    def person(self, name: str, track: Track, phone: str | None = None, *, agrees: bool = True, **values: Any) -> None:
        """Somebody in a track, with a number and consent unless told otherwise."""
        contact = self.make.contact(first_name=name, state="CO", **values)
        self.people[name] = contact
        number = self.make.phone() if phone is None else phone
        self.phones[name] = number
        if number:
            self._link(contact, number)
        if number and agrees:
            words = NewConsent(contact.id, number, "I agree to texts", "form", ConsentMethod.WEB_FORM, self.make.now)
            consent.record_consents(system_actor(self.organization.id), self.make.now, [words])
        self._attend(contact, track)

    def _link(self, contact: Contact, number: str) -> None:
        point = db.session.scalars(select(ContactPoint).where(ContactPoint.value == number)).one_or_none()
        point = point or self.make.add(ContactPoint(kind=PointKind.PHONE, value=number))
        self.make.add(ContactPointLink(contact_id=contact.id, point_id=point.id))

    def _attend(self, contact: Contact, track: Track) -> None:
        now, action = self.make.now, self.action
        self.make.add(
            Commitment(
                contact_id=contact.id,
                action_id=action.id,
                kind=CommitmentKind.ATTEND,
                answer=Answer.YES,
                asked_at=now,
            )
        )
        if track is not Track.DID_NOT_COME:
            outcome = SignInOutcome.PRESENT if track is Track.CAME else SignInOutcome.LEFT_EARLY
            self.make.add(
                SignIn(
                    contact_id=contact.id,
                    action_id=action.id,
                    outcome=outcome,
                    method=SignInMethod.IMPORT,
                    arrived_at=action.starts_at,
                )
            )
