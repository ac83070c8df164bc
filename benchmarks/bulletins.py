"""The 通报 of a city with 60 counties and zones: from its records to the bytes of the document."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

from benchmarks.figures import Figure, milliseconds
from bot.commands.office import Office, unchecked_office
from bot.commands.opening import make_ready
from bot.sandbox.sample import players, seed
from config.settings import Settings
from reports.bulletin.document import bulletin_document
from reports.bulletin.reading import quarter_figures
from reports.bulletin.writing import bulletin
from tracker.parks import Basis, Governs, Park
from tracker.plan import Campaign, Task, Unit, UnitGroup
from tracker.usecases.look_at_quarter import LookAtQuarter, look_at_quarter

COUNTIES, ZONES = 50, 10
TIMES = 5
_TODAY = date(2021, 7, 8)


def bulletins() -> list[Figure]:
    """Read, write and lay out the second quarter, a few times."""
    with TemporaryDirectory(prefix="baiyuan-bench-") as folder, large_office(Path(folder)) as office:
        seconds = [_drafted(office) for _ in range(TIMES + 1)][1:]
        areas = len(office.read(look_at_quarter, LookAtQuarter(word="2021Q2", today=_TODAY)).areas)
    value = f"{milliseconds(median(seconds))} median, {milliseconds(max(seconds))} worst"
    return [Figure(what="bulletin, records to document", value=value, on=f"{areas} units, {TIMES} times")]


@contextmanager
def large_office(folder: Path) -> Iterator[Office]:
    """Make and open the sample of a large city."""
    given = {
        "BAIYUAN_DB_URL": f"sqlite:///{folder / 'large.db'}",
        "BAIYUAN_REHEARSE_FROM": f"{_TODAY}T09:30",
    }
    with unchecked_office(Settings.read(given, None)) as small:
        office = replace(small, campaign=large_city(small.campaign))
        make_ready(office)
        cast = players(office.campaign)
        office.store.write_now(seed, office.campaign, cast, office.clock.now())
        yield office


def large_city(campaign: Campaign) -> Campaign:
    """Put 60 units with a park each in the place of the counties and zones."""
    land = (UnitGroup.COUNTY, UnitGroup.ZONE)
    own = [
        Unit(
            id=f"u{number}",
            name=f"示例{number}县" if number <= COUNTIES else f"示例{number}号高新技术产业开发区管理委员会",
            group=UnitGroup.COUNTY if number <= COUNTIES else UnitGroup.ZONE,
            quarterly_return=True,
        )
        for number in range(1, COUNTIES + ZONES + 1)
    ]
    others = [unit for unit in campaign.units if unit.group not in land]
    gone = {unit.name for unit in campaign.units if unit.group in land}
    names = tuple(unit.name for unit in own)
    return replace(
        campaign,
        units=(*own, *others),
        parks=tuple(_park(unit, campaign) for unit in own),
        tasks=tuple(_of_all(task, names, gone) for task in campaign.tasks),
        obligations=tuple(replace(task, obliged=names) for task in campaign.obligations[:1]),
    )


def _park(unit: Unit, campaign: Campaign) -> Park:
    first = campaign.parks[0]
    rows = (Governs(unit=unit.name, basis=Basis.BY_NAME, from_on=campaign.issued_on, source=first.source),)
    return replace(first, id=f"p{unit.id}", name=f"{unit.name}产业集聚区", synonyms=(), governed=rows)


def _of_all(task: Task, names: tuple[str, ...], gone: set[str]) -> Task:
    """Give the task to all of these where the plan gives it to one of the units that are gone."""

    def spread(units: tuple[str, ...]) -> tuple[str, ...]:
        kept = tuple(unit for unit in units if unit not in gone)
        return (*names, *kept) if len(kept) < len(units) else kept

    return replace(task, lead=spread(task.lead), supporting=spread(task.supporting))


def _drafted(office: Office) -> float:
    start = perf_counter()
    seen = office.read(look_at_quarter, LookAtQuarter(word="2021Q2", today=_TODAY))
    bulletin_document(bulletin(quarter_figures(seen)))
    return perf_counter() - start
