"""Who one is, who else there is, and how somebody joins: /start /help /whoami /members /invite."""

from dataclasses import dataclass, replace

from bot.access import HOLDERS, Right, examples, may, menu_of, sees_all
from bot.handlers.looking import own_units
from bot.incoming import Incoming
from bot.keyboards import Button, page_of, pager
from bot.requests import Answer, Notice, Reply, Request, UsageError, says
from bot.words import bold, esc, minute, stranger
from reminders.messages import Chat
from tracker.model import Member, Sender
from tracker.plan import Campaign
from tracker.store.books import Books
from tracker.usecases.invite_member import ROLE_NAMES, ROLES, InviteMember, MemberInvited, invite_member
from tracker.usecases.list_members import (
    ListMembers,
    MemberRemoved,
    MembersListed,
    RemoveMember,
    list_members,
    remove_member,
)
from tracker.usecases.redeem_invitation import (
    CodeUsedBefore,
    InvitationRefused,
    Obstacle,
    PostTaken,
    RedeemInvitation,
    redeem_invitation,
)

_OBSTACLES = {
    Obstacle.UNKNOWN: "邀请码不正确，请核对后重新发送。",
    Obstacle.EXPIRED: "邀请码已过期（有效期 7 天），请向办公室重新索取。",
    Obstacle.USED: "邀请码已经用过或已作废，每个邀请码只能使用一次。",
}
_MEMBERS_PAGE = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Recognised:
    """Who asks, in which campaign."""

    sender: Sender
    campaign: Campaign


@dataclass(frozen=True, slots=True, kw_only=True)
class Roster:
    """Everybody, and whether the viewer may remove somebody."""

    listed: MembersListed
    may_remove: bool


def start(
    message: Incoming,
) -> Request[None, Recognised] | Request[RedeemInvitation, PostTaken | CodeUsedBefore | InvitationRefused]:
    """Answer /start and /start CODE."""
    code = message.rest(0)
    if not code:
        return Request(_recognise, None, _welcomed, reads=True)
    command = RedeemInvitation(code=code, name=message.user_name, at=message.said_at)
    return Request(redeem_invitation, command, _redeemed)


def help_(message: Incoming) -> Request[None, Recognised]:
    """Answer /help with what this sender may do."""
    del message
    return Request(_recognise, None, _helped, reads=True)


def whoami(message: Incoming) -> Request[None, Recognised]:
    """Answer /whoami; a stranger learns the own number, which the operator may ask for."""
    del message
    return Request(_recognise, None, _told_who, reads=True)


def invite(message: Incoming) -> Request[InviteMember, MemberInvited]:
    """Answer /invite UNIT ROLE [NAME]."""
    words = message.words
    if len(words) < 2 or words[1] not in ROLES:
        names = "、".join(ROLE_NAMES.values())
        raise UsageError(f"请写：/invite 单位 角色 姓名\n角色：{names}")
    command = InviteMember(unit=words[0], role=ROLES[words[1]], name=" ".join(words[2:]), at=message.said_at)
    return Request(invite_member, command, _invited)


def members(message: Incoming) -> Request[ListMembers, Roster]:
    """Answer /members, and the buttons `mb:PAGE` that turn its pages."""
    page = int(message.data.removeprefix("mb:")) if message.data else 0
    edit = message.message_id if message.data else None
    return Request(_roster, ListMembers(), lambda roster: _listed(roster, page, edit), reads=True)


def choose_removal(message: Incoming) -> Request[ListMembers, MembersListed]:
    """Answer the button `ml:PAGE`: it asks who is to be removed."""
    page = int(message.data.removeprefix("ml:"))
    return Request(
        list_members, ListMembers(), lambda listed: _choices(listed, page, message.message_id), reads=True
    )


def ask_removal(message: Incoming) -> Request[ListMembers, MembersListed]:
    """Answer the button `mx:MEMBER`: it asks once more."""
    member_id = int(message.data.removeprefix("mx:"))
    return Request(
        list_members, ListMembers(), lambda listed: _asked(listed, member_id, message.message_id), reads=True
    )


def remove(message: Incoming) -> Request[RemoveMember, MemberRemoved]:
    """Answer the button that confirms a removal."""
    command = RemoveMember(member_id=int(message.data.split(":")[1]), at=message.said_at)
    return Request(remove_member, command, lambda removed: _removed(removed, message.message_id))


def _recognise(books: Books, sender: Sender, _command: None) -> Recognised:
    return Recognised(sender=sender, campaign=books.campaign)


def _posts(sender: Sender) -> str:
    return "、".join(f"{post.unit} {ROLE_NAMES[post.role]}" for post in sender.posts)


def _welcomed(who: Recognised) -> Answer:
    sender = who.sender
    if not sender.posts:
        return says(esc(stranger(who.campaign)))
    return says(f"{bold(sender.name)}，您好。您是{esc(_posts(sender))}。\n\n{_usage(who)}")


def _helped(who: Recognised) -> Answer:
    return says(_usage(who) if who.sender.posts else esc(stranger(who.campaign)))


def _usage(who: Recognised) -> str:
    roles = frozenset(post.role for post in who.sender.posts)
    words = examples(who.campaign, () if sees_all(who.sender) else own_units(who.sender))
    lines = []
    for command in menu_of(roles):
        lines.append(f"/{command.name} {command.menu}")
        example = command.example.format_map(words)
        lines += [f"      {esc(example)}"] if example != f"/{command.name}" else []
    if roles & HOLDERS[Right.REPORT]:
        how = f"在说明里写 /report {words['code']} 60 情况，或发送 /report 按提示上传。"
        lines.append(f"照片和文件：{how}")
    lines.append("批量评分：发送 .xlsx 或 .csv 表格，每行一宗，结果以表格返回。")
    return "可以使用：\n" + "\n".join(lines)


