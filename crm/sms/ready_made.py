"""The sequences that are ready to use: the three turnout touches, what follows a webinar, and a welcome.

Their words are those of the organization's templates (reference/sms_templates.csv), copied when one is taken into use.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType

from crm.core.errors import N_
from crm.sms.models import OnlyIf, SequenceGoal, Trigger
from crm.sms.sequence_plans import DAY, Act, Arm, NewStep, branch, send, until_action, wait

EVENING = 17
MORNING = 11
THANKS = "thanks_testified"
OTHER_WORDS = {
    "reminder_2": {
        "en": "Hi {first_name}, tomorrow is {event}, {time}, {place}. Bring one friend! {org}. STOP to opt out",
        "es": "Hola {first_name}, te esperamos mañana: {event}, {time}, {place}. ¡Trae a alguien! {org}. STOP para salir",
    },
    "recording_link": {
        "en": "{org}: here is the {event} recording: {link} Which part matters most to you? Reply. STOP to opt out",
        "es": "{org}: video de {event}: {link} ¿Qué parte te importa? Responde. STOP para salir",
    },
}
"""What a template says where its fields stay empty: a place instead of a link, no district."""
OWN_LINK_WORDS = {
    "reminder_2": {
        "en": "Hi {first_name}, tomorrow is {event}, {time}. Your own link: {join_link} Bring a friend! {org}. STOP to opt out",
        "es": "Hola {first_name}, mañana es {event}, {time}. Tu enlace: {join_link} ¡Trae a alguien! {org}. STOP para salir",
    },
}
"""What a template says about an action online: each person's own link in, which marks that she is there."""


@dataclass(frozen=True, slots=True)
class ReadyMade:
    """One sequence ready to use: its name and what it does in words, and what it is made of."""

    key: str
    name: str
    says: str
    trigger: Trigger
    steps: tuple[NewStep, ...]
    needs_action: bool = True
    goal: SequenceGoal = SequenceGoal.NONE
    is_alone: bool = False


_TURNOUT = (
    send("turnout_invite", OnlyIf.NO_ANSWER),
    until_action(3 * DAY, MORNING),
    send("reminder_1", OnlyIf.SAID_YES),
    until_action(DAY, MORNING),
    send("reminder_2", OnlyIf.SAID_YES),
)
_ONE_ON_ONE = (
    send("one_on_one_ask"),
    branch(
        4 * DAY,
        yes=Arm(Act.TASK, N_("Set the one-on-one"), "meet", 1),
        no=Arm(Act.END),
        other=Arm(Act.PERSON),
        none=Arm(Act.TASK, N_("Call once: no answer to two texts"), "call", 2),
    ),
)
_ALL = (
    ReadyMade(
        "turnout",
        N_("Turnout: three touches"),
        N_("Asks who has not answered, confirms 3 days before, reminds the day before. Never a fourth text."),
        Trigger.REGISTERED,
        _TURNOUT,
        goal=SequenceGoal.COMING,
    ),
    ReadyMade(
        "webinar_came",
        N_("After the webinar: came"),
        N_("Thanks at once, and asks for a one-on-one two days later."),
        Trigger.CAME,
        (send("thanks_attended"), wait(2 * DAY, EVENING), *_ONE_ON_ONE),
        goal=SequenceGoal.ONE_ON_ONE,
        is_alone=True,
    ),
    ReadyMade(
        "webinar_left_early",
        N_("After the webinar: left early"),
        N_("The recording for those who had to go, and the next date three days later."),
        Trigger.LEFT_EARLY,
        (send("recording_link"), wait(3 * DAY, EVENING), send("next_ask_missed", asks_next=True)),
        is_alone=True,
    ),
    ReadyMade(
        "webinar_did_not_come",
        N_("After the webinar: did not come"),
        N_("Says that they were missed, sends the recording to who wants it, and asks for the next date."),
        Trigger.DID_NOT_COME,
        (
            send("sorry_missed"),
            branch(2 * DAY, yes=Arm(Act.GO_ON), no=Arm(Act.END), other=Arm(Act.PERSON), none=Arm(Act.END)),
            send("recording_link"),
            wait(3 * DAY, EVENING),
            send("next_ask_missed", asks_next=True),
        ),
        is_alone=True,
    ),
    ReadyMade(
        "webinar_replay",
        N_("After the webinar: the replay"),
        N_("The recording and, three days later, the next date, for those whom you choose."),
        Trigger.BY_HAND,
        (send("recording_link"), wait(3 * DAY, EVENING), send("next_ask_missed", asks_next=True)),
    ),
    ReadyMade(
        THANKS,
        N_("After the vote: thanks for testifying"),
        N_("Thanks those who spoke at the hearing, and asks for a one-on-one two days later."),
        Trigger.BY_HAND,
        (send("thanks_attended"), wait(2 * DAY, EVENING), *_ONE_ON_ONE),
        goal=SequenceGoal.ONE_ON_ONE,
    ),
    ReadyMade(
        "welcome",
        N_("Welcome after sign-up"),
        N_("Says at once what they signed up for, and asks for a one-on-one two days later."),
        Trigger.SIGNED_UP,
        (send("optin_confirm"), wait(2 * DAY, EVENING), *_ONE_ON_ONE),
        needs_action=False,
        goal=SequenceGoal.ONE_ON_ONE,
    ),
)
READY_MADE = MappingProxyType({one.key: one for one in _ALL})
"""By key, in the order in which they are offered."""
