"""What each sign weighs, in natural log-odds: above zero for one person, below for two. Learned by `make train-duplicates`.

A sign that is not here weighs nothing: a detail that one of the two lacks says little. First names that are others leave
few signs, those with "housemates" before them, since people who live together share all the rest.
"""

from __future__ import annotations

PRIOR = -1.9
"""Before anything is known of two records that share a key; most such pairs are two people."""
RARITY = 0.46
"""For each bit by which the shared name is rarer than one person in the whole list (the full worth of a bit is 0.69)."""
PLACE = 0.35
"""For each bit by which the shared ZIP code or town is rarer than the whole list."""
ASK = 0.0
"""From here on somebody is asked: as likely one person as two."""
CERTAIN = 4.5
"""From here on the program would join by itself: 1 wrong in 90 by the model, fewer than 1 in 200 where it was measured."""
LINK = 1.5
"""From here on a pair holds a cluster together, so that all its records are shown as one."""

WEIGHTS: dict[str, float] = {
    # Names. That they are the same is told by their rarity; here stands what their likeness adds or takes away.
    "first same": 0.3,
    "first short": 0.1,
    "first sound": -0.2,
    "first close": 1.6,  # two slips apart by chance are rarer than a name shared by chance
    "first clip": -0.4,
    "first part": -0.8,
    "first akin": -2.0,
    "first shared": -1.3,
    "first missing": 4.6,  # makes up for the rarity that a missing name cannot bring
    "first other": -2.0,
    "last same": 0.1,
    "last short": -0.4,
    "last sound": 0.2,
    "last close": 0.3,
    "last part": -0.7,
    "last initial": -0.8,
    "last shared": -2.8,  # one surname of two agrees and the other does not: cousins
    "last akin": -2.2,
    "last other": -0.5,
    "last in e-mail": 2.6,  # the name before a wedding still stands in the address
    "names swapped": 0.4,
    "middle same": 1.8,
    "middle initial": 1.0,
    "middle other": -3.3,
    # Father and son: the suffix is there to tell them apart.
    "generation same": 1.1,
    "generation one": -3.9,
    "generation other": -8.6,
    # Ways to reach her.
    "email same": 3.5,
    "email close": 0.1,
    "email other": -1.7,
    "phone same": 3.3,
    "phone turned": 2.6,
    "phone other": -1.5,
    # Where she lives. People move: another street says nothing, another town little.
    "street flat": 3.2,
    "street same": 3.2,
    "street near": 3.3,
    "street name": 1.5,
    "street number": 0.9,
    "street other": -0.2,
    "place nearby": 0.2,
    "place town": 0.8,
    "place slip": 0.8,
    "place city": -1.0,
    "place other": -1.7,
    "language same": 1.4,
    "language other": -5.6,
    # Other first names: what housemates share says nothing, what only she would have says a little.
    "housemates: last alike": 1.2,
    "housemates: last unclear": 0.9,
    "housemates: street same": 2.6,
    "housemates: email box": 0.4,
    "housemates: email other": -4.0,
    "housemates: first in e-mail": 0.9,
    "housemates: generation other": -2.5,
    "housemates: language other": -4.3,
}
