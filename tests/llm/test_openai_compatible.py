"""An OpenAI-compatible endpoint: servers that fail in every way, and a real one."""

from __future__ import annotations

import json
import logging
import socket
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request as HttpRequest
from werkzeug import Response

from nl2opt.errors import ModelError
from nl2opt.llm.openai_compatible import OpenAICompatibleModel
from nl2opt.llm.protocol import Finish, Message, Request
from nl2opt.llm.token_estimate import estimate_tokens

KEY = "sk-very-secret-0123456789"
ASK = Request((Message("system", "Be short."), Message("user", "What is 2+2?")), max_tokens=20, seed=3)
ANSWER = {
    "choices": [{"index": 0, "message": {"role": "assistant", "content": "4"}, "finish_reason": "stop"}],
    "usage": {"prompt_tokens": 21, "completion_tokens": 2, "prompt_tokens_details": {"cached_tokens": 16}},
}


@pytest.fixture(autouse=True)
def key(monkeypatch: pytest.MonkeyPatch) -> None:
    """A key in the environment."""
    monkeypatch.setenv("OPENAI_API_KEY", KEY)


class Endpoint:
    """A server that gives the answers it was told, the last one again and again, and keeps what it was asked."""

    def __init__(self, server: HTTPServer) -> None:
        self.answers: list[Response] = []
        self.asked: list[dict[str, Any]] = []
        self.times: list[float] = []
        self.keys: list[str | None] = []
        self.url = server.url_for("/v1")
        server.expect_request("/v1/chat/completions", method="POST").respond_with_handler(self.answer)

    def answer(self, request: HttpRequest) -> Response:
        """The next answer."""
        self.asked.append(request.get_json())
        self.times.append(time.monotonic())
        self.keys.append(request.headers.get("Authorization"))
        return self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]

    def will(self, *answers: Response | dict[str, Any]) -> OpenAICompatibleModel:
        """Give these answers; the model that asks for them."""
        self.answers = [answer if isinstance(answer, Response) else as_json(answer) for answer in answers]
        return OpenAICompatibleModel("tiny", self.url, backoff=0.01, timeout=5.0)


def as_json(body: object, status: int = 200, **headers: str) -> Response:
    """A response with a JSON body."""
    names = {name.replace("_", "-"): value for name, value in headers.items()}
    return Response(json.dumps(body), status, names, content_type="application/json")


@pytest.fixture
def endpoint(httpserver: HTTPServer) -> Endpoint:
    """A server on this machine."""
    return Endpoint(httpserver)


def test_request_and_completion(endpoint: Endpoint) -> None:
    """Everything in a request is sent, and text, finish and counts come back."""
    model = endpoint.will(ANSWER)
    (completion,) = model.complete([ASK])
    assert (completion.text, completion.finish) == ("4", Finish.STOP)
    assert (completion.prompt_tokens, completion.cached_tokens, completion.completion_tokens) == (21, 16, 2)
    assert completion.seconds > 0
    assert endpoint.asked == [
        {
            "model": "tiny",
            "messages": [{"role": "system", "content": "Be short."}, {"role": "user", "content": "What is 2+2?"}],
            "max_tokens": 20,
            "temperature": 0.0,
            "top_p": 1.0,
            "seed": 3,
        }
    ]
    assert endpoint.keys == [f"Bearer {KEY}"]


def test_optional_fields(endpoint: Endpoint) -> None:
    """Stop texts, log-probabilities and an adapter are sent when they are asked for."""
    answer = json.loads(json.dumps(ANSWER))
    answer["choices"][0] |= {"logprobs": {"content": [{"token": "4", "logprob": -0.25}]}, "finish_reason": "length"}
    request = Request(ASK.messages, stop=("\n",), adapter="mine", logprobs=True)
    (completion,) = endpoint.will(answer).complete([request])
    assert completion.logprobs == (-0.25,)
    assert completion.finish == Finish.LENGTH
    sent = endpoint.asked[0]
    assert (sent["stop"], sent["logprobs"], sent["model"]) == (["\n"], True, "mine")


