"""The account of parcels in chat: lists with filters, and the plan's own figures beside it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from bot.access import sees_all
from bot.handlers.looking import own_units
from bot.handlers.parcel_lines import mark_of, parcel_line
from bot.incoming import Incoming
from bot.keyboards import Button, Keyboard, page_of, pager, rows
from bot.requests import Answer, Request, UsageError, says
from bot.words import bold, esc
from tracker.account import Balance, ParcelStanding, reconcile
from tracker.model import Light, Role, Sender
from tracker.parcels import Category
from tracker.plan import Campaign
from tracker.quantities import plain
from tracker.sayings import clip
from tracker.scoring import figure
from tracker.store.books import Books
from tracker.usecases.choosing import find_park
from tracker.usecases.choosing_parcels import category_meant
from tracker.usecases.look_at_parcels import LookAtParcels, ParcelsSeen, Which, look_at_parcels, parks_of

_PAGE = 6
_PICKED = 10
CATEGORY_LETTERS = {
    "u": Category.UNSUPPLIED,
    "i": Category.IDLE,
    "l": Category.LOW,
    "r": Category.READY_USE,
    "g": Category.ILLEGAL,
}
_LETTERS = {category: letter for letter, category in CATEGORY_LETTERS.items()}
WHICH_NAMES = {
    Which.ALL: "全部",
    Which.NO_PLAN: "无方案",
    Which.DUE: "即将到期",
    Which.OVERDUE: "已逾期",
    Which.AWAITING: "待核验",
}
_WHICH_WORDS = {name: which for which, name in WHICH_NAMES.items()} | {
    "到期": Which.DUE,
    "逾期": Which.OVERDUE,
    "没有方案": Which.NO_PLAN,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What a list shows, as buttons carry it: `o:qingfeng:i`; `-` is every park, every category."""

    which: Which = Which.ALL
    park: str = "-"
    category: str = "-"

    def __str__(self) -> str:
        return f"{self.which}:{self.park}:{self.category}"


def read_choice(data: str) -> Choice:
    """Read what `str(choice)` wrote, from the beginning of a button's data behind its name."""
    which, park, category = data.split(":")[1:4]
    return Choice(which=Which(which), park=park, category=category)


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """The parcels of a choice, as far as the sender may see them."""

    seen: ParcelsSeen
    choice: Choice


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """What was typed behind /parcels, or carried by a button, on a day."""

    words: tuple[str, ...]
    choice: Choice
    on: date


def parcels(message: Incoming) -> Request[_Asked, Chosen]:
    """Answer /parcels with any filters, and the buttons `pl:CHOICE:PAGE` that filter and turn pages."""
    page, edit = 0, None
    choice = Choice()
    if message.data:
        choice, page, edit = read_choice(message.data), int(message.data.split(":")[4]), message.message_id
    asked = _Asked(words=message.words, choice=choice, on=message.said_at.date())
    return Request(_look, asked, lambda chosen: _listed(chosen, page, edit), reads=True)


def filters(message: Incoming) -> Request[_Asked, Chosen]:
    """Answer the button `pf:CHOICE`: every filter as a button."""
    asked = _Asked(words=(), choice=read_choice(message.data), on=message.said_at.date())
    return Request(_offer, asked, lambda chosen: _filters(chosen, message.message_id), reads=True)


def balance(message: Incoming) -> Request[_Asked, Chosen]:
    """Answer the button `pb`: what the account adds up to beside the plan's figures."""
    asked = _Asked(words=(), choice=Choice(), on=message.said_at.date())
    return Request(_look, asked, _balanced, reads=True)


def look_at_choice(books: Books, sender: Sender, choice: Choice, on: date) -> Chosen:
    """Read the parcels of a choice as far as the sender may see them."""
    command = _command(books.campaign, sender, choice, on)
    return Chosen(seen=look_at_parcels(books, sender, command), choice=choice)


