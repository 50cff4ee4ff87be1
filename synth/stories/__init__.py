"""Stories by domain, in which word problems are told; each file holds ``STORIES``."""
