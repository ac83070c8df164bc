"""The office's desk for disposals: what awaits review, with its evidence; verify it, or return it."""

from dataclasses import dataclass

from bot.access import Right, may, sees_all
from bot.handlers.lines import untold_line
from bot.handlers.parcel_lines import fate, when
from bot.handlers.reasons import ReasonAsked, Reasons
from bot.incoming import Incoming
from bot.keyboards import Button, Keyboard, page_of, pager
from bot.requests import Answer, Notice, Reply, Request, UsageError, says
from bot.words import NOT_ALLOWED, bold, esc
from reminders.messages import ToPost
from tracker.account import is_verified
from tracker.errors import NotAwaitingReview
from tracker.model import Role, Sender, Verdict
from tracker.parcels import Disposal, ParcelEntry
from tracker.sayings import clip, near_day
from tracker.scoring import figure
from tracker.store.books import Books
from tracker.usecases.review_disposal import (
    DisposalGone,
    DisposalReviewed,
    DisposalShown,
    DisposalsListed,
    ListDisposals,
    ReviewDisposal,
    ShowDisposal,
    list_disposals,
    review_disposal,
    show_disposal,
)

REASONS = Reasons(
    step="disposal:reason",
    button="dr",
    act="退回",
    usual=("佐证材料不足", "面积与材料不一致", "尚未完成处置", "宗地编号不对"),
    late=(DisposalGone, NotAwaitingReview),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A disposal, and whether the viewer may review it."""

    shown: DisposalShown
    reviews: bool


def disposals(message: Incoming) -> Request[ListDisposals, DisposalsListed]:
    """Answer the buttons `dl:PAGE`, and `dl:0:new` under a message that is to stay."""
    page = int(message.data.split(":")[1])
    edit = None if message.data.endswith(":new") else message.message_id
    command = ListDisposals(on=message.said_at.date())
    return Request(list_disposals, command, lambda listed: _listed(listed, page, edit), reads=True)


def show(message: Incoming) -> Request[ShowDisposal, Opened]:
    """Answer the button `dv:DISPOSAL`: one disposal, with its evidence as it was sent."""
    command = ShowDisposal(disposal_id=int(message.data.removeprefix("dv:")), on=message.said_at.date())
    return Request(_show, command, _shown, reads=True)


def verify(message: Incoming) -> Request[ReviewDisposal, DisposalReviewed]:
    """Answer the button `do:DISPOSAL`."""
    return Request(_verify, _command(message, message.data.split(":")[1], Verdict.APPROVED), reviewed)


def return_with(message: Incoming) -> Request[Incoming, Answer]:
    """Answer the buttons `dr:DISPOSAL:N` and `dr:DISPOSAL:vVERSION`: return it for that reason."""
    return Request(_return, message, lambda answer: answer)


def ask_reason(message: Incoming) -> Request[Incoming, ReasonAsked]:
    """Answer the button `dn:DISPOSAL`: ask why it is returned."""
    return Request(_ask_reason, message, REASONS.asked)


def reviewed(outcome: DisposalReviewed) -> Answer:
    """Confirm a verdict, and tell the liaisons whose parcel it is: either may have reported it."""
    what = f"宗地 {bold(outcome.entry.number)} {_said(outcome.disposal, outcome)}"
    keyboard: Keyboard = ()
    more: Keyboard = ((Button("继续核验", "dl:0:new"),),)
    if outcome.review.verdict is Verdict.APPROVED:
        stands = esc(when(outcome.after, outcome.review.reviewed_on))
        done, told = f"✅ {what}，已核验。{stands}", f"✅ {what}，已通过核验。"
        more = ((*more[0], Button("撤销核验", f"wd:d:{outcome.disposal.id}")),)
    else:
        reason = esc(outcome.review.reason)
        done, told = f"↩️ {what}，已退回：{reason}", f"↩️ {what}，被退回。\n原因：{reason}"
        keyboard = ((Button("重新报处置", f"dp:{outcome.entry.id}"),),)
    notices = tuple(
        Notice(to=ToPost(unit=unit, role=Role.LIAISON), reply=Reply(text=told, keyboard=keyboard))
        for unit in outcome.units
    )
    reply = Reply(text=done + untold_line(outcome.untold), keyboard=more)
    return Answer(replies=(reply,), notices=notices, toast="已记录")


def _said(disposal: Disposal, outcome: DisposalReviewed) -> str:
    return f"{near_day(disposal.disposed_on, outcome.review.reviewed_on)}处置 {figure(disposal.area_mu)} 亩"


def _command(message: Incoming, disposal_id: str, verdict: Verdict, reason: str = "") -> ReviewDisposal:
    return ReviewDisposal(
        disposal_id=int(disposal_id),
        verdict=verdict,
        reason=reason,
        on=message.said_at.date(),
        at=message.said_at,
    )


def _verify(books: Books, sender: Sender, command: ReviewDisposal) -> DisposalReviewed:
    """Verify; a reason that was asked for is not waited for any longer."""
    outcome = review_disposal(books, sender, command)
    REASONS.settle(books, sender, str(command.disposal_id), command.at)
    return outcome


def _return(books: Books, sender: Sender, message: Incoming) -> Answer:
    def act(subject: str, reason: str) -> Answer:
        command = _command(message, subject, Verdict.RETURNED, reason)
        return reviewed(review_disposal(books, sender, command))

    return REASONS.carry_out(books, message, act)


def _listed(listed: DisposalsListed, page: int, edit: int | None) -> Answer:
    if not listed.awaiting:
        return says("目前没有待核验的处置。", edit=edit)
    shown, page, last = page_of(listed.awaiting, page)
    lines = [f"{bold('待核验的处置')}（{len(listed.awaiting)} 项）"]
    keyboard: list[tuple[Button, ...]] = []
    for entry, disposal in shown:
        lines += _item(entry, disposal, listed)
        view = Button(f"查看 {clip(entry.number, 20)}", f"dv:{disposal.id}")
        keyboard.append((view, Button("核验通过", f"do:{disposal.id}")))
    return says("\n".join(lines), keyboard=(*keyboard, *pager("dl:", page, last)), edit=edit)


def _item(entry: ParcelEntry, disposal: Disposal, listed: DisposalsListed) -> list[str]:
    said = clip(" ".join(disposal.text.split()), 80)
    measure = f" {esc(clip(disposal.measure, 40))}" if disposal.measure else ""
    how = f"{near_day(disposal.disposed_on, listed.on)} {figure(disposal.area_mu)} 亩{measure}"
    words = f"：{esc(said)}" if said else ""
    return [
        f"{bold(entry.number)} {entry.category} {esc(entry.park)}",
        f"      {how}，{esc(disposal.reporter)}{words}",
    ]


def _show(books: Books, sender: Sender, command: ShowDisposal) -> Opened:
    """Show a disposal to who sees all; the verdicts are for who reviews."""
    if not sees_all(sender):
        raise UsageError(NOT_ALLOWED)
    return Opened(shown=show_disposal(books, sender, command), reviews=may(sender, Right.REVIEW))


def _shown(opened: Opened) -> Answer:
    shown = opened.shown
    entry, disposal, standing = shown.record.entry, shown.disposal, shown.standing
    words = f"\n{esc(disposal.text)}" if disposal.text else ""
    text = (
        f"{bold(entry.number)} {entry.category} {esc(entry.park)}\n"
        f"{near_day(disposal.disposed_on, shown.on)}处置 {bold(figure(disposal.area_mu))} 亩 "
        f"{esc(disposal.measure)}，{esc(disposal.reporter)} "
        f"{near_day(disposal.submitted_on, shown.on)}报{words}\n"
        f"宗地 {figure(entry.area_mu)} 亩：已核验 {figure(standing.verified_mu)}，"
        f"待核验 {figure(standing.pending_mu)}\n材料 {len(shown.evidence)} 份"
    )
    files = tuple(Reply(text="", evidence=piece) for piece in shown.evidence)
    if disposal.review is not None:
        ways: Keyboard = ()
        if opened.reviews and is_verified(disposal):
            ways = ((Button("撤销核验", f"wd:d:{disposal.id}"),),)
        return Answer(replies=(*files, Reply(text=f"{text}\n{fate(disposal, shown.on)}", keyboard=ways)))
    if not opened.reviews:
        return Answer(replies=(*files, Reply(text=f"{text}\n待核验")))
    verdicts = (Button("核验通过", f"do:{disposal.id}"), Button("退回", f"dn:{disposal.id}"))
    keyboard = (verdicts, (Button("清单", "dl:0:new"),))
    return Answer(replies=(*files, Reply(text=text, keyboard=keyboard)))


def _ask_reason(books: Books, sender: Sender, message: Incoming) -> ReasonAsked:
    disposal_id = int(message.data.removeprefix("dn:"))
    shown = show_disposal(books, sender, ShowDisposal(disposal_id=disposal_id, on=message.said_at.date()))
    if shown.disposal.review is not None:
        raise NotAwaitingReview(subject=f"宗地 {shown.record.entry.number}")
    what = f"退回宗地 {bold(shown.record.entry.number)} 的处置"
    return REASONS.ask(books, message, subject=str(disposal_id), what=what)
