"""The source for an order."""

from __future__ import annotations

from collections.abc import Callable

from nl2opt.llm.protocol import LanguageModel
from nl2opt.synth.pairs import Origin
from nl2opt.synth.production_plan import Order
from nl2opt.synth.sources.protocol import Source


def source_of(order: Order, model: Callable[[], LanguageModel]) -> Source:
    """The source that an order asks for; each is imported when it is wanted.

    Args:
        order: what is wanted.
        model: opens the language model, for sources that need one.

    Raises:
        Nl2optError: its family or band is not there.
        UnreachableError: it cannot be had.
    """
    match order.origin:
        case Origin.FAMILY:
            from nl2opt.synth.sources.families import FamilySource

            return FamilySource(order.family, order.band)
        case Origin.COMPOSER:
            from nl2opt.synth.sources.word_problems import WordProblemSource

            return WordProblemSource(order.band)
        case Origin.AUGMENTATION if order.family:
            from nl2opt.synth.sources.augmented import AugmentedInstances

            return AugmentedInstances(order.family, order.band)
        case Origin.AUGMENTATION:
            from nl2opt.synth.sources.augmented import AugmentedWordProblems
            from nl2opt.synth.sources.word_problems import WordProblemSource

            return AugmentedWordProblems(WordProblemSource(order.band))
        case Origin.RESOCRATIC:
            from nl2opt.synth.sources.scenarios import ScenarioSource

            return ScenarioSource(model())
