"""What follows from an error code: for the text, its number, its blast, its sender (the table is provider.error_codes)."""

from __future__ import annotations

import random
from datetime import datetime, timedelta

from sqlalchemy import select, update

from crm.actions.queries import find_action
from crm.contacts.service.reachability import mark_phone_bad, mark_phone_not_textable, mark_phone_unreachable
from crm.core.database import db
from crm.core.errors import N_
from crm.core.scope import find_owned
from crm.sms.models import Blast, BlastStatus, Message, MessageStatus, OptOutReason, PastAttempt, SenderAccount
from crm.sms.provider.error_codes import FOR_ALL, OUT_OF_REACH, End, Moment, Remedy, Rule, rule_for
from crm.sms.queries.paces import carrier_day, next_carrier_day
from crm.sms.service.alerts import raise_alert
from crm.sms.service.consent import hold, opt_out
from crm.sms.service.outbox import OPTED_OUT, drop_waiting
from crm.sms.service.senders import halt_account
from crm.sms.service.sending import new_attempt_id

CANCELLED = N_("the blast was cancelled")
UNREACHABLE_DAYS = 3
SLOW_FOR = timedelta(hours=1)
SPREAD = timedelta(minutes=10)
"""What waits for a new day of the carriers leaves over so long, and not all in its first second."""
RELEVANT_FOR = timedelta(days=1)


def refused_at_call(message: Message, code: int, account_sid: str, now: datetime) -> None:
    """The provider would not take a text: it fails, or waits where the fault is not its own."""
    rule = rule_for(code)
    is_of_blast = message.blast_id is not None
    if rule.remedy in FOR_ALL and (is_of_blast or rule.remedy is not Remedy.STOP_BLAST):
        put_back(message, _when(rule, now))
    else:
        message.status, message.status_at, message.lease_until = MessageStatus.FAILED, now, None
        message.error_code, message.reason = code, rule.words
    _follow(message, code, rule, account_sid, now)


def failed_later(message: Message, code: int, account_sid: str, now: datetime) -> None:
    """A receipt says that a text did not arrive: it goes once more where that may help, else it ends there."""
    rule = rule_for(code)
    message.error_code, message.reason = code, rule.words
    if not _goes_again(message, rule, code, now) and rule.end is End.HELD:
        message.status = MessageStatus.HELD
    _follow(message, code, rule, account_sid, now)


def put_back(message: Message, send_after: datetime) -> None:
    """Certainly not taken by the provider: it waits again, and the try does not count."""
    message.attempts -= 1
    queue_again(message, send_after)


def queue_again(message: Message, send_after: datetime) -> None:
    """Let a text wait in the queue again, unless its blast was cancelled while it was being called out."""
    message.lease_until = message.handed_over_at = message.look_after = None
    blast = select(Blast.status).where(Blast.id == message.blast_id).with_for_update(read=True)
    if message.blast_id is not None and db.session.scalars(blast).first() is BlastStatus.CANCELLED:
        message.status, message.reason = MessageStatus.SKIPPED, CANCELLED
    else:
        message.status, message.send_after = MessageStatus.QUEUED, send_after


def begin_anew(message: Message, code: int, now: datetime) -> None:
    """Keep what was tried beside the text, so that late receipts for it are known, and let it be as if never tried."""
    if message.provider_sid is not None:
        past = PastAttempt(
            message_id=message.id, phone=message.phone, provider_sid=message.provider_sid, error_code=code, at=now
        )
        db.session.add(past)
    message.provider_sid, message.attempt_id = None, new_attempt_id()
    message.attempts, message.status_at = 0, now


def stop_blast(blast_id: int | None, because: str) -> bool:
    """Stop a running blast where it stands, for a person to look at; True when it ran."""
    running = update(Blast).where(Blast.id == blast_id, Blast.status == BlastStatus.SENDING)
    done = db.session.execute(running.values(status=BlastStatus.PAUSED, paused_because=because[:300]))
    return bool(getattr(done, "rowcount", 0))


