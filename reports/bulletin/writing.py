"""The whole 通报 from its figures: title, addressees, basis, sections, what a person has yet to fill in."""

from typing import Final

from reports.bulletin.ahead import ahead
from reports.bulletin.content import Bulletin, Paragraph
from reports.bulletin.figures import QuarterFigures
from reports.bulletin.filings import filings
from reports.bulletin.overall import overall
from reports.bulletin.problems import problems
from reports.bulletin.progress import progress
from reports.bulletin.table import ranked
from reports.bulletin.traced import tell, told, told_day
from reports.wording import BLANK_DAY
from tracker.plan import UnitGroup
from tracker.sayings import long_day

_BLANK: Final = "　　　　　　"
_FEW: Final = 4
"""Zones that the addressees name one by one."""


def bulletin(figures: QuarterFigures, *, number: str = "", contact: str = "", phone: str = "") -> Bulletin:
    """Write it; `number`, `contact` and `phone` are left blank unless given, the day of signing always."""
    campaign = figures.campaign
    sections = (
        overall(figures),
        progress(figures),
        ranked(figures),
        filings(figures),
        problems(figures),
        ahead(figures),
    )
    until = [f"（截至{long_day(figures.on)}）"] if figures.running else []
    return Bulletin(
        title=(
            campaign.title,
            f"{figures.quarter.name}进展情况通报",
            *until,
        ),
        number=number,
        addressees=_addressees(figures),
        opening=_opening(figures),
        sections=tuple(each for each in sections if each is not None),
        contact=f"（联系人：{contact or _BLANK}　　联系电话：{phone or _BLANK}）",
        signed_by=f"“{campaign.short}”{campaign.office.name}",
        signed_on=BLANK_DAY,
        left_out=figures.left_out,
    )


def _addressees(figures: QuarterFigures) -> str:
    """`各县（区）人民政府，开发区、工业园区、示范区管委会，市直各有关单位：`."""
    units = figures.campaign.units
    groups = {unit.group for unit in units}
    zones = [unit.name for unit in units if unit.group is UnitGroup.ZONE]
    said = [
        *(["各县（区）人民政府"] if UnitGroup.COUNTY in groups else []),
        *([f"{'、'.join(zones)}管委会" if len(zones) <= _FEW else "各管委会"] if zones else []),
        *(["各有关部门"] if UnitGroup.DEPARTMENT in groups else []),
    ]
    return f"{'，'.join(said)}："


def _opening(figures: QuarterFigures) -> Paragraph:
    """Say by what the 通报 is made; of a running quarter that it is not over."""
    first = tell(
        "根据{title}实施方案（{document}{clause}），现将{quarter}进展情况通报如下。",
        title=told(figures.campaign.title, "bulletin.campaign"),
        document=told(figures.campaign.document, "bulletin.document"),
        clause=told(figures.clause, "bulletin.clause"),
        quarter=told(figures.quarter.name, "bulletin.quarter_name"),
    )
    if not figures.running:
        return (first,)
    on = told_day(figures.on, "bulletin.on")
    return (first, tell("本季尚未结束，以下是截至{on}的情况。", on=on))
