"""What must be true of a text before a model is asked about it."""

from __future__ import annotations

import re

from nl2opt.errors import Nl2optError, NoFormulationError
from nl2opt.formulation.numbers import numbers_in
from nl2opt.llm.protocol import LanguageModel
from nl2opt.pipeline.prompt import leading_messages
from nl2opt.pipeline.settings import Settings
from nl2opt.pipeline.tables import TextData

_DECISION_WORDS = re.compile(
    r"maximi[sz]|minimi[sz]|optimi[sz]|optimum|optimal|\bbest\b|\bmost\b|\bleast\b|\blargest\b|\bsmallest\b|\bhighest\b|"
    r"\blowest\b|\bfewest\b|\bshortest\b|\blongest\b|\bcheapest\b|\bgreatest\b|\bhow (?:many|much|should|can)\b|"
    r"\bshould\b|"
    r"\bwhich\b|\bplan\b|\bschedul|\ballocat|\bassign|\bchoose\b|\bselect\b|\bdecide\b|\bdetermine\b|\bformulate\b|"
    r"\bat (?:least|most)\b|\bsubject to\b|\bfeasible\b|\bprofit|\bcost",
    re.IGNORECASE,
)
_HINT = "Say what is to be decided, what is to be maximized or minimized, and which limits hold, with their numbers."


def require_problem(text: str) -> str:
    """The text without outer blanks.

    Raises:
        Nl2optError: the text is empty.
        NoFormulationError: the text asks for no decision, or states no number at all.
    """
    problem = text.strip()
    if not problem:
        raise Nl2optError("The problem text is empty.", hint=_HINT)
    if not _DECISION_WORDS.search(problem):
        raise NoFormulationError(
            "The text states no decision problem: nothing is to be chosen or optimized.", hint=_HINT
        )
    if not numbers_in(problem) and not re.search(r"\d|\^|squared|square", problem):
        raise NoFormulationError("The text states no numbers, so no model can be computed from it.", hint=_HINT)
    return problem


def require_room(data: TextData, model: LanguageModel, settings: Settings) -> None:
    """Check that prompt and draft fit into the model's context.

    Raises:
        Nl2optError: they do not.
    """
    shared = sum(model.count_tokens(message.content) + 5 for message in leading_messages(data, settings))
    needed = model.count_tokens(data.told)
    room = model.context_length - shared - min(settings.max_tokens, model.context_length // 4)
    if needed > room:
        raise Nl2optError(
            f"The problem text is too long: {needed} tokens, where {model.name} has room for {room}.",
            hint="Shorten the text, move large tables into files, or use a model with a longer context (--model).",
        )
