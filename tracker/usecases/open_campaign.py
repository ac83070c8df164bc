"""Making a database ready for a campaign: every assignment has its row, every first admin a post."""

from dataclasses import dataclass
from datetime import datetime

from tracker.errors import AnotherCampaign, AssignmentsDropped
from tracker.model import Post, Role
from tracker.store.books import Books
from tracker.store.origin import document_of, recorded_assignments, remember


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenCampaign:
    """`digest` tells one edition of the campaign file from another; `admins` are Telegram user ids."""

    digest: str
    admins: tuple[int, ...]
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class CampaignOpened:
    """How many assignments and admins are new; nothing where everything was there."""

    assignments: int
    admins: int


def open_campaign(books: Books, command: OpenCampaign) -> CampaignOpened:
    """Load the campaign; doing it twice changes nothing. Refuse a database of another campaign."""
    refuse_another(books)
    remember(books.connection, books.campaign.document, command.digest, command.at)
    opened = books.ledger.open_assignments()
    _refuse_orphans(books)
    new_admins = [each for each in command.admins if not books.people.ever_held(each, Role.ADMIN)]
    for user_id in new_admins:
        # A private chat has its person's id.
        books.people.appoint(
            user_id=user_id,
            chat_id=user_id,
            name="管理员",
            post=Post(unit=books.campaign.office.name, role=Role.ADMIN),
            at=command.at,
        )
    return CampaignOpened(assignments=opened, admins=len(new_admins))


def refuse_another(books: Books) -> None:
    """Refuse the records of another campaign than the file's; an empty database is nobody's."""
    recorded, asked = document_of(books.connection), books.campaign.document
    if recorded is not None and recorded != asked:
        raise AnotherCampaign(recorded=recorded, asked=asked)


def _refuse_orphans(books: Books) -> None:
    """Refuse a campaign file that drops an assignment: its facts would vanish from every count."""
    recorded = recorded_assignments(books.connection)
    gone = tuple(f"{code}@{unit}" for code, unit in recorded if books.ledger.assignment(code, unit) is None)
    if gone:
        raise AssignmentsDropped(gone=gone)
