"""What a call of each kind needs: the steps, and words to begin, to leave and to end with.

The steps are the reader's and go through gettext. The words are the customer's, in their language,
with the days since delivery and the car filled in (lines 16 and 56).
"""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from followups.words.guidance.steps import STEPS
from followups.words.guidance.wording import CLOSE, VOICEMAIL, VOICEMAIL_NUMBER
from followups.words.saying import LANGUAGES, Speaker, car_words, opening


@dataclass(frozen=True, slots=True)
class Line:
    """Words to use, and when."""

    when: str
    words: str


@dataclass(frozen=True, slots=True)
class Guidance:
    """The steps of one kind of call, and the words for this customer."""

    steps: tuple[str, ...]
    lines: tuple[Line, ...]


def guidance_for(kind: str, speaker: Speaker, *, phone: str, is_call: bool) -> Guidance:
    """How to make this one; a kind that nobody wrote steps for has the steps of every call.

    `phone` is the store's number for a voicemail; what is written has no voicemail.
    """
    steps = tuple(str(step) for step in STEPS.get(kind, STEPS["any"]))
    begin = str(LANGUAGES[speaker.language].REASONS.get(kind, ""))
    lines = []
    if begin and "{" not in begin:
        lines.append(Line(_("To begin"), f"{opening(speaker)} {begin}"))
    if is_call:
        lines.append(Line(_("On voicemail"), _voicemail(speaker, phone)))
        lines.append(Line(_("Before you hang up"), CLOSE[speaker.language]))
    return Guidance(steps, tuple(lines))


def _voicemail(speaker: Speaker, phone: str) -> str:
    """Who and what about, and how to call back; never what is owed: others may hear it."""
    told = {"name": speaker.name, "caller": speaker.caller, "store": speaker.store}
    words = VOICEMAIL[speaker.language].format(**told, about=car_words(speaker))
    number = VOICEMAIL_NUMBER[speaker.language].format(phone=phone) if phone else ""
    return f"{words} {number}".strip()
