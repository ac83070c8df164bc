"""What is said of a scored sheet; the scoring itself is tested where it lives."""

import subprocess
import sys
from pathlib import Path

from bot.paperwork.scoring import SCORING, Scored
from bot.paperwork.sent import SentFile
from bot.requests import Answer
from bot.telegram import UPLOAD_LIMIT
from tests.acting import NOW, QINGFENG, Act
from tracker.store import kept_files


def recorded(act: Act, result: Path) -> Answer:
    file = SentFile(
        id=1,
        chat_id=QINGFENG.chat_id,
        user_id=QINGFENG.user_id,
        file_id="f",
        name="宗地<一>.csv",
        caption="",
        said_at=NOW,
        reply_key="update:1:1",
        failures=0,
        deaths=1,
    )
    scored = Scored(sentence="共 4 行。", result=result)
    answer: Answer = act.write(lambda books: SCORING.record(books, QINGFENG, file, scored))
    return answer


def test_the_counts_come_first_then_the_workbook_under_the_name_of_the_sheet(
    act: Act, tmp_path: Path
) -> None:
    result = tmp_path / "评分结果.xlsx"
    result.write_bytes(b"workbook")
    counts, workbook = recorded(act, result).replies
    assert counts.text == "《宗地&lt;一&gt;.csv》已按2021年6月25日执行的标准评分。\n共 4 行。"
    assert workbook.document is not None
    assert workbook.document["name"] == "宗地<一>-评分结果.xlsx"
    number = workbook.document["id"]
    assert act.read(lambda books: kept_files.content_of(books.connection, number)) == b"workbook"


def test_a_workbook_over_50_mb_is_answered_with_the_counts_and_the_command_line(
    act: Act, tmp_path: Path
) -> None:
    result = tmp_path / "评分结果.xlsx"
    with result.open("wb") as file:
        file.truncate(UPLOAD_LIMIT + 1)
    (said,) = recorded(act, result).replies
    assert said.document is None
    assert "共 4 行。\n评分结果超过 50 MB，Telegram 不接收这么大的文件" in said.text
    assert "baiyuan score-file 输入.xlsx 结果.xlsx" in said.text


def test_the_process_that_answers_chats_does_not_load_pandas() -> None:
    asking = "import sys, bot.runner; print('pandas' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", asking], capture_output=True, text=True, check=True)  # noqa: S603  (our own program)
    assert done.stdout.strip() == "False"
