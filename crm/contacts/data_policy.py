"""What is never collected about people, because it can hurt them in the wrong hands, and what to do instead.

The rules are those of the field's data policy: what is not held cannot be taken, subpoenaed or leaked.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from crm.core.errors import N_, Refused
from crm.core.text import fold


@dataclass(frozen=True, slots=True)
class Rule:
    """A thing not to collect, by folded words of both languages, with the sentence that refuses it.

    `asks` are words of a question, header or label that ask for it. `says` are words that say it of a person outright: a
    tag may name an issue (“Mental health response”, “Citizen review board”) and not what somebody is.
    """

    asks: re.Pattern[str]
    says: re.Pattern[str]
    sentence: str


def _rule(asks: str, says: str, sentence: str) -> Rule:
    return Rule(re.compile(f"{asks}|{says}"), re.compile(says), sentence)


RULES = (
    _rule(
        r"immigra|inmigra|migrator|citizen|ciudadan|\bvisa\b|deport|asylum|\basilo\b|refugee|refugiad",
        r"undocumented|indocument|\bdaca\b|green card|\ba-? ?number|\bdeported\b|\bdeportad|non-?citizen|visa holder",
        N_(
            "Immigration status is never kept: a list that holds it can be taken and used against people. "
            "Note what somebody needs instead, such as interpretation or a ride."
        ),
    ),
    _rule(
        r"\barrest|convict|condena|incarcerat|detained|detenid|detention|felony|probation|parole|criminal|encarcel",
        r"\barrested\b|\barrestad|\bconvict|felon\b|felons\b|on parole|on probation|antecedentes|ex-?con\b|ex-?pres|rap sheet",
        N_(
            "Arrests, charges and convictions are never kept: a list of them can be subpoenaed. "
            "If somebody wants to be known for it, a role she chose herself (“Directly impacted”) says enough."
        ),
    ),
    _rule(
        r"health|medical|disab|discapacidad|\bsalud\b|\bmedic",
        r"diagnos|pregnan|embaraz|\bhiv\b|\bvih\b|illness|enfermedad|disabled|discapacitad",
        N_(
            "Health and disability are never kept: in the wrong hands they hurt. "
            "Tick what somebody needs to take part (a ride, step-free access, childcare) instead."
        ),
    ),
    _rule(
        r"passport|pasaporte|licencia de conducir",
        r"\bssn\b|social security|seguro social|\bitin\b|driver.?s? licen[cs]e|matricula consular",
        N_(
            "Numbers of papers (social security, passport, licence) are never kept: they are what thieves look for. "
            "A phone number or an e-mail address is enough to know somebody again."
        ),
    ),
    _rule(
        r"\bbirth|\bbday\b|cumpleanos",
        r"\bdob\b|nacimiento|birth ?date|date of birth|birthday",
        N_(
            "Birth dates are never kept. Tick “Under 18” on the person where it matters, and make a field “Age band” "
            "with choices such as 18–29 when you plan for young people."
        ),
    ),
    _rule(
        r"te paso",
        r"happened to you",
        N_(
            "Stories of what happened to somebody do not belong in a list. "
            "Write them into a one-on-one, where the note is locked to its author and her lead."
        ),
    ),
)


@lru_cache(maxsize=1024)
def is_risky(text: str) -> bool:
    """Whether a question, header or label asks for what could hurt a person in the wrong hands."""
    folded = _folded(text)
    return any(rule.asks.search(folded) for rule in RULES)


def refuse_asking(*texts: str) -> None:
    """Refused, with the reason and what to do instead, when a label or a choice asks for what is never collected."""
    for rule in RULES:
        if any(rule.asks.search(_folded(text)) for text in texts):
            raise Refused(rule.sentence)


def refuse_saying(*texts: str) -> None:
    """The same for a tag, which may name an issue, but not say outright what is never kept of a person."""
    for rule in RULES:
        if any(rule.says.search(_folded(text)) for text in texts):
            raise Refused(rule.sentence)


def _folded(text: str) -> str:
    return fold(text.replace("_", " "))
