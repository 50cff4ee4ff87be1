"""English with slots: templates that print a sentence and read it back, numbers in many styles, plurals and lists."""
