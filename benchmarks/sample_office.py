"""A database with sample people and reports, in a folder that is gone afterwards."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import Connection

from bot.commands.office import Office, unchecked_office
from bot.commands.opening import make_ready
from bot.sandbox.people import Persona
from bot.sandbox.sample import Player, players, seed
from config.settings import Settings
from tracker.model import Post, Role
from tracker.plan import Campaign
from tracker.store.people import People

REHEARSE_FROM = "2021-06-25T09:30"
CROWD = 100
"""How many people stand in for a busy day: inspectors, because any number may hold that post."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleOffice:
    """The open records, the folder they are in, who is in the sample, and the crowd."""

    office: Office
    folder: Path
    cast: tuple[Player, ...]
    crowd: tuple[Player, ...]

    @property
    def personas(self) -> list[Persona]:
        """Everybody with a telephone."""
        return [player.persona for player in (*self.cast, *self.crowd)]


@contextmanager
def sample_office() -> Iterator[SampleOffice]:
    """Make and open the sample."""
    with TemporaryDirectory(prefix="baiyuan-bench-") as name:
        folder = Path(name)
        given = {
            "BAIYUAN_DB_URL": f"sqlite:///{folder / 'bench.db'}",
            "BAIYUAN_REHEARSE_FROM": REHEARSE_FROM,
        }
        with unchecked_office(Settings.read(given, None)) as office:
            make_ready(office)
            cast, crowd = players(office.campaign), _crowd(office.campaign)
            office.store.write_now(seed, office.campaign, cast, office.clock.now())
            office.store.write_now(_appoint, crowd, office)
            yield SampleOffice(office=office, folder=folder, cast=cast, crowd=crowd)


def _crowd(campaign: Campaign) -> tuple[Player, ...]:
    post = Post(unit=campaign.supervisor.name, role=Role.INSPECTOR)
    return tuple(
        Player(persona=Persona(id=5001 + place, name=f"示例{place}"), posts=(post,)) for place in range(CROWD)
    )


def _appoint(connection: Connection, crowd: tuple[Player, ...], office: Office) -> None:
    people = People(connection)
    for player in crowd:
        someone = player.persona
        for post in player.posts:
            people.appoint(
                user_id=someone.id,
                chat_id=someone.id,
                name=someone.name,
                post=post,
                at=office.clock.now(),
            )
