"""Prints told families: ``python -m nl2opt.synth.narrative knapsack --setting hiking_gear --seed 3 --number 5``."""

from __future__ import annotations

import argparse

from nl2opt.formulation.text_printer import to_text
from nl2opt.synth.families.instances import draw
from nl2opt.synth.families.registry import family
from nl2opt.synth.narrative.reading import read_back
from nl2opt.synth.narrative.same_model import same_model
from nl2opt.synth.narrative.telling import tell
from nl2opt.synth.randomness import stream


def main() -> None:
    """For authors of families: texts of several seeds, each read back."""
    parser = argparse.ArgumentParser(prog="python -m nl2opt.synth.narrative", description=__doc__)
    parser.add_argument("family")
    parser.add_argument("--setting")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--number", type=int, default=3)
    parser.add_argument("--model", action="store_true", help="print the formulation, too")
    arguments = parser.parse_args()
    chosen = family(arguments.family)
    for seed in range(arguments.seed, arguments.seed + arguments.number):
        instance = draw(chosen, seed, setting=arguments.setting)
        narrative = chosen.narrative_in(instance.setting)
        told = tell(narrative, instance.setting, chosen.model, instance.data, stream(seed, "tell", chosen.name))
        print(f"--- {chosen.name} {instance.setting.name} seed {seed} ({', '.join(told.layouts)})\n\n{told.text}\n")
        read = read_back(narrative, instance.setting, chosen.model, told.text, instance.data)
        if not same_model(read, instance.formulation):
            print("READ BACK DIFFERENTLY:\n" + to_text(read) + "\ninstead of\n" + to_text(instance.formulation))
        elif arguments.model:
            print(to_text(instance.formulation))


if __name__ == "__main__":
    main()