def _told_who(who: Recognised) -> Answer:
    sender = who.sender
    if not sender.posts:
        way_in = esc(stranger(who.campaign))
        return says(f"您还没有加入。您的编号是 <code>{sender.user_id}</code>。\n{way_in}")
    return says(f"{bold(sender.name)}：{esc(_posts(sender))}\n编号 <code>{sender.user_id}</code>")


def _redeemed(outcome: PostTaken | CodeUsedBefore | InvitationRefused) -> Answer:
    if isinstance(outcome, CodeUsedBefore):
        return _used_before(outcome)
    return _refused(outcome) if isinstance(outcome, InvitationRefused) else _took_post(outcome)


def _used_before(used: CodeUsedBefore) -> Answer:
    post = f"{esc(used.post.unit)}{ROLE_NAMES[used.post.role]}"
    if used.holds:
        text = f"您已经是{post}，不必再次使用邀请码。发送 /help 查看可用功能。"
    else:
        text = f"这个邀请码您已经用过，现在您不再担任{post}，请向办公室重新索取。"
    return replace(says(text), secret=True)


def _refused(refused: InvitationRefused) -> Answer:
    text = f"{_OBSTACLES.get(refused.obstacle, '')}还可以再试 {refused.tries_left} 次。"
    if refused.locked_until is not None:
        text = f"邀请码错误次数过多，已锁定，请在{minute(refused.locked_until)}以后再试。"
    # A code refused because the chat is locked may be a good one.
    return replace(says(text), secret=True)


def _took_post(taken: PostTaken) -> Answer:
    role = ROLE_NAMES[taken.post.role]
    text = f"{bold(taken.name)}，您已成为{esc(taken.post.unit)}{role}。发送 /help 查看可用功能。"
    keyboard: tuple[tuple[Button, ...], ...] = ()
    if taken.issued:
        text += f"\n有 {len(taken.issued)} 项任务待签收。"
        keyboard = ((Button("全部签收", "ac:all"), Button("查看任务", "ts:0")),)
    notices = tuple(
        Notice(
            to=Chat(chat_id=before.chat_id),
            reply=Reply(text=f"您不再担任{esc(taken.post.unit)}{role}，已由{bold(taken.name)}接任。"),
        )
        for before in taken.replaced
    )
    reply = Reply(text=text, keyboard=keyboard)
    return Answer(replies=(reply,), notices=notices, menus=True, secret=True)


def _invited(invited: MemberInvited) -> Answer:
    who = f"（{esc(invited.name)}）" if invited.name else ""
    text = (
        f"邀请 {bold(invited.post.unit)} {ROLE_NAMES[invited.post.role]}{who}\n"
        f"请把下面这一行转告本人，在与本机器人的私聊中发送：\n"
        f"<code>/start {invited.code}</code>\n"
        f"只能使用一次，{minute(invited.expires_at)}前有效。邀请码不会再次显示。"
    )
    return replace(says(text), secret=True)


def _roster(books: Books, sender: Sender, command: ListMembers) -> Roster:
    return Roster(listed=list_members(books, sender, command), may_remove=may(sender, Right.INVITE))


def _listed(roster: Roster, page: int, edit: int | None) -> Answer:
    listed = roster.listed
    shown, page, last = page_of(listed.members, page, _MEMBERS_PAGE)
    lines = [f"{bold('人员名单')}（{len(listed.members)} 人）", *(_member_line(member) for member in shown)]
    if listed.vacant and page == last:
        lines.append(f"\n没有联络员或联系不上：{esc('、'.join(listed.vacant))}")
    removal = ((Button("移除人员", "ml:0"),),) if roster.may_remove else ()
    return says("\n".join(lines), keyboard=(*pager("mb:", page, last), *removal), edit=edit)


def _choices(listed: MembersListed, page: int, edit: int) -> Answer:
    shown, page, last = page_of(listed.members, page)
    buttons = tuple(
        (Button(f"{m.post.unit} {ROLE_NAMES[m.post.role]} {m.name}"[:30], f"mx:{m.id}"),) for m in shown
    )
    back = ((Button("‹ 返回", "mb:0"),),)
    return says("移除哪一位？", keyboard=(*buttons, *pager("ml:", page, last), *back), edit=edit)


def _member_line(member: Member) -> str:
    blocked = "（已屏蔽机器人）" if member.blocked_at else ""
    return f"{esc(member.post.unit)} {ROLE_NAMES[member.post.role]}：{bold(member.name)}{blocked}"


def _asked(listed: MembersListed, member_id: int, edit: int) -> Answer:
    member = next((each for each in listed.members if each.id == member_id), None)
    if member is None:
        return says("此人已不在该岗位。", edit=edit)
    keyboard = ((Button("确认移除", f"my:{member.id}"), Button("返回", "mb:0")),)
    return says(f"移除 {_member_line(member)}？移除后其按钮和命令立即失效。", keyboard=keyboard, edit=edit)


def _removed(removed: MemberRemoved, edit: int) -> Answer:
    member = removed.member
    gone = f"{esc(member.post.unit)}{ROLE_NAMES[member.post.role]}"
    notice = Notice(to=Chat(chat_id=member.chat_id), reply=Reply(text=f"您不再担任{gone}。"))
    offers = f"尚未使用的邀请码 {removed.withdrawn} 个同时作废。" if removed.withdrawn else ""
    done = Reply(text=f"已移除{gone}{bold(member.name)}。{offers}", edit=edit)
    return Answer(replies=(done,), notices=(notice,), menus=True)
