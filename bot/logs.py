"""The process's log: a line a record on stderr, from which no secret can be read at any level.

The Bot API carries the token in its URLs, so it turns up in libraries' messages, in the text of errors and
in tracebacks. It is therefore taken out of the finished text, on the one way that all of it goes.
"""

import logging
import re
import sys
import threading
from collections.abc import Iterable
from types import TracebackType
from typing import Final
from urllib.parse import quote

OURS = ("bot", "config", "reminders", "reports", "tracker")
HIDDEN: Final = "***"
_FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"
_LIKE_A_TOKEN = re.compile(r"bot\d+(?::|%3A)[\w-]+|\d{5,}(?::|%3A)[\w-]{30,}", re.IGNORECASE | re.ASCII)

_log = logging.getLogger(__name__)


def keep_secret(token: str, *others: str) -> None:
    """Set the log up: ours from INFO, libraries from WARNING, uncaught errors and warnings too.

    Neither `token` nor `others` (a webhook's secret) nor anything that looks like a token is ever written.
    """
    handler = _Discreet(_secrets(token, *others))
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(logging.WARNING)
    for name in OURS:
        logging.getLogger(name).setLevel(logging.INFO)
    logging.captureWarnings(capture=True)
    sys.excepthook = _log_uncaught
    sys.unraisablehook = _log_unraisable
    threading.excepthook = _log_uncaught_in_thread


class Redacted(logging.Formatter):
    """Formats a record with its traceback and takes every secret out of the result."""

    def __init__(self, secrets: Iterable[str]) -> None:
        super().__init__(_FORMAT)
        # The longest first: a part of a secret must not break up the whole.
        words = "|".join(re.escape(secret) for secret in sorted(secrets, key=len, reverse=True))
        self._known = re.compile(words, re.IGNORECASE)

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802  (the base class's name)
        """Keep the message to one line: a line that somebody wrote to us must not look like one of ours."""
        return super().formatMessage(record).replace("\r", "").replace("\n", " ⏎ ")

    def format(self, record: logging.LogRecord) -> str:
        """Return the text without secrets."""
        return self.redact(super().format(record))

    def redact(self, text: str) -> str:
        """Take the secrets out of a text."""
        return _LIKE_A_TOKEN.sub(HIDDEN, self._known.sub(HIDDEN, text))


class _Discreet(logging.StreamHandler):  # type: ignore[type-arg]  # generic only for type checkers
    """Writes to stderr. A record that cannot be formatted is not dumped with its arguments."""

    def __init__(self, secrets: Iterable[str]) -> None:
        super().__init__(sys.stderr)
        self._redacted = Redacted(secrets)
        self.setFormatter(self._redacted)

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802  (the base class's name)
        failed = sys.exception()
        if not isinstance(failed, OSError):
            text = f"ERROR {record.name}: a record could not be written: {record.msg!r} ({failed!r})"
            self.stream.write(self._redacted.redact(text) + self.terminator)


def _secrets(token: str, *others: str) -> set[str]:
    """Return every text that gives something away: the token, quoted too, and the half that opens it."""
    known = {token, token.partition(":")[2], *others}
    return {text for word in known if word for text in (word, quote(word, safe=""))}


def _log_uncaught(kind: type[BaseException], error: BaseException, traceback: TracebackType | None) -> None:
    if issubclass(kind, KeyboardInterrupt):
        return
    _log.critical("uncaught", exc_info=(kind, error, traceback))


def _log_unraisable(unraisable: "sys.UnraisableHookArgs") -> None:
    error = unraisable.exc_value
    cause = (unraisable.exc_type, error, unraisable.exc_traceback) if error is not None else None
    _log.error("%s: %r", unraisable.err_msg or "ignored", unraisable.object, exc_info=cause)


def _log_uncaught_in_thread(args: threading.ExceptHookArgs) -> None:
    if args.exc_value is not None:
        name = args.thread.name if args.thread else "a thread"
        _log.critical("uncaught in %s", name, exc_info=(args.exc_type, args.exc_value, args.exc_traceback))
