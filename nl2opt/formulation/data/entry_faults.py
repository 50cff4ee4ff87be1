"""What is wrong with the entries of a table, with the row and column of each; several faults are told together."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np

from nl2opt.formulation.data.domains import Positions
from nl2opt.formulation.data.faults import LISTED, fault, key_text, keys_text, places_text
from nl2opt.formulation.data.files.columns import empty, titled
from nl2opt.formulation.data.grid import Space
from nl2opt.formulation.data.keyed import Keyed
from nl2opt.formulation.diagnostics import Diagnostic, FormulationError, did_you_mean
from nl2opt.formulation.elements import Key, Parameter
from nl2opt.formulation.expressions import Label, Name


class EntryFaults:
    """Gathers the faults of one table; :meth:`raise_found` raises them all."""

    def __init__(self, parameter: Parameter, space: Space, entries: Keyed, origins: Mapping[str, str]) -> None:
        self._parameter = parameter
        self._space = space
        self._entries = entries
        self._origins = origins
        self._found: list[Diagnostic] = []

    def raise_found(self) -> None:
        """Raises what was found; returns when nothing was.

        Raises:
            FormulationError: with a diagnostic for each kind of fault.
        """
        if self._found:
            raise FormulationError(self._found)

    def require_arity(self) -> None:
        """Refuses keys of another length than the index.

        Raises:
            FormulationError: at once, because nothing else can be said then.
        """
        given, wanted = len(self._entries.keys), len(self._space.domains)
        if given != wanted:
            what = f"A key of '{self._parameter.name}' has {given} labels, but its index {wanted}."
            self._add("wrong-arity", what, "")
            self.raise_found()

    def extra(self, entries: Positions, places: Sequence[Positions]) -> None:
        """Keys that the sets do not have; ``places`` has for each component the place of every entry's label."""
        for component, domain in enumerate(self._space.domains):
            wrong = entries[places[component][entries] < 0]
            if not len(wrong):
                continue
            column = self._entries.keys[component]
            codes, first = np.unique(column.codes[wrong], return_index=True)
            codes = codes[np.argsort(first)]
            rows = {int(code): int(wrong[column.codes[wrong] == code][0]) for code in codes[:LISTED]}
            labels: list[Label] = [column.labels[code] for code in codes.tolist()]
            what = self._listed([str(label) for label in labels], list(rows.values()), self._entries.row_of)
            verb = "is not a member" if len(labels) == 1 else "are not members"
            known = [str(word) for word in domain.labels]
            hint = did_you_mean(str(labels[0]), known) or _members(known)
            if len(labels) > 1 and hint.startswith("Did"):
                hint = f"For {labels[0]}: {hint[0].lower()}{hint[1:]}"
            self._add(
                "extra-key", f"{self._table} has a value for {what}, which {verb} of {self._set(component)}.", hint
            )
            return
        what = self._listed(self._keys(entries), entries.tolist(), self._entries.row_of)
        verb = "is no member" if len(entries) == 1 else "are no members"
        self._add("extra-key", f"{self._table} has a value for {what}, which {verb} of {self._set(0)}.", "")

    def bad_cells(self, entries: Positions) -> None:
        """Cells that hold no finite number."""
        cells = [(entry, self._entries.cell(entry)) for entry in entries[:1000].tolist()]
        words = [entry for entry, cell in cells if not _not_finite(cell)]
        if len(entries) > len(cells) and words:
            words += [-1] * (len(entries) - len(cells))
        for code, chosen in (
            ("not-a-number", words),
            ("not-finite", [entry for entry, cell in cells if _not_finite(cell)]),
        ):
            if not chosen:
                continue
            hint = "Put a number there." if len(chosen) == 1 else "Put numbers there."
            if any("," in str(self._entries.cell(entry)) for entry in chosen[:LISTED]):
                hint = "Write numbers with a decimal point and without separators, as in 1234.5."
            if len(chosen) == 1:
                what = self._one_cell(chosen[0], self._entries.cell(chosen[0]))
            else:
                shown = [self._cell_text(entry) for entry in chosen[:LISTED]]
                what = (
                    f"{len(chosen):,} cells of {self._table} hold no {'finite ' * (code == 'not-finite')}number: "
                    f"{places_text(shown, len(chosen))}."
                )
            self._add(code, what, hint)

    def duplicates(self, flat: Positions, entries: Positions) -> None:
        """Keys with several values; ``flat`` has the place of each entry, ``entries`` its number."""
        order = np.argsort(flat, kind="stable")
        again = np.flatnonzero(flat[order][1:] == flat[order][:-1])
        texts = []
        pairs = sorted((int(entries[order[k + 1]]), int(entries[order[k]])) for k in again.tolist())
        for second, first in pairs[:LISTED]:
            key = key_text(self._entries.key(second)) if self._entries.keys else "it"
            rows = [self._entries.row_of(entry) for entry in (first, second)]
            texts.append(f"{key} ({rows[0]} and {rows[1]})" if rows[0] else key)
        what = f"{self._table} has two values for {places_text(texts, len(pairs))}."
        self._add("duplicate-key", what, "Keep one of them." if len(pairs) == 1 else "Keep one of each.")

    def missing(self, places: Positions) -> None:
        """Keys without a value, by their flat places."""
        keys = self._space.keys()
        shown = keys_text([keys[place] for place in places[:LISTED].tolist()], len(places))
        hint = f"Every member of {self._set(0)} needs a value."
        self._add("missing-entry", f"{self._table} has no value for {shown}.", hint)

    def gap(self, place: int) -> str:
        """Where a missing entry belongs, in words that follow a message; empty when it is in no file."""
        entries = self._entries
        if not entries.name:
            return ""
        if entries.absent is not None:
            where = np.unravel_index(place, self._space.shape)
            components = [
                (domain, int(where[axis]) if column is None else int(column[where[axis]]))
                for axis, relation in enumerate(self._space.axes)
                for domain, column in zip(relation.domains, relation.columns, strict=True)
            ]
            same = np.ones(entries.size, dtype=np.bool_)
            for key, (domain, member) in zip(entries.keys, components, strict=True):
                same &= key.positions(domain) == member
            found = np.flatnonzero(same)
            if len(found):
                return f"; the cell in {entries.place_of(int(found[0]))} of {titled(entries.name)} is empty"
        return f"; {titled(entries.name)} has no row for it"

    @property
    def _table(self) -> str:
        """The table in words: its file, else the parameter."""
        return titled(self._entries.name) if self._entries.name else f"'{self._parameter.name}'"

    def _set(self, component: int) -> str:
        """The set of a component of the index, by its name where that is known."""
        generators = self._parameter.index
        if not generators or (len(generators) != len(self._space.domains) and len(generators) > 1):
            return "its set"
        domain = generators[component if len(generators) > 1 else 0].domain
        if not isinstance(domain, Name):
            return "its set"
        origin = self._origins.get(domain.id)
        return f"{domain.id} (the keys of {titled(origin)})" if origin else domain.id

    def _keys(self, entries: Positions) -> list[str]:
        shown = [key_text(self._entries.key(entry)) for entry in entries[:LISTED].tolist()]
        return shown + [""] * (len(entries) - len(shown))

    def _listed(self, words: Sequence[str], entries: Sequence[int], row_of: Callable[[int], str]) -> str:
        """The first few keys, each with its row where it has one, and how many more there are."""
        texts = []
        for word, entry in zip(words[:LISTED], entries, strict=False):
            row = row_of(entry)
            texts.append(f"{word} ({row})" if row else word)
        return places_text(texts, len(words))

    def _one_cell(self, entry: int, cell: object) -> str:
        place = self._entries.place_of(entry)
        says = "is empty" if empty(cell) and not _not_finite(cell) else f"holds {_shown(cell)}, which is no "
        says += "" if says == "is empty" else f"{'finite ' * _not_finite(cell)}number"
        if place:
            return f"{place[0].upper()}{place[1:]} of {self._table} {says}."
        key: Key = self._entries.key(entry)
        where = f" at {key_text(key)}" if key else ""
        inside = f" in {self._table}" if self._entries.name else ""
        number = f"{'finite ' * _not_finite(cell)}number"
        return f"'{self._parameter.name}' has the value {_shown(cell)}{where}{inside}, which is no {number}."

    def _cell_text(self, entry: int) -> str:
        cell = self._entries.cell(entry)
        place = self._entries.place_of(entry) or key_text(self._entries.key(entry))
        return f"{place} ({'empty' if empty(cell) and not _not_finite(cell) else _shown(cell)})"

    def _add(self, code: str, what: str, hint: str) -> None:
        where, name = self._parameter.where, self._parameter.name
        what = what[0].upper() + what[1:]
        self._found.extend(fault(code, what, hint=hint, where=where, element=name).diagnostics)


def _not_finite(cell: object) -> bool:
    """Whether a cell that is no finite number says so itself: ``nan`` or ``inf`` as a number or a word."""
    if isinstance(cell, str):
        return cell.strip().lstrip("+-").casefold() in ("nan", "inf", "infinity")
    return isinstance(cell, (float, np.floating))


def _shown(cell: object) -> str:
    text = repr(cell)
    return text if len(text) <= 40 else f"{text[:38]}...{text[0] if isinstance(cell, str) else ''}"


def _members(known: Sequence[str]) -> str:
    if not known:
        return "The set has no members."
    shown = ", ".join(known[:8])
    return f"Its members are {shown}{f' and {len(known) - 8:,} more' if len(known) > 8 else ''}."