def _command(campaign: Campaign, sender: Sender, choice: Choice, on: date) -> LookAtParcels:
    park = campaign.park(choice.park)
    return LookAtParcels(
        on=on,
        units=None if sees_all(sender) else own_units(sender),
        park=park.name if park else None,
        category=CATEGORY_LETTERS.get(choice.category),
        which=choice.which,
    )


def _offer(books: Books, sender: Sender, asked: _Asked) -> Chosen:
    """Give what the filters are made of: for that no parcel need be read."""
    command = _command(books.campaign, sender, asked.choice, asked.on)
    seen = ParcelsSeen(campaign=books.campaign, sender=sender, asked=command, parcels=())
    return Chosen(seen=seen, choice=asked.choice)


def _look(books: Books, sender: Sender, asked: _Asked) -> Chosen:
    choice = asked.choice
    for word in asked.words:
        choice = _narrowed(books.campaign, choice, word, asked.on)
    return look_at_choice(books, sender, choice, asked.on)


def _narrowed(campaign: Campaign, choice: Choice, word: str, on: date) -> Choice:
    """Read a word behind /parcels: which parcels, a category, or a park."""
    if (which := _WHICH_WORDS.get(plain(word).removeprefix("已"))) or (which := _WHICH_WORDS.get(word)):
        return replace(choice, which=which)
    if meant := category_meant(word):
        return replace(choice, category=_LETTERS[meant[0]])
    return replace(choice, park=find_park(campaign, word, on).id)


def _listed(chosen: Chosen, page: int, edit: int | None) -> Answer:
    seen, choice = chosen.seen, chosen.choice
    shown, page, last = page_of(seen.parcels, page, _PAGE)
    lines = [_heading(chosen), *_tally(chosen)]
    whose = seen.asked.units is None or len(seen.asked.units) > 1
    lines += [parcel_line(each, seen.asked.on, whose=whose) for each in shown]
    buttons = [Button(f"{mark_of(e)} {clip(e.entry.number, 20)}", f"pc:{e.entry.id}") for e in shown]
    keyboard = (*rows(buttons, 2), *pager(f"pl:{choice}:", page, last), *_ways_on(chosen))
    return says("\n".join(lines), keyboard=keyboard, edit=edit)


def _heading(chosen: Chosen) -> str:
    choice, campaign = chosen.choice, chosen.seen.campaign
    park = campaign.park(choice.park)
    category = CATEGORY_LETTERS.get(choice.category)
    narrowed = [park.name] if park else []
    narrowed += [category.value] if category else []
    narrowed += [] if choice.which is Which.ALL else [WHICH_NAMES[choice.which]]
    filtered = f"（{esc('，'.join(narrowed))}）" if narrowed else ""
    return f"{bold('宗地台账')}{filtered}：{len(chosen.seen.parcels)} 宗"


def _tally(chosen: Chosen) -> Iterator[str]:
    """Yield what the parcels of the list add up to."""
    held = chosen.seen.parcels
    if not held:
        yield "没有符合条件的宗地。" if chosen.choice != Choice() else "台账里还没有宗地。"
        return
    area, done = (sum(numbers, Decimal(0)) for numbers in _areas(held))
    yield f"面积 {figure(area)} 亩，已处置 {figure(done)} 亩"
    counts = (
        ("已逾期", sum(each.light is Light.RED for each in held)),
        ("无方案", sum(not each.planned and each.light is not Light.CLOSED for each in held)),
        ("待核验", sum(each.pending_mu > 0 for each in held)),
    )
    if said := "，".join(f"{name} {count} 宗" for name, count in counts if count):
        yield said
    yield ""


def _areas(held: Sequence[ParcelStanding]) -> tuple[list[Decimal], list[Decimal]]:
    return [each.entry.area_mu for each in held], [each.verified_mu for each in held]


