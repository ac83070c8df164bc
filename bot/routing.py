"""Which message goes to which handler: python-telegram-bot routes, one adapter hands over to the desk."""

from collections.abc import Callable, Coroutine
from typing import Any

from telegram import Update
from telegram.ext import (
    Application,
    ApplicationBuilder,
    CallbackQueryHandler,
    CommandHandler,
    ContextTypes,
    ExtBot,
    MessageHandler,
    filters,
)

from bot import words
from bot.access import Right
from bot.desk import Handler, Route
from bot.handlers import (
    acknowledge,
    apply,
    areas,
    bulletin,
    disposals,
    dispose,
    due,
    export,
    extend,
    files,
    guided,
    land,
    mark_case,
    marked_cases,
    notice,
    order_papers,
    orders,
    parcel,
    parcels,
    people,
    pictures,
    quarter,
    rank,
    report,
    return_form,
    return_review,
    returns,
    review,
    sanction_case,
    sanctions,
    score,
    score_correction,
    standard,
    status,
    talk,
    targets,
    tasks,
    what_if,
    withdraw,
    year_picture,
)
from bot.incoming import Incoming
from bot.requests import Request, UsageError

Adapter = Callable[[Update, Route], Coroutine[Any, Any, None]]
"""What the adapter is given: the update and where it goes."""

_Callback = Callable[[Update, ContextTypes.DEFAULT_TYPE], Coroutine[Any, Any, None]]


def _report(message: Incoming) -> Request[Any, Any]:
    """Report in one line where there is a per cent, otherwise by buttons."""
    return report.report_line(message) if len(message.words) > 1 else guided.report(message)


def _dispose(message: Incoming) -> Request[Any, Any]:
    """Report a disposal where a parcel is named; otherwise ask which."""
    return dispose.dispose(message) if message.words else parcels.choose_disposal(message)


def refuse(sentence: str) -> Handler:
    """Make a handler that answers with one sentence, whatever was sent."""

    def refusing(_message: Incoming) -> Request[Any, Any]:
        raise UsageError(sentence)

    return refusing


COMMANDS = {
    "start": Route(Right.NOTHING, people.start),
    "help": Route(Right.NOTHING, people.help_),
    "whoami": Route(Right.NOTHING, people.whoami),
    "tasks": Route(Right.READ, tasks.tasks),
    "task": Route(Right.READ, tasks.task),
    "due": Route(Right.READ, due.due),
    "overdue": Route(Right.READ, due.overdue),
    "notice": Route(Right.READ, notice.notices),
    "status": Route(Right.STATUS, status.status),
    "score": Route(Right.READ, score.score),
    "report": Route(Right.REPORT, _report),
    "parcels": Route(Right.READ, parcels.parcels),
    "parcel": Route(Right.READ, parcel.parcel),
    "dispose": Route(Right.REPORT, _dispose),
    "sanctions": Route(Right.READ, sanctions.sanctions),
    "rank": Route(Right.READ, rank.rank),
    "apply": Route(Right.READ, apply.apply),
    "target": Route(Right.ISSUE_TARGETS, targets.target),
    "quota": Route(Right.ISSUE_TARGETS, targets.quota),
    "park": Route(Right.ISSUE_TARGETS, targets.park),
    "returns": Route(Right.READ, returns.returns),
    "export": Route(Right.READ, export.export),
    "quarter": Route(Right.SEE_RETURNS, quarter.quarter),
    "bulletin": Route(Right.DRAFT_BULLETIN, bulletin.bulletin),
    "review": Route(Right.REVIEW, review.review),
    "cases": Route(Right.MARK_CASES, marked_cases.cases),
    "extend": Route(Right.MOVE_DATES, extend.extend),
    "standard": Route(Right.SET_STANDARDS, standard.standard),
    "members": Route(Right.SEE_MEMBERS, people.members),
    "invite": Route(Right.INVITE, people.invite),
}

