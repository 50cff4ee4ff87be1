"""What a model is told before a problem."""

from __future__ import annotations

from nl2opt.llm.protocol import Message
from nl2opt.pipeline.prompt import draft_request, leading_messages, repair_request
from nl2opt.pipeline.settings import Settings
from nl2opt.pipeline.tables import read_tables

WORDS = "A bakery makes cakes and pies. A cake earns $3, a pie $2. There is flour for 10. Maximize the profit."
TABLE = (
    "Ship goods at least cost.\n| Cost | Nice | Milan | Genoa |\n| --- | --- | --- | --- |\n| Lyon | 4 | 6 | 9 |\n"
    "| Turin | 5 | 3 | 2 |\n| Bern | 7 | 8 | 1 |\n| Graz | 3 | 5 | 8 |\nMinimize the cost of 10 tons."
)


def test_base_model() -> None:
    """The base model is told instructions and examples, which all its requests share."""
    request = draft_request(read_tables(WORDS), Settings(adapter="style"))
    assert request.shared == len(request.messages) - 1 > 4
    assert request.messages[-1] == Message("user", WORDS)
    assert request.adapter == "style"


def test_adapter_with_words_of_its_own() -> None:
    """An adapter is told what it was trained to be told, and nothing else; repairs are the base model's."""
    settings = Settings(adapter="define@1", system="Formulate.", opening="## Variables\n")
    request = draft_request(read_tables(WORDS), settings)
    assert request.opening == "## Variables\n"
    assert request.messages == (Message("system", "Formulate."), Message("user", WORDS))
    assert request.adapter == "define@1"
    repair = repair_request(read_tables(WORDS), "Mind the flour.", settings)
    assert repair.messages[:-1] == leading_messages(read_tables(WORDS), Settings())
    assert repair.messages[-1].content == f"{WORDS}\n\nMind the flour."
    assert (repair.adapter, repair.opening) == (None, "")


def test_tables_that_are_read_are_left_to_the_base_model() -> None:
    """Data that the adapter never saw in training go to the base model, with its examples."""
    settings = Settings(adapter="define@1", system="Formulate.")
    data = read_tables(TABLE, settings.table_cells)
    assert data
    request = draft_request(data, settings)
    assert request.adapter is None
    assert leading_messages(data, settings) == leading_messages(data, Settings())