def _goes_again(message: Message, rule: Rule, code: int, now: datetime) -> bool:
    """Let the text wait for one more try, if the rule allows one; what was tried is kept beside it."""
    if rule.wait is None or message.retries >= rule.times or (rule.only_if_relevant and not _is_relevant(message, now)):
        return False
    begin_anew(message, code, now)
    message.retries += 1
    queue_again(message, _when(rule, now))
    done = update(Blast).where(Blast.id == message.blast_id, Blast.status == BlastStatus.DONE)
    db.session.execute(done.values(status=BlastStatus.SENDING))
    return True


def _when(rule: Rule, now: datetime) -> datetime:
    if rule.wait is Moment.NEXT_DAY:
        return next_carrier_day(now) + SPREAD * random.random()  # noqa: S311  (spreading, no secret)
    return now + (rule.wait if isinstance(rule.wait, timedelta) else timedelta())


def _is_relevant(message: Message, now: datetime) -> bool:
    """Whether a text that came too late still says something: what it asks to come to is ahead, or it is a day old."""
    blast = find_owned(Blast, message.blast_id)
    asked_id = message.action_id
    if blast is not None:
        asked_id = blast.ask_action_id if blast.track is not None else blast.ask_action_id or blast.action_id
    action = find_action(asked_id) if asked_id is not None else None
    if action is not None:
        return action.starts_at > now
    return now - message.at <= RELEVANT_FOR


def _follow(message: Message, code: int, rule: Rule, account_sid: str, now: datetime) -> None:
    """What a code means beyond its text."""
    remedy = rule.remedy
    if remedy is Remedy.STOP_BLAST:
        stop_blast(message.blast_id, rule.words)
    elif remedy in (Remedy.HALT_SENDER, Remedy.REST_SENDER, Remedy.SLOW_SENDER):
        _slow_down(rule, account_sid, now)
    else:
        _mark_number(message, code, rule, now)
    if remedy in (Remedy.STOP_BLAST, Remedy.HALT_SENDER, Remedy.ALERT):
        raise_alert(account_sid, str(code), rule.words, now)


def _slow_down(rule: Rule, account_sid: str, now: datetime) -> None:
    if rule.remedy is Remedy.HALT_SENDER:
        halt_account(account_sid, rule.words)
        return
    of_account = update(SenderAccount).where(SenderAccount.account_sid == account_sid)
    if rule.remedy is Remedy.REST_SENDER:
        db.session.execute(of_account.values(rests_until=_when(rule, now), rests_because=rule.words))
    else:
        db.session.execute(of_account.values(slowed_until=now + SLOW_FOR))


def _mark_number(message: Message, code: int, rule: Rule, now: datetime) -> None:
    remedy, phone = rule.remedy, message.phone
    if remedy is Remedy.BAD_NUMBER:
        mark_phone_bad(phone)
    elif remedy is Remedy.NOT_TEXTABLE:
        mark_phone_not_textable(phone)
    elif remedy is Remedy.OPT_OUT:
        opt_out(now, phone, OptOutReason.PROVIDER, message_id=message.id)
        drop_waiting(phone, OPTED_OUT, now)
    elif remedy is Remedy.HOLD_NUMBER:
        hold(now, phone, rule.words, message.id)
    elif remedy is Remedy.COUNT_DAYS and _days_out_of_reach(message, now) >= UNREACHABLE_DAYS:
        mark_phone_unreachable(phone, now)


def _days_out_of_reach(message: Message, now: datetime) -> int:
    """On how many days texts to the number came back as out of reach, today among them."""
    tries = select(PastAttempt.at).where(PastAttempt.phone == message.phone, PastAttempt.error_code == OUT_OF_REACH)
    ends = select(Message.status_at).where(Message.phone == message.phone, Message.error_code == OUT_OF_REACH)
    moments = [now, *db.session.scalars(tries), *db.session.scalars(ends)]
    return len({carrier_day(moment) for moment in moments if moment is not None})
