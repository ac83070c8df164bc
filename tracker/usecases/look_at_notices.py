"""Reading the 三色督办单 that were issued, as what they are about stands on a day."""

from dataclasses import dataclass
from datetime import date

from tracker.cases import Case, dropped_case
from tracker.errors import TrackerError
from tracker.model import Sender
from tracker.notices import Colour, Notice, NoticeState, state_of
from tracker.plan import Campaign
from tracker.store.books import Books
from tracker.usecases.cases_on import CasesOn, cases_on


class NoSuchNotice(TrackerError):
    """No notice has this number, or it is not for the sender to see: which of the two is not said."""

    sentence = "没有〔{year}〕{number}号督办单。发送 /notice 查看清单。"

    def __init__(self, *, year: int, number: int) -> None:
        super().__init__(year=year, number=number)


@dataclass(frozen=True, slots=True, kw_only=True)
class LookAtNotices:
    """What to read: the day asked about, whose (None: everybody's), and of these only some."""

    on: date
    units: tuple[str, ...] | None = None
    colour: Colour | None = None
    states: frozenset[NoticeState] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeSeen:
    """A notice, how its case stands on the day, and what follows from that."""

    notice: Notice
    case: Case

    @property
    def state(self) -> NoticeState:
        """Return what became of it."""
        return state_of(self.notice, self.case)


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticesSeen:
    """The notices asked for, the newest first."""

    campaign: Campaign
    sender: Sender
    on: date
    notices: tuple[NoticeSeen, ...]

    def numbered(self, year: int, number: int) -> NoticeSeen:
        """Return the notice of that number, or refuse."""
        for each in self.notices:
            if (each.notice.year, each.notice.number) == (year, number):
                return each
        raise NoSuchNotice(year=year, number=number)


def look_at_notices(books: Books, sender: Sender, command: LookAtNotices) -> NoticesSeen:
    """Read what was issued by the day."""
    cases = {each.subject: each for each in cases_on(books, CasesOn(on=command.on, units=command.units))}
    seen = (
        NoticeSeen(
            notice=each, case=cases.get(each.call.subject) or dropped_case(each.call.subject, each.call.unit)
        )
        for each in books.notices.all(units=command.units)
        if each.issued_on <= command.on
    )
    return NoticesSeen(
        campaign=books.campaign,
        sender=sender,
        on=command.on,
        notices=tuple(each for each in seen if _is_asked_for(each, command)),
    )


def _is_asked_for(seen: NoticeSeen, command: LookAtNotices) -> bool:
    colour_fits = command.colour in {None, seen.notice.call.colour}
    return colour_fits and (command.states is None or seen.state in command.states)


def notice_as_issued(books: Books, notice_id: int) -> NoticeSeen:
    """Return a notice with its case as it stood, and was known, when it was issued.

    Raises `LookupError` for an id that was never given.
    """
    notice = books.notices.find(notice_id)
    if notice is None:
        raise LookupError(notice_id)
    on, call = notice.issued_on, notice.call
    asked = CasesOn(on=on, known=on, units=(call.unit,), recorded_by=notice.issued_at)
    case = next((each for each in cases_on(books, asked) if each.subject == call.subject), None)
    return NoticeSeen(notice=notice, case=case or dropped_case(call.subject, call.unit))