_CODE = r"[A-Z]?\d{1,3}(\.\d{1,3})?"
_WHERE = _CODE + r"(@[a-z0-9_-]{1,40})?"
_ID = r"\d{1,15}"
_DAY = r"\d{4}-\d\d-\d\d"
_PAGE = r"\d{1,4}"
_QUARTER = r"\d{4}Q[1-4]"
_NOTICES = r"(-|[a-z0-9_-]{1,30}):[-byr]:[-ocm]"
_WHY = rf"(\d|v{_ID})"
_CHOICE = r"[andow]:(-|[a-z0-9-]{1,16}):[-uilrg]"

BUTTONS = {
    # What a button carries, exactly: anything else is a button of another time.
    r"ack": Route(Right.READ, acknowledge.acknowledge),
    rf"report(:{_WHERE})?": Route(Right.REPORT, guided.report_button),
    # The office cancels a return with the same button; each step checks what it needs.
    rf"g:{_ID}:(x|s|d|p:{_PAGE}|n:\d{{1,3}}|t:{_WHERE})": Route(Right.READ, guided.pressed),
    rf"gc:{_ID}:{_CODE}": Route(Right.REPORT, guided.tick_instead),
    r"score": Route(Right.READ, score.score),
    rf"sc:{_ID}:(x|u|p:{_PAGE}|k:[a-z0-9-]{{1,16}}|i:\d{{1,3}})": Route(Right.READ, score.pressed),
    rf"pl:{_CHOICE}:{_PAGE}": Route(Right.READ, parcels.parcels),
    rf"pf:{_CHOICE}": Route(Right.READ, parcels.filters),
    rf"pm:{_CHOICE}": Route(Right.READ, land.land_map),
    rf"px:{_CHOICE}": Route(Right.READ, land.land_book),
    r"xf:[lcap]": Route(Right.READ, export.file),
    r"pb": Route(Right.READ, parcels.balance),
    rf"pc:{_ID}": Route(Right.READ, parcel.parcel),
    rf"ds:{_PAGE}": Route(Right.REPORT, parcels.choose_disposal),
    rf"dp:{_ID}": Route(Right.REPORT, dispose.begin),
    rf"dg:{_ID}:(x|a|d|m:\d{{1,2}})": Route(Right.REPORT, dispose.pressed),
    rf"dl:{_PAGE}(:new)?": Route(Right.REVIEW, disposals.disposals),
    rf"dv:{_ID}": Route(Right.READ, disposals.show),
    rf"do:{_ID}": Route(Right.REVIEW, disposals.verify),
    rf"dn:{_ID}": Route(Right.REVIEW, disposals.ask_reason),
    rf"dr:{_ID}:{_WHY}": Route(Right.REVIEW, disposals.return_with),
    r"ap:[a-z0-9_-]{1,40}": Route(Right.READ, apply.choose_kind),
    r"ap:[a-z0-9_-]{1,40}:\d{1,2}": Route(Right.READ, apply.ask_by_button),
    rf"al:(-|[a-z0-9_-]{{1,40}}):{_PAGE}(:new)?": Route(Right.REVIEW, areas.areas),
    r"au": Route(Right.REVIEW, areas.pick_unit),
    rf"av:{_ID}": Route(Right.REVIEW, areas.area),
    rf"wd:[da]:{_ID}": Route(Right.REVIEW, withdraw.ask_reason),
    rf"wr:[da]:{_ID}:{_WHY}": Route(Right.REVIEW, withdraw.withdraw_for),
    r"sw:[a-z0-9_-]{1,40}:\d{4}": Route(Right.READ, what_if.unit_button),
    r"ss": Route(Right.READ, sanctions.today_button),
    r"sv:[a-z0-9_-]{1,40}:\d{4}": Route(Right.READ, sanction_case.case),
    rf"cm:{_DAY}:{_PAGE}": Route(Right.STATUS, pictures.matrix),
    rf"cr:{_DAY}": Route(Right.READ, pictures.ranking),
    rf"ct:{_DAY}": Route(Right.READ, pictures.timeline),
    r"cp": Route(Right.READ, pictures.shares),
    rf"sp:\d{{4}}:{_DAY}": Route(Right.READ, year_picture.year_picture),
    r"wi:[a-z0-9_-]{1,40}:\d{4}": Route(Right.READ, what_if.begin),
    rf"wy:{_ID}:{_DAY}": Route(Right.READ, what_if.day_button),
    r"so:[a-z0-9_-]{1,40}:\d{4}:[sc]": Route(Right.DECIDE, orders.ask),
    rf"od:{_ID}": Route(Right.READ, order_papers.document),
    rf"ol:{_ID}": Route(Right.READ, order_papers.lifting),
    r"oq:[a-z0-9_-]{1,40}:\d{4}": Route(Right.DRAFT_ORDERS, order_papers.draft),
    rf"sl:{_ID}": Route(Right.DECIDE, orders.ask),
    rf"sy:{_ID}": Route(Right.DECIDE, orders.confirm),
    rf"rk:{_DAY}": Route(Right.READ, rank.rank_button),
    rf"kt:{_DAY}": Route(Right.SEE_TALKS, rank.talks_button),
    r"rt(:new)?": Route(Right.READ, returns.returns),
    rf"rf:[a-z0-9_-]{{1,40}}:{_QUARTER}": Route(Right.REPORT, return_form.begin),
    rf"rg:{_ID}:(h|z|o|n|f|c|s:\d{{1,2}})": Route(Right.REPORT, return_form.pressed),
    rf"qt:{_QUARTER}(:new)?": Route(Right.SEE_RETURNS, quarter.quarter),
    rf"bq:{_QUARTER}": Route(Right.DRAFT_BULLETIN, bulletin.bulletin),
    rf"qv:{_ID}": Route(Right.READ, quarter.show),
    rf"qa:{_ID}": Route(Right.REVIEW, return_review.ask_scores),
    rf"qc:{_ID}": Route(Right.REVIEW, return_review.approve),
    rf"qe:{_ID}": Route(Right.REVIEW, score_correction.ask),
    rf"qx:{_ID}-{_ID}:{_WHY}": Route(Right.REVIEW, score_correction.correct_for),
    rf"qn:{_ID}": Route(Right.REVIEW, return_review.ask_reason),
    rf"qr:{_ID}:{_WHY}": Route(Right.REVIEW, return_review.return_with),
    rf"ac:(all|{_WHERE})": Route(Right.REPORT, tasks.accept),
    rf"tk:{_WHERE}:[^:]+:[01]": Route(Right.REPORT, tasks.tick),
    rf"t:{_CODE}:{_PAGE}": Route(Right.READ, tasks.task_button),
    rf"ts:{_PAGE}": Route(Right.READ, tasks.tasks),
    rf"du:{_PAGE}": Route(Right.READ, due.due),
    rf"ov:{_PAGE}": Route(Right.READ, due.overdue),
    rf"nl:{_NOTICES}:{_PAGE}": Route(Right.READ, notice.notices),
    rf"nu:{_NOTICES}": Route(Right.READ, notice.pick_unit),
    rf"nt:{_ID}": Route(Right.READ, notice.notice),
    rf"nd:{_ID}": Route(Right.READ, notice.document),
    rf"rl:{_PAGE}(:new)?": Route(Right.REVIEW, review.review),
    rf"rv:{_ID}": Route(Right.REVIEW, review.show),
    rf"ro:{_ID}": Route(Right.REVIEW, review.approve),
    rf"rn:{_ID}": Route(Right.REVIEW, review.ask_reason),
    rf"rp:{_ID}:{_WHY}": Route(Right.REVIEW, review.return_with),
    rf"ct:{_CODE}:{_PAGE}": Route(Right.MARK_CASES, mark_case.choose),
    rf"cm:{_ID}": Route(Right.MARK_CASES, mark_case.ask),
    rf"cy:{_ID}": Route(Right.MARK_CASES, mark_case.confirm),
    rf"cl:{_PAGE}(:new)?": Route(Right.MARK_CASES, marked_cases.cases),
    rf"cv:{_ID}": Route(Right.MARK_CASES, marked_cases.show),
    rf"cx:{_ID}": Route(Right.MARK_CASES, marked_cases.take_back),
    rf"(su:{_DAY}:{_PAGE}(:new)?|sk:{_DAY}(:new)?)": Route(Right.STATUS, status.drill_down),
    rf"sU:{_DAY}:[a-z0-9_-]+:{_PAGE}": Route(Right.STATUS, status.unit_button),
    rf"sT:{_DAY}:{_CODE}:{_PAGE}": Route(Right.STATUS, status.drill_down),
    rf"mb:{_PAGE}": Route(Right.SEE_MEMBERS, people.members),
    rf"ml:{_PAGE}": Route(Right.INVITE, people.choose_removal),
    rf"mx:{_ID}": Route(Right.INVITE, people.ask_removal),
    rf"my:{_ID}": Route(Right.INVITE, people.remove),
}

