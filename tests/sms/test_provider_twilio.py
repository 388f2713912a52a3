"""The Twilio adapter against the emulator: what each way of failing means, and that it is called once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest

from crm.core.clock import utc_now
from crm.sms.provider.error_codes import Remedy, remedy_for
from crm.sms.provider.port import Accepted, Declined, NotNow, OutgoingText, ProviderSilent, Unknown
from crm.sms.provider.twilio_api import TwilioProvider
from tests.support import emulator, faultproxy
from tests.support.emulator import ACCOUNT_SID, AUTH_TOKEN, MESSAGING_SERVICE_SID, Emulator
from tests.support.faultproxy import Fault, FaultProxy
from tests.support.processes import free_port

GOOD, LOST, DROPPED, BUSY, BROKEN, SLOW, STOPPED, REFUSED = (f"+130355501{n:02d}" for n in range(8))
FAULTS = {
    LOST: Fault.LOST_REPLY,
    DROPPED: Fault.DROP,
    BUSY: Fault.BUSY_TWICE,
    BROKEN: Fault.ERROR_AFTER,
    SLOW: Fault.SLOW,
    STOPPED: 21610,
    REFUSED: 20003,
}


@pytest.fixture(scope="module")
def twilio() -> Iterator[Emulator]:
    with emulator.running("http://127.0.0.1:9") as running:
        yield running


@pytest.fixture
def proxy(twilio: Emulator) -> Iterator[FaultProxy]:
    with faultproxy.running(twilio.url, faultproxy.by_number(FAULTS)) as running:
        yield running


def _text(to: str, body: str = "The hearing is at 6.") -> OutgoingText:
    return OutgoingText(to, body, "attempt-1", messaging_service_sid=MESSAGING_SERVICE_SID)


def _provider(url: str, token: str = AUTH_TOKEN) -> TwilioProvider:
    return TwilioProvider(ACCOUNT_SID, token, url, timeout_seconds=1.0)


def test_an_accepted_text_has_its_sid_and_is_found_again(twilio: Emulator, proxy: FaultProxy) -> None:
    provider, began = _provider(proxy.url), utc_now() - timedelta(minutes=1)
    result = provider.send(_text(GOOD))
    assert isinstance(result, Accepted) and result.sid.startswith("SM")
    assert [text.sid for text in provider.find_sent(_text(GOOD), began)] == [result.sid]
    assert provider.find_sent(_text(GOOD, "Other words"), began) == []
    assert provider.find_sent(_text(GOOD), utc_now() + timedelta(minutes=5)) == []


@pytest.mark.parametrize(
    ("to", "expected", "created"),
    [
        (LOST, Unknown, 1),
        (BROKEN, Unknown, 1),
        (SLOW, Unknown, 1),
        (DROPPED, Unknown, 0),
        (BUSY, NotNow, 0),
        (STOPPED, Declined, 0),
        (REFUSED, Declined, 0),
    ],
)
def test_each_failure_is_called_once_and_told_as_it_is(
    twilio: Emulator, proxy: FaultProxy, to: str, expected: type, created: int
) -> None:
    assert isinstance(_provider(proxy.url).send(_text(to)), expected)
    assert proxy.calls[to] == 1
    assert len([row for row in twilio.messages() if row["to"] == to]) == created


def test_a_wrong_token_halts(twilio: Emulator) -> None:
    result = _provider(twilio.url, "0" * 32).send(_text(GOOD))
    assert isinstance(result, Declined) and remedy_for(result.code) is Remedy.HALT_SENDER


def test_nobody_there_is_certainly_not_sent_and_cannot_be_asked() -> None:
    provider = _provider(f"http://127.0.0.1:{free_port()}")
    assert isinstance(provider.send(_text(GOOD)), NotNow)
    with pytest.raises(ProviderSilent):
        provider.find_sent(_text(GOOD), utc_now())


def test_no_number_is_logged(twilio: Emulator, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO")
    provider = _provider(twilio.url)
    provider.send(_text(GOOD))
    provider.find_sent(_text(GOOD), utc_now())
    assert GOOD.removeprefix("+") not in caplog.text