def test_no_key_is_needed(endpoint: Endpoint, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a key in the environment no header is sent."""
    monkeypatch.delenv("OPENAI_API_KEY")
    endpoint.will(ANSWER).complete([ASK])
    assert endpoint.keys == [None]


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504])
def test_busy_server_is_asked_again(endpoint: Endpoint, status: int) -> None:
    """A server that fails twice and then answers is good enough."""
    busy = as_json({"error": {"message": "busy"}}, status)
    assert endpoint.will(busy, busy, ANSWER).complete([ASK])[0].text == "4"
    assert len(endpoint.asked) == 3


def test_server_that_stays_broken(endpoint: Endpoint) -> None:
    """After five tries the error tells the status and the server's words, and that a retry may help."""
    with pytest.raises(ModelError) as caught:
        endpoint.will(as_json({"error": {"message": "out of memory"}}, 500)).complete([ASK])
    assert "500 INTERNAL SERVER ERROR".title() in caught.value.what.title()
    assert "5 times: out of memory" in caught.value.what
    assert caught.value.retryable
    assert len(endpoint.asked) == 5


@pytest.mark.parametrize("as_date", [False, True], ids=["seconds", "date"])
def test_retry_after(endpoint: Endpoint, as_date: bool) -> None:
    """The server's own waiting time is kept, in seconds or as a date."""
    moment = format_datetime(datetime.now(UTC) + timedelta(seconds=2), usegmt=True)
    busy = as_json({}, 429, Retry_After=moment if as_date else "1")
    endpoint.will(busy, ANSWER).complete([ASK])
    assert endpoint.times[1] - endpoint.times[0] >= (0.5 if as_date else 1.0)


def test_retry_after_too_long(endpoint: Endpoint) -> None:
    """A server that wants an hour gets no second request."""
    with pytest.raises(ModelError, match="asks to wait 3600 s"):
        endpoint.will(as_json({}, 429, Retry_After="3600")).complete([ASK])
    assert len(endpoint.asked) == 1


@pytest.mark.parametrize("status", [400, 404, 422])
def test_refusal_is_not_repeated(endpoint: Endpoint, status: int) -> None:
    """A request that the server does not accept is sent once, and its words are shown."""
    with pytest.raises(ModelError, match="model 'tiny' does not exist") as caught:
        endpoint.will(as_json({"error": {"message": "model 'tiny' does not exist"}}, status)).complete([ASK])
    assert len(endpoint.asked) == 1
    assert not caught.value.retryable


def test_newer_name_of_the_limit(endpoint: Endpoint) -> None:
    """A server that wants ``max_completion_tokens`` gets it, from then on at once."""
    wants = "Unsupported parameter: 'max_tokens'. Use 'max_completion_tokens' instead."
    model = endpoint.will(as_json({"error": {"message": wants}}, 400), ANSWER)
    model.complete([ASK])
    model.complete([ASK])
    assert ["max_tokens" in body for body in endpoint.asked] == [True, False, False]
    assert endpoint.asked[2]["max_completion_tokens"] == 20


@pytest.mark.parametrize(
    ("body", "shown"),
    [
        ("<html><body>Welcome to nginx!</body></html>", "Welcome to nginx!"),
        ("", "nothing"),
        ("{}", "{}"),
        ("[1, 2]", "[1, 2]"),
        ('{"choices": []}', "choices"),
        ('{"choices": [{"text": "old protocol"}]}', "old protocol"),
        ('{"choices": [{"message": {"content": "4"}}], "usage": {"prompt_tokens": "many"}}', "many"),
    ],
)
def test_nonsense(endpoint: Endpoint, body: str, shown: str) -> None:
    """What is no chat completion is shown in short."""
    with pytest.raises(ModelError, match="did not return a chat completion") as caught:
        endpoint.will(Response(body, content_type="text/html")).complete([ASK])
    assert shown in caught.value.what
    assert "--base-url" in caught.value.hint


def test_long_nonsense_is_cut(endpoint: Endpoint) -> None:
    """Of a long page, the error shows the beginning."""
    with pytest.raises(ModelError) as caught:
        endpoint.will(Response("x" * 100_000)).complete([ASK])
    assert len(caught.value.what) < 300


@pytest.mark.parametrize("content", [None, ""])
def test_empty_answer(endpoint: Endpoint, content: str | None) -> None:
    """An answer without text is an error that names the reason."""
    answer = {"choices": [{"message": {"content": content}, "finish_reason": "length"}]}
    with pytest.raises(ModelError, match=r"empty answer \(finish reason: length\)"):
        endpoint.will(answer).complete([ASK])


def test_timeout(httpserver: HTTPServer) -> None:
    """A server that does not answer in time is given up after the tries."""
    release = threading.Event()

    def sleep(_: HttpRequest) -> Response:
        release.wait(5)
        return as_json(ANSWER)

    httpserver.expect_request("/v1/chat/completions").respond_with_handler(sleep)
    model = OpenAICompatibleModel("tiny", httpserver.url_for("/v1"), timeout=0.2, tries=2, backoff=0.01)
    try:
        with pytest.raises(ModelError, match=r"did not answer within 0\.2 s, 2 times") as caught:
            model.complete([ASK])
    finally:
        release.set()
    assert caught.value.retryable


def test_nobody_there() -> None:
    """A port where nobody listens is told at once."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    start = time.monotonic()
    with pytest.raises(ModelError, match="cannot be reached: Connection refused"):
        OpenAICompatibleModel("tiny", f"http://127.0.0.1:{port}/v1").complete([ASK])
    assert time.monotonic() - start < 2


def test_connection_that_breaks() -> None:
    """A server that hangs up without a word is asked again, and then named."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        accepted = []

        def hang_up() -> None:
            for _ in range(2):
                connection, _address = listener.accept()
                accepted.append(connection.recv(10))
                connection.close()

        thread = threading.Thread(target=hang_up, daemon=True)
        thread.start()
        url = f"http://127.0.0.1:{listener.getsockname()[1]}/v1"
        with pytest.raises(ModelError, match="cannot be reached"):
            OpenAICompatibleModel("tiny", url, tries=2, backoff=0.01).complete([ASK])
        thread.join(5)
    assert len(accepted) == 2


def test_proxy_is_not_asked_for_this_machine(endpoint: Endpoint, monkeypatch: pytest.MonkeyPatch) -> None:
    """A server on the loopback address is reached although the environment names a proxy."""
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    monkeypatch.delenv("no_proxy", raising=False)
    assert endpoint.will(ANSWER).complete([ASK])[0].text == "4"


def test_redirect_is_not_followed(endpoint: Endpoint) -> None:
    """A redirect is shown and not followed, so that the key stays where it was sent."""
    model = endpoint.will(Response("", 308, {"Location": "http://elsewhere.example/v1"}))
    with pytest.raises(ModelError, match=r"redirects to http://elsewhere\.example/v1"):
        model.complete([ASK])


def test_key_is_nowhere(endpoint: Endpoint, caplog: pytest.LogCaptureFixture) -> None:
    """The key is in no message, log line or ``repr``, even if the server sends it back."""
    caplog.set_level(logging.DEBUG)
    shown = []
    for status in (400, 401, 403, 500):
        model = endpoint.will(as_json({"error": {"message": f"Incorrect API key provided: {KEY}"}}, status))
        with pytest.raises(ModelError) as caught:
            model.complete([ASK])
        shown += [str(caught.value), repr(caught.value), repr(model), model.name]
    assert not [text for text in [*shown, caplog.text] if KEY in text]


def test_wrong_and_missing_key(endpoint: Endpoint, monkeypatch: pytest.MonkeyPatch) -> None:
    """Refused access names the environment variable."""
    with pytest.raises(ModelError) as wrong:
        endpoint.will(as_json({}, 401)).complete([ASK])
    monkeypatch.delenv("OPENAI_API_KEY")
    with pytest.raises(ModelError) as missing:
        endpoint.will(as_json({}, 401)).complete([ASK])
    assert wrong.value.hint == "The key in OPENAI_API_KEY is wrong."
    assert missing.value.hint == "Set OPENAI_API_KEY to your key."


@pytest.mark.parametrize("url", ["localhost:8000/v1", "ftp://x/v1", "http://", "http://me:secret@host/v1"])
def test_addresses_that_are_none(url: str) -> None:
    """An address without scheme or host, or with a password in it, is refused, and the password not shown."""
    with pytest.raises(ModelError) as caught:
        OpenAICompatibleModel("tiny", url)
    assert "secret" not in str(caught.value)


def test_batch_is_concurrent_and_in_order() -> None:
    """Four requests are under way at once, and completions come in the order of the requests."""
    together = threading.Barrier(4, timeout=5)

    def echo(request: HttpRequest) -> Response:
        together.wait()
        content = request.get_json()["messages"][0]["content"]
        return as_json({"choices": [{"message": {"content": content}, "finish_reason": "stop"}]})

    with HTTPServer(threaded=True) as server:
        server.expect_request("/v1/chat/completions").respond_with_handler(echo)
        model = OpenAICompatibleModel("tiny", server.url_for("/v1"), concurrency=4)
        completions = model.complete([Request((Message("user", str(number)),)) for number in range(8)])
    assert [completion.text for completion in completions] == [str(number) for number in range(8)]


def test_failure_in_a_batch_ends_it(endpoint: Endpoint) -> None:
    """One refused request ends the batch with its error."""
    model = endpoint.will(as_json({"error": {"message": "no"}}, 400))
    with pytest.raises(ModelError, match="no"):
        model.complete([ASK] * 50)
    assert len(endpoint.asked) < 50


def test_grammar_needs_a_server_that_follows_it(httpserver: HTTPServer, endpoint: Endpoint) -> None:
    """A grammar goes into the field of llama.cpp or vLLM, and is an error for a server that would ignore it."""
    sent = []
    for owner in ("llamacpp", "vllm", "library"):
        httpserver.clear()
        endpoint = Endpoint(httpserver)
        listed = {"data": [{"id": "tiny", "owned_by": owner, "max_model_len": 4096}]}
        httpserver.expect_request("/v1/models").respond_with_json(listed)
        model = endpoint.will(ANSWER)
        request = Request(ASK.messages, grammar='root ::= "4"')
        if owner == "library":
            with pytest.raises(ModelError, match="not known to follow grammars"):
                model.complete([request])
        else:
            model.complete([request])
            sent.append(endpoint.asked[0])
        assert model.context_length == 4096
    assert sent[0]["grammar"] == 'root ::= "4"'
    assert sent[1]["structured_outputs"] == {"grammar": 'root ::= "4"'}


def test_context_length_without_a_list(endpoint: Endpoint) -> None:
    """A server without a list of models has the length that was given, or the one assumed."""
    assert endpoint.will(ANSWER).context_length == 32_768
    assert OpenAICompatibleModel("tiny", endpoint.url, context_length=1000).context_length == 1000


REAL_KEY = "local-key-of-a-test"


@pytest.fixture(scope="module")
def real_server() -> Iterator[str]:
    """llama.cpp's own server with the embedded model, on the loopback address, behind a key."""
    import xllamacpp

    from nl2opt.llm.store import ModelStore

    params = xllamacpp.CommonParams()
    params.model.path = str(ModelStore().pull().path)
    params.model_alias = "qwen"
    params.n_ctx = 1024
    params.n_parallel = 2
    params.warmup = False
    params.verbosity = -1
    params.cache_ram_mib = 0
    params.hostnames = ["127.0.0.1"]
    params.api_keys = [REAL_KEY]
    server = xllamacpp.Server(params)
    yield f"{server.listening_address}/v1"
    del server


@pytest.mark.model
def test_real_server(real_server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A real server answers a batch, with counts, log-probabilities, stop texts, limits and a grammar."""
    monkeypatch.setenv("OPENAI_API_KEY", REAL_KEY)
    model = OpenAICompatibleModel("qwen", real_server)
    question = (Message("user", "What is 2+2? Answer with the number only."),)
    plain, limited, bound = model.complete(
        [
            Request(question, max_tokens=8, logprobs=True),
            Request((Message("user", "Count from 1 to 50."),), max_tokens=5),
            Request(question, max_tokens=8, grammar='root ::= "four"'),
        ]
    )
    assert plain.text == "4"
    assert plain.finish == Finish.STOP
    assert plain.prompt_tokens > 10
    assert len(plain.logprobs) == plain.completion_tokens
    assert all(value <= 0 for value in plain.logprobs)
    assert (limited.finish, limited.completion_tokens) == (Finish.LENGTH, 5)
    assert bound.text == "four"


@pytest.mark.model
def test_real_server_refuses(real_server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A real server refuses a wrong key, and a prompt that is longer than its context."""
    with pytest.raises(ModelError, match="refuses access"):
        OpenAICompatibleModel("qwen", real_server).complete([ASK])
    monkeypatch.setenv("OPENAI_API_KEY", REAL_KEY)
    with pytest.raises(ModelError, match="exceeds the available context size"):
        OpenAICompatibleModel("qwen", real_server).complete([Request((Message("user", "word " * 3000),))])


@pytest.mark.model
@pytest.mark.parametrize(
    "text",
    [
        "A bakery makes cakes at $12.50 each and pies at 9 dollars. It has 1,200 cups of flour.",
        "maximize sum(cost[p, s] * ship[p, s] for p in PLANTS for s in STORES)\nship[PLANTS, STORES] >= 0 continuous",
        "La société « Büro » transporte 3½ tonnes à 40 €.",
        "x1 + x2 <= 10\n\n\ty3 >= 2.75",
        "运输成本最小化 x ≤ 5",
    ],
)
def test_estimate_is_an_upper_one(embedded_model: Any, text: str) -> None:
    """The estimate without a tokenizer is at least the true count, and not more than three times it."""
    true = embedded_model.count_tokens(text)
    assert true <= estimate_tokens(text) <= 3 * true
