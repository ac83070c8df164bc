"""Occasions -> a calendar file (RFC 5545): whole days, each with its alarms."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final

from icalendar import Alarm, Calendar, Event
from icalendar.enums import TRANSP

from reports.due_dates import Occasion

_DAY: Final = timedelta(days=1)
_PRODUCT: Final = "-//baiyuan//due dates//ZH"
_DOMAIN: Final = "baiyuan"


def calendar_file(name: str, occasions: Iterable[Occasion], *, at: datetime) -> bytes:
    """Write the calendar; `at` is the moment at which it is made, aware."""
    calendar = Calendar.new(prodid=_PRODUCT, name=name, method="PUBLISH", uid=f"{name}@{_DOMAIN}")
    for each in occasions:
        calendar.add_component(_event(each, at))
    content: bytes = calendar.to_ical()
    return content


def _event(occasion: Occasion, at: datetime) -> Event:
    event = Event.new(
        uid=f"{occasion.key}@{_DOMAIN}",
        stamp=at,
        start=occasion.on,
        end=occasion.on + _DAY,
        summary=occasion.title,
        description=occasion.words,
        sequence=occasion.moved,
        # The day is somebody's deadline, not an appointment: nobody is busy because of it.
        transparency=TRANSP.TRANSPARENT,
    )
    for before in occasion.alarms:
        alarm = Alarm.new(description=occasion.title)
        alarm.add("ACTION", "DISPLAY")
        alarm.add("TRIGGER", -before)
        event.add_component(alarm)
    return event
