"""Finding the quarterly return that a request is about."""

from datetime import date

from tracker.errors import TrackerError
from tracker.measures import Returns
from tracker.model import Role, Sender
from tracker.plan import Campaign
from tracker.quarters import Quarter, quarter_meant, quarter_unclear
from tracker.returns import ReturnRecord, opens_on, owed_quarters, reporting_units, return_standing
from tracker.sayings import long_day
from tracker.store.books import Books
from tracker.usecases.choosing import brief, find_unit


class NoReturns(TrackerError):
    """The campaign file has no section on quarterly returns."""

    sentence = "本方案没有规定季度报送。"


class UnknownQuarter(TrackerError):
    """No return is owed for this quarter."""

    sentence = "没有“{word}”的季度报送。请写 {first} 到 {last} 中的一个季度，例如：{first}"

    def __init__(self, *, word: str, rule: Returns) -> None:
        super().__init__(word=word, first=rule.first_quarter, last=rule.last_quarter)


class UnclearQuarter(TrackerError):
    """What was written may be a month."""

    sentence = "“{word}”{reason}"

    def __init__(self, *, word: str, reason: str) -> None:
        super().__init__(word=word, reason=reason)


class ReturnNotOpen(TrackerError):
    """A return is opened with its first prompt."""

    sentence = "{quarter}的季报 {opens_on}开始填报，现在还不能填。"

    def __init__(self, *, quarter: Quarter, opens_on: date) -> None:
        super().__init__(quarter=quarter.name, opens_on=long_day(opens_on))


class NotYourReturn(TrackerError):
    """The unit owes no return, or the sender is not its liaison."""

    sentence = "{unit}的季报不由您填报。"

    def __init__(self, *, unit: str) -> None:
        super().__init__(unit=unit)


class ReturnClosed(TrackerError):
    """The return is approved; nothing in it is changed any more."""

    sentence = "{unit}{quarter}的季报已核验通过，不再更改。"

    def __init__(self, *, quarter: Quarter, unit: str) -> None:
        super().__init__(quarter=quarter.name, unit=unit)


def returns_rule(campaign: Campaign) -> Returns:
    """Return what the campaign says of returns, or refuse."""
    if campaign.returns is None:
        raise NoReturns
    return campaign.returns


def find_quarter(campaign: Campaign, word: str) -> Quarter:
    """Return the quarter of which a return is owed, or refuse."""
    rule = returns_rule(campaign)
    quarter = quarter_meant(word)
    if quarter is None and (reason := quarter_unclear(word)):
        raise UnclearQuarter(word=brief(word), reason=reason)
    if quarter is None or quarter not in owed_quarters(rule):
        raise UnknownQuarter(word=brief(word), rule=rule)
    return quarter


def own_return(books: Books, sender: Sender, quarter: Quarter, unit_word: str, on: date) -> ReturnRecord:
    """Return the record that the sender, as liaison, may add to; refuse one not open yet, or closed."""
    rule = returns_rule(books.campaign)
    unit = find_unit(books.campaign, unit_word).name
    if unit not in sender.units(Role.LIAISON) or unit not in reporting_units(books.campaign):
        raise NotYourReturn(unit=unit)
    if on < (opening := opens_on(quarter, rule)):
        raise ReturnNotOpen(quarter=quarter, opens_on=opening)
    record = books.returns.record(quarter, unit)
    # A message that was long on its way may be older than the approval: it still comes too late.
    if return_standing(record, date.max, rule).closed_on is not None:
        raise ReturnClosed(quarter=quarter, unit=unit)
    return record
