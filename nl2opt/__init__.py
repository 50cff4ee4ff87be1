"""nl2opt: from an optimization problem in plain English to a verified answer."""
