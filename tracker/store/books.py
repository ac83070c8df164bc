"""What a use case works with: the campaign in force and one open transaction on the records."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert

from tracker.plan import Campaign
from tracker.store.area_disposals import AreaDisposals
from tracker.store.boundaries import BoundariesKept
from tracker.store.dialogs import Dialogs
from tracker.store.evidence import EvidenceKept
from tracker.store.governors import Governors
from tracker.store.ledger import Ledger
from tracker.store.marked_cases import MarkedCases
from tracker.store.notices import NoticesKept
from tracker.store.orders import Orders
from tracker.store.parcels import Parcels
from tracker.store.people import People
from tracker.store.return_drafts import ReturnDrafts
from tracker.store.returns import ReturnsKept
from tracker.store.standards import Standards
from tracker.store.tables import audit
from tracker.store.targets import Targets


class Books:
    """One transaction: `ledger`, `parcels`, `people` and the rest see and change the same snapshot."""

    def __init__(self, connection: Connection, campaign: Campaign) -> None:
        self.connection = connection
        self.governors = Governors(connection, campaign)
        self.campaign = campaign = self.governors.campaign()
        self.ledger = Ledger(connection, campaign)
        self.people = People(connection)
        self.dialogs = Dialogs(connection)
        self.standards = Standards(connection, campaign)
        self.evidence = EvidenceKept(connection)
        self.parcels = Parcels(connection, campaign)
        self.boundaries = BoundariesKept(connection)
        self.targets = Targets(connection)
        self.area_disposals = AreaDisposals(connection)
        self.orders = Orders(connection)
        self.returns = ReturnsKept(connection, campaign)
        self.return_drafts = ReturnDrafts(connection)
        self.notices = NoticesKept(connection)
        self.marked_cases = MarkedCases(connection, self.ledger)

    def note(self, action: str, subject: str, *, by: str, at: datetime, **detail: Any) -> None:
        """Write an audit entry: who did what to which subject."""
        row = {"at": at, "actor": by, "action": action, "subject": subject, "detail": detail}
        self.connection.execute(insert(audit), row)
