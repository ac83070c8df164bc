"""Reading the 三色督办单 that were issued, as their assignments stand on a day."""

from dataclasses import dataclass
from datetime import date

from tracker.model import Sender
from tracker.notices import Colour, Notice, NoticeState, state_of
from tracker.plan import Campaign
from tracker.standing import Standing, standing
from tracker.store.books import Books


@dataclass(frozen=True, slots=True, kw_only=True)
class LookAtNotices:
    """What to read: the day asked about, whose (None: everybody's), and only these."""

    on: date
    units: tuple[str, ...] | None = None
    colour: Colour | None = None
    is_open: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeSeen:
    """A notice, how its assignment stands on the day, and what follows from that."""

    notice: Notice
    standing: Standing

    @property
    def state(self) -> NoticeState:
        """Return what became of it."""
        return state_of(self.notice, self.standing)


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticesSeen:
    """The notices asked for, the newest first."""

    campaign: Campaign
    sender: Sender
    on: date
    notices: tuple[NoticeSeen, ...]


def look_at_notices(books: Books, sender: Sender, command: LookAtNotices) -> NoticesSeen:
    """Read what was issued by the day."""
    stands = {
        each.assignment.subject: standing(each, command.on, books.campaign.lights)
        for each in books.ledger.holdings(units=command.units)
    }
    seen = [
        NoticeSeen(notice=each, standing=stands[each.call.subject])
        for each in books.notices.all(units=command.units)
        if each.issued_on <= command.on
    ]
    return NoticesSeen(
        campaign=books.campaign,
        sender=sender,
        on=command.on,
        notices=tuple(each for each in seen if _is_asked_for(each, command)),
    )


def _is_asked_for(seen: NoticeSeen, command: LookAtNotices) -> bool:
    colour_fits = command.colour in {None, seen.notice.call.colour}
    return colour_fits and command.is_open in {None, seen.state is NoticeState.OPEN}


def notice_as_issued(books: Books, notice_id: int) -> NoticeSeen:
    """Return a notice with its assignment as it stood, and was known, on the day of issue.

    Raises `LookupError` for an id that was never given.
    """
    notice = books.notices.find(notice_id)
    if notice is None:
        raise LookupError(notice_id)
    on = notice.issued_on
    (holding,) = (
        each
        for each in books.ledger.holdings(known=on, units=[notice.call.unit])
        if each.assignment.subject == notice.call.subject
    )
    return NoticeSeen(notice=notice, standing=standing(holding, on, books.campaign.lights))
