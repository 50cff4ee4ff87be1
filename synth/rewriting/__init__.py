"""Texts by a language model: generate, criticise, refine and paraphrase, with every number and clause checked after."""
