"""QR codes as SVG pictures: as an address of data for a page, or as a drawing for print."""

from __future__ import annotations

import segno


def qr_data(address: str) -> str:
    """The QR code of an address as a data address (the pages' policy allows pictures of data)."""
    return segno.make(address, error="m").svg_data_uri(scale=6, border=2, dark="#000", light="#fff")
