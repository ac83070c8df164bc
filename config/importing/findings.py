"""What came up while a plan was read: questions that a person must decide, remarks on what was taken how."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """`place` and `text`: where in the plan, and what stands there.

    `taken` is what the campaign file says until somebody decides; empty where it leaves the place open, and
    `campaign check` names it.
    """

    place: str
    text: str
    question: str
    taken: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """How a place was read that can be read in one sensible way alone."""

    place: str
    text: str
    remark: str


@dataclass(slots=True, kw_only=True)
class Findings:
    """Questions and remarks in the order in which they came up; a remark is made where it comes up first."""

    questions: list[Question] = field(default_factory=list)
    _remarks: dict[tuple[str, str], Remark] = field(default_factory=dict)

    @property
    def remarks(self) -> list[Remark]:
        """How what was plain was read."""
        return list(self._remarks.values())

    def ask(self, place: str, text: str, question: str, taken: str = "") -> None:
        """Leave something to a person."""
        self.questions.append(Question(place=place, text=_line(text), question=question, taken=taken))

    def note(self, place: str, text: str, remark: str) -> None:
        """Say how something was read."""
        made = Remark(place=place, text=_line(text), remark=remark)
        self._remarks.setdefault((made.text, made.remark), made)


def _line(text: str) -> str:
    return " ".join(text.split())
