"""The text of a word problem: which sentences, in which order, joined how."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

from nl2opt.synth.composer import goals
from nl2opt.synth.composer.assembly import Said
from nl2opt.synth.composer.data import DataTeller
from nl2opt.synth.composer.draft import Draft, Key
from nl2opt.synth.composer.lexicon import measures
from nl2opt.synth.composer.reading import CONNECTIVES
from nl2opt.synth.composer.registry import clauses, phrasings
from nl2opt.synth.composer.wording import Meaning, Teller
from nl2opt.synth.language.english import capitalized
from nl2opt.synth.language.quantities import Number
from nl2opt.synth.stories.story import Kind


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence in lower case without its end; ``joins`` when it may be joined with another one."""

    text: str
    clause: int = -1
    joins: bool = False
    key: Key = ""


class Writer:
    """Writes the text of one draft.

    Args:
        draft: activities and data.
        said: what must be said; its clauses are put in the order in which the text tells them.
        teller: words and numbers.
    """

    def __init__(self, draft: Draft, said: Said, teller: Teller) -> None:
        self.draft = draft
        self.said = said
        self.teller = teller
        self.rng: random.Random = teller.rng
        self.story = draft.story
        self.data = DataTeller(teller)

    def text(self) -> str:
        """The text; afterwards ``said.clauses`` stand in its order."""
        opening = self._opening()
        told = self._clauses()
        blocks, inline = self._data()
        order = self.rng.choices(("data first", "mixed", "rules first"), (6, 4, 1))[0]
        body = self._ordered(order, inline, told)
        early = self.rng.random() < 0.4
        goal = self._want() if early else ""
        ask = self._ask(early)
        said_order = [sentence.clause for sentence in body if sentence.clause >= 0]
        self.said.clauses = [self.said.clauses[place] for place in said_order]
        lines = [opening]
        if goal and self.rng.random() < 0.6:
            lines.append(goal)
            goal = ""
        lines += self._idle(0.3, self.story.contexts)
        sentences = self._joined(body)
        sentences = self._with_facts(sentences)
        if blocks:
            first = self._paragraph(lines)
            rest = [*sentences, *([goal] if goal else [])]
            closing = self._paragraph(rest)
            end = capitalized(ask) + ("?" if goals.is_question(ask) else ".")
            return "\n".join(part for part in (first, *blocks, f"{closing} {end}".strip()) if part)
        lines += sentences
        if goal:
            lines.append(goal)
        end = capitalized(ask) + ("?" if goals.is_question(ask) else ".")
        parted = self.rng.random() < 0.12
        return f"{self._paragraph(lines)}{chr(10) if parted else ' '}{end}"

    def _paragraph(self, sentences: Sequence[str]) -> str:
        return " ".join(capitalized(sentence) + "." for sentence in sentences)

    def _opening(self) -> str:
        meaning: Meaning = {"ks": self.draft.chosen}
        if self.rng.random() < 0.3:
            meaning["size"] = len(self.draft.chosen)
        source = self.teller.choose(goals.OPENINGS[self.story.kind], meaning)
        if not source:
            meaning.pop("size", None)
            source = self.teller.choose(goals.OPENINGS[self.story.kind], meaning)
        return self.teller.say(source, meaning)

    def _goal_meaning(self) -> Meaning:
        return {"m": self.said.measure} if self.said.measure >= 0 else {}

    def _want(self) -> str:
        meaning = self._goal_meaning()
        return self.teller.say(self.teller.choose(goals.wants(self.said.goal), meaning), meaning)

    def _ask(self, told: bool) -> str:
        meaning: Meaning = {} if told else self._goal_meaning()
        sources = goals.bare_asks(self.story.kind) if told else goals.asks(self.story.kind, self.said.goal)
        if self.rng.random() < 0.5:
            listed_too: Meaning = {**meaning, "ks": self.draft.chosen}
            source = self.teller.choose(sources, listed_too)
            if source:
                return self.teller.say(source, listed_too)
        return self.teller.say(self.teller.choose(sources, meaning), meaning)

    def _clauses(self) -> list[Sentence]:
        found = []
        for place, (name, meaning) in enumerate(self.said.clauses):
            each = clauses()[name]
            source = self.teller.choose(phrasings(each, self.draft, meaning), meaning)
            text = self._with_reason(self.teller.say(source, meaning), each.reasons, meaning)
            keys = each.keys(meaning)
            found.append(
                Sentence(text, place, name not in ("fixed cost",) and ":" not in text, keys[0] if keys else "")
            )
        return found

    def _with_reason(self, text: str, reasons: str, meaning: Meaning) -> str:
        story = self.story
        pool: tuple[str, ...] = {
            "lower": story.lower_reasons,
            "upper": story.upper_reasons,
            "mix": story.mix_reasons,
        }.get(reasons, ())
        place = meaning.get("m")
        if isinstance(place, int):
            pool = measures(story)[place].reasons
        if not pool or self.rng.random() > 0.3 or ":" in text:
            return text
        reason = self.rng.choice(pool)
        if self.rng.random() < 0.55 and "," not in " ".join(text.split()[:4]):
            return f"{reason}, {text}"
        return f"{text} {reason}" if reason.startswith(("because", "due", "to ")) else f"{text}, {reason}"

    def _data(self) -> tuple[list[str], list[Sentence]]:
        """Blocks (tables and lists) and sentences of the data that must be told."""
        data: dict[Key, dict[int, Number]] = {}
        for key, activity, value in self.said.data:
            data.setdefault(key, {})[activity] = value
        keys = list(data)
        self.rng.shuffle(keys)
        if not keys:
            return [], []
        money = self.story.kind is Kind.MONEY
        styles = ("activity", "measure", "single", "table", "bullets")
        weights = (0, 7, 3, 1, 1.5) if money else (6, 5, 1.5, 1.2, 1.3)
        style = self.rng.choices(styles, weights)[0]
        if style in ("table", "bullets") and (len(self.draft.chosen) > 2 or len(keys) > 1):
            tell = self.data.table if style == "table" else self.data.bullets
            return [tell(keys, data, self.draft.chosen)], []
        if style == "single" and len(keys) * len(self.draft.chosen) > 8:
            style = "measure"
        if style == "activity" and len(keys) > 1 and self.rng.random() < 0.35:
            apart = self.rng.choice(keys)
            keys.remove(apart)
            return [], [*self._by_activity(keys, data), *self._by_measure([apart], data)]
        if style == "activity":
            return [], self._by_activity(keys, data)
        if style == "single":
            facts = [(key, activity, value) for key in keys for activity, value in data[key].items()]
            return [], [Sentence(self.data.single(*fact), joins=False, key=fact[0]) for fact in facts]
        return [], self._by_measure(keys, data)

    def _by_activity(self, keys: Sequence[Key], data: dict[Key, dict[int, Number]]) -> list[Sentence]:
        found = []
        for activity in self.draft.chosen:
            own = [(key, data[key][activity]) for key in keys if activity in data[key]]
            if own:
                found.append(Sentence(self.data.by_activity(activity, own)))
        return found

    def _by_measure(self, keys: Sequence[Key], data: dict[Key, dict[int, Number]]) -> list[Sentence]:
        return [Sentence(self.data.by_measure(key, list(data[key].items())), key=key) for key in keys]

    def _ordered(self, order: str, data: list[Sentence], rules: list[Sentence]) -> list[Sentence]:
        self.rng.shuffle(rules)
        if order == "data first":
            return [*data, *rules]
        if order == "rules first":
            return [*rules, *data]
        left = list(rules)
        found: list[Sentence] = []
        for sentence in data:
            found.append(sentence)
            own = [rule for rule in left if rule.key and rule.key == sentence.key]
            later = any(other.key == sentence.key for other in data[data.index(sentence) + 1 :])
            if own and not later:
                found.append(own[0])
                left.remove(own[0])
        return [*found, *left]

    def _joined(self, body: list[Sentence]) -> list[str]:
        found: list[str] = []
        place = 0
        rules = 0
        while place < len(body):
            sentence = body[place]
            following = body[place + 1] if place + 1 < len(body) else None
            text = sentence.text
            if sentence.joins and following is not None and following.joins and self.rng.random() < 0.2:
                joint = self.rng.choice((", and ", "; ", ", and "))
                text = f"{text}{joint}{following.text}"
                place += 1
            elif sentence.joins and rules > 0 and self.rng.random() < 0.15:
                text = f"{self.rng.choice(CONNECTIVES[:5])}, {text}"
            rules += sentence.clause >= 0
            found.append(text)
            place += 1
        return found

    def _idle(self, share: float, pool: tuple[str, ...]) -> list[str]:
        if not pool or self.rng.random() > share:
            return []
        return [self.rng.choice(pool).rstrip(".")]

    def _with_facts(self, sentences: list[str]) -> list[str]:
        if not self.story.facts or self.rng.random() > 0.2:
            return sentences
        fact = self.rng.choice(self.story.facts).rstrip(".")
        year, big = self.rng.randint(1950, 2020), self.rng.randint(100, 5000)
        fact = fact.replace("{year}", str(year)).replace(
            "{big}", f"{big:,}" if self.teller.style.thousands else str(big)
        )
        while "{n}" in fact:
            fact = fact.replace("{n}", str(self.rng.randint(2, 99)), 1)
        place = self.rng.randint(0, len(sentences))
        return [*sentences[:place], fact, *sentences[place:]]
