"""Days of the calendar, as waivers and the command line write them."""

from __future__ import annotations


def is_day(text: str) -> bool:
    """Whether it is a day of the calendar, written as YYYY-MM-DD and in no other way."""
    # Most runs name no day, and do not pay for the calendar.
    from datetime import date

    try:
        # Python also reads 20270331 and 2027-W13-3.
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
