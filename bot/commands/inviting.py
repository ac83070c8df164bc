"""`invite`: a one-time code for a post, to be passed on by hand."""

import click

from bot.commands.frame import (
    Given,
    OfficeCommand,
    Refusal,
    as_json,
    office_command,
    print_json,
)
from bot.commands.office import Office, open_office
from tracker.usecases.invite_member import ROLE_NAMES, ROLES, InviteMember, MemberInvited, invite_member


@click.command(cls=OfficeCommand, help="生成一次性邀请码；邀请码只显示这一次。")
@click.option("--unit", required=True, metavar="单位", help="单位名称。")
@click.option("--role", required=True, metavar="角色", help=f"{'、'.join(ROLE_NAMES.values())}。")
@click.option("--name", default="", metavar="姓名", help="被邀请人的姓名。")
@as_json
@office_command
def invite(given: Given, *, unit: str, role: str, name: str, as_json: bool) -> None:
    """Print a code and, once the bot's name is known, its link."""
    with open_office(given.settings()) as office:
        if role not in ROLES:
            raise Refusal(f"没有角色“{role}”。角色：{'、'.join(ROLE_NAMES.values())}。")
        command = InviteMember(unit=unit, role=ROLES[role], name=name, at=office.clock.now())
        invited = office.write(invite_member, command)
        link = link_to(bot_name(office), invited.code)
    if as_json:
        print_json(_answer(invited, link))
    else:
        click.echo(_page(invited, link))


def bot_name(office: Office) -> str | None:
    """Return the bot's user name; None until the bot has run once."""
    token = office.settings.token
    bot_id = int(token.reveal().partition(":")[0]) if token else None
    return office.read(lambda books, _sender, which: books.people.bot_name(which), bot_id)


def link_to(bot: str | None, code: str) -> str | None:
    """Return the link that opens the bot and brings the code."""
    return f"https://t.me/{bot}?start={code}" if bot else None


def expiry(invited: MemberInvited) -> str:
    """Say until when the code opens the post."""
    return invited.expires_at.isoformat(timespec="seconds")


def _answer(invited: MemberInvited, link: str | None) -> dict[str, object]:
    return {
        "code": invited.code,
        "link": link,
        "unit": invited.post.unit,
        "role": invited.post.role.value,
        "expires": expiry(invited),
    }


def _page(invited: MemberInvited, link: str | None) -> str:
    how = f"打开链接：{link}" if link else "在与机器人的私聊中发送"
    return "\n".join(
        (
            f"邀请 {invited.post.unit} {ROLE_NAMES[invited.post.role]} {invited.name}".rstrip(),
            f"请转告本人，{how}",
            f"/start {invited.code}",
            f"只能使用一次，{invited.expires_at:%Y-%m-%d %H:%M} 前有效。邀请码不会再次显示。",
        )
    )
