"""What is said to a message that nobody can read, and what this person may send instead."""

from bot.access import Right, may
from bot.requests import UsageError
from tracker.model import Sender

_FIRST = ((Right.REPORT, "填报请发送 /report"), (Right.REVIEW, "核验请发送 /review"))
_OTHERS_FIRST = "总体进展请发送 /status"
_FILE_TO_REPORT = (
    "收到了文件，但不知道属于哪一项任务或哪一宗地。"
    "请在文件说明里写 /report 3.2 60 情况 或 /dispose 宗地编号 面积，"
    "也可先发送 /report 或 /dispose 再按提示上传。"
)
_FILE = "收到了文件，没有收下：照片和佐证由联络员随填报发送。表格请以 .xlsx 或 .csv 文件发送。"


class NotUnderstood(UsageError):
    """A message that is no command and no answer to a question."""

    def __init__(self, sender: Sender) -> None:
        first = next((words for right, words in _FIRST if may(sender, right)), _OTHERS_FIRST)
        super().__init__(f"没有看懂这条消息。{first}，查看任务请发送 /tasks，其他功能见 /help。")


class LooseFile(UsageError):
    """A picture or file that belongs to nothing."""

    def __init__(self, sender: Sender) -> None:
        super().__init__(_FILE_TO_REPORT if may(sender, Right.REPORT) else _FILE)