_ANY = Right.NOTHING
_CAPTION_REPORT = filters.CaptionRegex(r"(?i)^/report(@\w+)?(\s|$)")
_CAPTION_DISPOSE = filters.CaptionRegex(r"(?i)^/dispose(@\w+)?(\s|$)")
_CAPTION_SCORE = filters.CaptionRegex(r"(?i)^/score(@\w+)?(\s|$)")
_CAPTIONS = _CAPTION_REPORT | _CAPTION_DISPOSE | _CAPTION_SCORE

Telegram = Application[
    ExtBot[None], ContextTypes.DEFAULT_TYPE, dict[Any, Any], dict[Any, Any], dict[Any, Any], None
]


def build_application(bot: ExtBot[None], hand_over: Adapter) -> Telegram:
    """Set up routing. Every handler blocks: the row decides afterwards what became of the update."""
    application = ApplicationBuilder().bot(bot).updater(None).job_queue(None).build()

    def to(route: Route) -> _Callback:
        async def handing_over(update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
            await hand_over(update, route)

        return handing_over

    def say(sentence: str, right: Right = Right.READ) -> _Callback:
        return to(Route(right, refuse(sentence)))

    private = filters.ChatType.PRIVATE
    listed: list[Any] = [
        MessageHandler(filters.UpdateType.EDITED_MESSAGE & private, say(words.EDITED)),
        MessageHandler(~private & filters.COMMAND, say(words.PRIVATE_ONLY, _ANY)),
        MessageHandler(filters.FORWARDED & (filters.COMMAND | _CAPTIONS), say(words.FORWARDED)),
        *(CommandHandler(name, to(route), filters=private) for name, route in COMMANDS.items()),
        MessageHandler(private & _CAPTION_REPORT, to(COMMANDS["report"])),
        MessageHandler(private & _CAPTION_DISPOSE, to(COMMANDS["dispose"])),
        MessageHandler(private & _CAPTION_SCORE, to(Route(Right.READ, files.score_file))),
        MessageHandler(private & filters.COMMAND, say(words.UNKNOWN_COMMAND)),
        *(
            CallbackQueryHandler(to(route), pattern=rf"^(?:{pattern})\Z")
            for pattern, route in BUTTONS.items()
        ),
        CallbackQueryHandler(say(words.OLD_BUTTON)),
        MessageHandler(
            private & filters.UpdateType.MESSAGE & ~filters.StatusUpdate.ALL,
            to(Route(Right.READ, talk.talk)),
        ),
    ]
    application.add_handlers(listed)
    return application
