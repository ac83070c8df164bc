"""The numbers of what was read, for the chat and the command line alike."""

from reports.digest import Digest, digest
from tracker.usecases.look import Seen


def digest_of(seen: Seen) -> Digest:
    """Compute the numbers of what was read."""
    return digest(
        seen.campaign,
        seen.holdings,
        on=seen.on,
        known=seen.known,
        unreachable=seen.unreachable,
        returns=seen.returns,
    )
