"""Files of the account of parcels, as the office writes them."""

from tests.bot.commands.conftest import Said, Terminal

HEADER = "宗地编号,产业集聚区,坐落,面积,类别,形成原因,处置措施,完成时限,责任单位\n"
GOOD = "QF-001,清丰县产业集聚区,文明路,45.2,闲置,企业停产,依法收回,2021-05-31,清丰县\n"
OTHER = "PY-001,濮阳县产业集聚区,,3000.000001,批而未供,,,,\n"


def parcels(baiyuan: Terminal, rows: str, *words: str) -> Said:
    return baiyuan("import", "parcels", baiyuan.write("p.csv", HEADER + rows), "--json", *words)
