"""What a family of models is: a formulation without data, a sampler of data, stories, and a narrative.

A family file holds one ``FAMILY = Family(...)``. Registry, tests and jobs find it by its file alone.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from nl2opt.formulation.elements import Formulation
from nl2opt.formulation.expressions import Label
from nl2opt.formulation.text_parser import parse
from nl2opt.synth.families.extras import Extra
from nl2opt.synth.families.ranges import Ranges
from nl2opt.synth.families.sampler import Sampler
from nl2opt.synth.narrative.statements import Narrative, Setting

SetData: TypeAlias = "Sequence[Label] | Sequence[tuple[Label, ...]]"
ParameterData: TypeAlias = "int | float | Mapping[Any, int | float]"
Data: TypeAlias = "dict[str, SetData | ParameterData]"
"""Values of the sets and parameters that the formulation leaves open, by name, in the order of its declarations; those
of an indexed parameter by label, or by tuple of labels."""


@dataclass(frozen=True, slots=True)
class Family:
    """A family of models.

    Attributes:
        name: as its file; lower case with underscores.
        title: in words: ``Capacitated facility location``.
        reference: where the model comes from: paper or book, with page or equation where known.
        model_class: LP, IP (all variables integer), MIP, QP (convex quadratic objective), NLP, MINLP or LOGIC.
        problem_class: of LLMOPT's taxonomy: linear, integer, mixed-integer, nonlinear, quadratic, multi-objective,
            dynamic, stochastic, combinatorial or other.
        formulation: five-element text; sets and parameters that the sampler gives stand without a value.
        ranges: what is drawn, from where to where; sizes are marked, since they set the difficulty.
        sample: draws the data of one instance. Instances are feasible and bounded by construction as far as that is
            cheap; the others are rejected after a solve.
        settings: at least six stories.
        narrative: how it is told.
        narratives: by the name of a setting, another narrative where the common one would not sound natural.
        extras: rules that augmentation may add.
    """

    name: str
    title: str
    reference: str
    model_class: str
    problem_class: str
    formulation: str
    ranges: Ranges
    sample: Callable[[Sampler], Data]
    settings: tuple[Setting, ...]
    narrative: Narrative
    narratives: Mapping[str, Narrative] = field(default_factory=dict)
    extras: tuple[Extra, ...] = ()

    @property
    def model(self) -> Formulation:
        """The formulation without data, parsed."""
        return _parsed(self.formulation)

    def setting(self, name: str) -> Setting:
        """The setting of that name.

        Raises:
            KeyError: there is none.
        """
        return {setting.name: setting for setting in self.settings}[name]

    def narrative_in(self, setting: Setting) -> Narrative:
        """How the model is told in a setting."""
        return self.narratives.get(setting.name, self.narrative)


@functools.cache
def _parsed(text: str) -> Formulation:
    return parse(text)