def _ways_on(chosen: Chosen) -> Keyboard:
    choice = chosen.choice
    quick = [
        Button(WHICH_NAMES[which], f"pl:{replace(choice, which=which)}:0")
        for which in (Which.OVERDUE, Which.DUE, Which.NO_PLAN, Which.AWAITING)
        if which is not choice.which
    ]
    back = [] if choice == Choice() else [Button("全部", f"pl:{Choice()}:0")]
    files = [Button("地图", f"pm:{choice}"), Button("表格", f"px:{choice}")] if chosen.seen.parcels else []
    more = [Button("分类图", "cp"), Button("更多筛选", f"pf:{choice}"), Button("底数核对", "pb")]
    return *rows([*quick, *back], 3), *rows([*files, *more], 3)


def _filters(chosen: Chosen, edit: int) -> Answer:
    choice = chosen.choice
    parks = [
        _picked(park.name, replace(choice, park=park.id), choice)
        for park in parks_of(chosen.seen.campaign, chosen.seen.asked)
    ]
    parks += [_picked("全部园区", replace(choice, park="-"), choice)]
    kinds = [
        _picked(category.value, replace(choice, category=letter), choice)
        for letter, category in CATEGORY_LETTERS.items()
    ]
    kinds += [_picked("全部类别", replace(choice, category="-"), choice)]
    return says("按园区或类别筛选：", keyboard=(*rows(parks, 1), *rows(kinds, 3)), edit=edit)


def _picked(name: str, choice: Choice, now: Choice) -> Button:
    return Button(f"✓ {name}" if choice == now else name, f"pl:{choice}:0")


def _balanced(chosen: Chosen) -> Answer:
    seen = chosen.seen
    parks = parks_of(seen.campaign, seen.asked)
    if not parks:
        return says("本单位没有对应的产业集聚区。")
    balances = reconcile(parks, seen.parcels)
    lines = [f"{bold('底数核对')}：方案底数与台账宗地（亩）"]
    for row in balances if len(parks) > 1 else balances[:1]:
        lines += ["", bold(row.park or "合计"), *map(_balance_line, (row.unsupplied, row.illegal))]
    stated = seen.campaign.stated_totals
    if stated and len(parks) == len(seen.campaign.parks):
        lines.append(f"\n方案依据：{esc(stated.source)}；违法占地 {stated.illegal_projects} 个项目")
    return says("\n".join(lines))


def _balance_line(row: Balance) -> str:
    apart = row.difference_mu
    said = "相符" if not apart else f"{'多' if apart > 0 else '少'} {figure(abs(apart))}"
    return (
        f"{row.category}：底数 {figure(row.opening_mu)}，台账 {row.parcels} 宗 {figure(row.recorded_mu)}，"
        f"{said}；已处置 {figure(row.disposed_mu)}"
    )


def choose_disposal(message: Incoming) -> Request[_Asked, Chosen]:
    """Answer a bare /dispose, and the buttons `ds:PAGE`: ask which of the own parcels."""
    page = int(message.data.removeprefix("ds:")) if message.data else 0
    edit = message.message_id if message.data else None
    asked = _Asked(words=(), choice=Choice(), on=message.said_at.date())
    return Request(_look_at_own, asked, lambda chosen: _disposable(chosen, page, edit), reads=True)


def _look_at_own(books: Books, sender: Sender, asked: _Asked) -> Chosen:
    command = LookAtParcels(on=asked.on, units=sender.units(Role.LIAISON))
    return Chosen(seen=look_at_parcels(books, sender, command), choice=asked.choice)


def _disposable(chosen: Chosen, page: int, edit: int | None) -> Answer:
    open_ones = [each for each in chosen.seen.parcels if each.closed_on is None and each.left_mu > 0]
    if not open_ones:
        raise UsageError("本单位没有待处置的宗地。")
    shown, page, last = page_of(open_ones, page, _PICKED)
    buttons = tuple(
        (
            Button(
                f"{mark_of(each)} {clip(each.entry.number, 20)} 剩余 {figure(each.left_mu)} 亩",
                f"dp:{each.entry.id}",
            ),
        )
        for each in shown
    )
    return says("报哪一宗地的处置？", keyboard=(*buttons, *pager("ds:", page, last)), edit=edit)
