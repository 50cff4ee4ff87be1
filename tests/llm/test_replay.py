"""Recording a model and answering from the recording."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nl2opt.errors import ModelError, Nl2optError
from nl2opt.llm.protocol import Completion, Finish, Message, Request
from nl2opt.llm.replay import RecordingModel, ReplayModel, request_key


class Counting:
    """A model that answers with the number of requests so far."""

    name = "counting"
    context_length = 100

    def __init__(self) -> None:
        self.asked = 0
        self.closed = False

    def count_tokens(self, text: str) -> int:
        """One token for each character."""
        return len(text)

    def complete(self, requests: Sequence[Request]) -> list[Completion]:
        """An answer for each."""
        self.asked += len(requests)
        first = self.asked - len(requests)
        return [
            Completion(f"é\n{first + index}", Finish.LENGTH, 5, 2, 3, 0.5, (-0.1, -2.0))
            for index in range(len(requests))
        ]

    def close(self) -> None:
        """Remember it."""
        self.closed = True


def ask(text: str) -> Request:
    """A request with one message."""
    return Request((Message("user", text),))


def test_replay_gives_what_was_recorded(tmp_path: Path) -> None:
    """A recording answers as the model did: text, counts, log-probabilities, name and context."""
    inner = Counting()
    recording = RecordingModel(inner, tmp_path / "run" / "llm.jsonl")
    answers = recording.complete([ask("a"), ask("b")])
    count = recording.count_tokens("hello")
    recording.close()
    assert inner.closed
    replay = ReplayModel(tmp_path / "run" / "llm.jsonl")
    assert replay.complete([ask("b"), ask("a")]) == [answers[1], answers[0]]
    assert (replay.name, replay.context_length, replay.count_tokens("hello")) == ("replay:counting", 100, count)
    assert replay.count_tokens("another text") > 0


def test_same_request_again(tmp_path: Path) -> None:
    """A request that was asked twice gets both answers in their order, and then the last one."""
    recording = RecordingModel(Counting(), tmp_path / "llm.jsonl")
    first = recording.complete([ask("a")])[0]
    second = recording.complete([ask("a")])[0]
    replay = ReplayModel(tmp_path / "llm.jsonl")
    assert [replay.complete([ask("a")])[0] for _ in range(3)] == [first, second, second]


def test_request_that_was_not_recorded(tmp_path: Path) -> None:
    """Another prompt has no answer in the recording, and that is said."""
    RecordingModel(Counting(), tmp_path / "llm.jsonl").complete([ask("a")])
    with pytest.raises(ModelError, match="no answer to this request"):
        ReplayModel(tmp_path / "llm.jsonl").complete([ask("b")])


def test_recording_that_breaks_off(tmp_path: Path) -> None:
    """A last line without an end is left out; a damaged line before it is an error with its number."""
    path = tmp_path / "llm.jsonl"
    RecordingModel(Counting(), path).complete([ask("a"), ask("b")])
    whole = path.read_text(encoding="utf-8")
    path.write_text(whole[:-20], encoding="utf-8")
    replay = ReplayModel(path)
    assert replay.complete([ask("a")])
    with pytest.raises(ModelError):
        replay.complete([ask("b")])
    path.write_text("{}\n" + whole, encoding="utf-8")
    with pytest.raises(Nl2optError) as caught:
        ReplayModel(path)
    assert caught.value.where == f"{path}:1"


def test_missing_recording(tmp_path: Path) -> None:
    """A recording that is not there is a clear error."""
    with pytest.raises(Nl2optError, match="cannot be read"):
        ReplayModel(tmp_path / "none.jsonl")


REQUESTS = st.builds(
    Request,
    messages=st.lists(st.builds(Message, st.sampled_from(["system", "user"]), st.text()), min_size=1).map(tuple),
    max_tokens=st.integers(1, 99),
    temperature=st.sampled_from([0.0, 0.7]),
    seed=st.integers(0, 3),
    stop=st.lists(st.text(min_size=1)).map(tuple),
    grammar=st.none() | st.text(),
    adapter=st.none() | st.text(),
    logprobs=st.booleans(),
)


@given(REQUESTS, REQUESTS, st.integers(0, 3))
def test_key_tells_requests_apart(one: Request, other: Request, shared: int) -> None:
    """Two requests have the same key just when they differ in nothing that changes the answer."""
    assert (request_key(one) == request_key(other)) == (one == other)
    assert request_key(replace(one, shared=shared)) == request_key(one)
