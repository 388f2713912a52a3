"""What two records have in common and what speaks against it, as named signs."""

from __future__ import annotations

from rapidfuzz.distance import OSA
from rapidfuzz import fuzz

from crm.contacts.duplicates.names import AGREEING, INITIAL, MISSING, OTHER, SHARED, Relation, relate
from crm.contacts.duplicates.record import Traits


def names_of(a: Traits, b: Traits) -> tuple[Relation, Relation, bool]:
    first = relate(a.first, b.first)
    if a.chosen or b.chosen:
        pass
    last = relate(a.last, b.last)
    if first.level in (OTHER, SHARED, MISSING, INITIAL) or last.level in (OTHER, MISSING):
        if a.first and b.last and a.last and b.first:
            cf, cl = relate(a.first, b.last), relate(a.last, b.first)
            if cf.level in AGREEING and cl.level in AGREEING:
                return Relation(cl.level, cl.one, cl.other), Relation(cf.level, cf.one, cf.other), True
        if a.middle or b.middle:
            # a family name that slid into the middle field, or a second given name alone
            if last.level not in AGREEING or last.level == OTHER:
                wide = relate(a.middle + a.last, b.middle + b.last)
                if wide.level in AGREEING:
                    last = wide
            if first.level in (OTHER, MISSING):
                wide = relate(a.first + a.middle, b.first + b.middle)
                if wide.level in AGREEING:
                    first = wide
    return first, last, False


def email_sign(a, b):
    if not a.emails or not b.emails: return "missing"
    if a.emails == b.emails: return "same"
    best = "other"
    for x, mx in zip(a.emails, a.mailboxes):
        for y, my in zip(b.emails, b.mailboxes):
            if x == y: return "same"
            if mx == my: best = "box"
            elif OSA.distance(x, y, score_cutoff=2) <= 2 and len(x) > 10: 
                if best == "other": best = "close"
    return best


def phone_sign(a, b):
    if not a.phones or not b.phones: return "missing"
    if a.phones == b.phones: return "same"
    best = "other"
    for x in a.phones:
        for y in b.phones:
            if x == y: return "same"
            if OSA.distance(x, y, score_cutoff=1) <= 1:
                best = "swap" if sorted(x) == sorted(y) else "close" if best == "other" else best
    return best


def street_sign(a, b):
    s, t = a.street, b.street
    if not s.name or not t.name:
        if (s.name or s.number) and (t.name or t.number): 
            return "number" if s.number and s.number == t.number else "missing"
        return "missing"
    if s.name == t.name: alike = 100.0
    else:
        alike = fuzz.ratio(s.name, t.name)
        if alike < 80 and min(len(s.name), len(t.name)) >= 6: 
            p = fuzz.partial_ratio(s.name, t.name)
            if p >= 88: alike = max(alike, 85)
    if alike >= 78:
        if s.number == t.number and s.number:
            if s.flat and t.flat: return "flat" if s.flat == t.flat else "otherflat"
            return "same"
        if not s.number or not t.number: return "nonumber"
        if OSA.distance(s.number, t.number, score_cutoff=1) <= 1: return "closenumber"
        return "name"
    return "other"


def place_sign(a, b):
    z, y = a.postal_code, b.postal_code
    if z and y:
        if z == y: return "zip"
        near = OSA.distance(z, y, score_cutoff=1) <= 1
    else: near = False
    if a.city and b.city:
        if a.city == b.city: return "cityzipnear" if near else "city"
        if OSA.distance(a.city, b.city, score_cutoff=2) <= 2 and len(a.city) > 4: return "citynear"
        return "zipnear" if near else "other"
    if z and y: return "zipnear" if near else "other"
    return "missing"


def middle_sign(a, b):
    if not a.middle or not b.middle: return "missing"
    r = relate(a.middle, b.middle).level
    return "same" if r in AGREEING else "initial" if r == INITIAL else "other"


def suffix_sign(a, b):
    if a.generation == b.generation: return "same" if a.generation else "none"
    return "other" if a.generation and b.generation else "one"
