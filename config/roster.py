"""Units and groups of units, and the reading of every list that names them."""

from dataclasses import dataclass

from config.faults import did_you_mean
from config.table import Table
from config.unit_list import KnownNames
from config.words import Words
from tracker.plan import Collective, Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """A list as the file writes it (units and groups), and the units that it means in file order."""

    written: tuple[str, ...] = ()
    units: tuple[str, ...] = ()


class Roster:
    """Every word that means a unit or a group, and the units in the file's order."""

    def __init__(self) -> None:
        self.units: list[Unit] = []
        self._words: Words[Unit] = Words()
        self._groups: dict[str, Collective] = {}

    def add_unit(self, table: Table, unit: Unit) -> None:
        """Add a unit; a word that already means another one is a fault."""
        self.units.append(unit)
        self._words.claim(table, unit)

    def add_group(self, table: Table, name: str, members: Names) -> None:
        """Add a group under a name that no unit and no other group has."""
        if name in self._groups or name in self._words:
            table.fault("name", f"“{name}”已是一个单位或单位组的名称。")
        source = table.text("source", required=False)
        self._groups[name] = Collective(name=name, units=members.units, source=source)

    @property
    def collectives(self) -> tuple[Collective, ...]:
        """The groups, in the file's order."""
        return tuple(self._groups.values())

    def known_names(self) -> KnownNames:
        """Return what a wording can call units and groups."""
        units = {word: self._words.name(word) for word in self._words}
        return KnownNames(units | {name: name for name in self._groups})

    def members(self, name: str) -> tuple[str, ...]:
        """Return the units of a group, or the unit of that name."""
        return self._groups[name].units if name in self._groups else (name,)

    def unit(self, table: Table, key: str, *, required: bool = True) -> str:
        """Read one unit and return its canonical name, or nothing."""
        word = table.text(key, required=required)
        unit = self._words.owner(word)
        if word and unit is None:
            table.fault(key, self._unknown(word))
        return unit.name if unit else ""

    def names(self, table: Table, key: str, *, required: bool = True) -> Names:
        """Read a list of units and groups, in which every unit may appear once."""
        met: dict[str, str] = {}
        written = []
        for word in table.texts(key, required=required):
            unit = self._words.owner(word)
            if unit is None and word not in self._groups:
                table.fault(key, self._unknown(word))
                continue
            members = self.members(unit.name if unit else word)
            self._report_overlap(table, key, word, members, met)
            met |= dict.fromkeys(members, word)
            written.append(unit.name if unit else word)
        in_file_order = tuple(unit.name for unit in self.units if unit.name in met)
        return Names(written=tuple(written), units=in_file_order)

    @staticmethod
    def _report_overlap(
        table: Table, key: str, word: str, members: tuple[str, ...], met: dict[str, str]
    ) -> None:
        earlier: dict[str, list[str]] = {}
        for name in members:
            if name in met:
                earlier.setdefault(met[name], []).append(name)
        for other, names in earlier.items():
            table.fault(
                key, f"“{other}”和“{word}”重复包含{'、'.join(names)}，同一名单中一个单位只能出现一次。"
            )

    def _unknown(self, word: str) -> str:
        hint = did_you_mean(word, [*self._words, *self._groups], self._words.name)
        return f"没有名为“{word}”的单位或单位组。{hint}"
