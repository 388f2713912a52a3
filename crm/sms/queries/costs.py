"""About what texts cost, in cents: the provider's list prices in the United States with what carriers take."""

from __future__ import annotations

MICRODOLLARS_PER_SEGMENT = 7_900 + 3_000
"""What one segment of a long code costs: the provider's list price, $0.0079, and about $0.003 for the carrier. Carriers
differ between $0.002 and $0.005, so the sum is said to be about."""
MICRODOLLARS_PER_PICTURE = 20_000 + 10_000
"""What a text with a picture costs, however long it is: the list price, $0.02, and about $0.01 for the carrier."""


def cost_cents(segments: int, pictures: int = 0) -> int:
    """About what so many segments and texts with a picture cost, in whole cents, rounded up."""
    return -(-(segments * MICRODOLLARS_PER_SEGMENT + pictures * MICRODOLLARS_PER_PICTURE) // 10_000)
