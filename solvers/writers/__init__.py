"""Writers of formulations: one file for each form of code, model file or document, found through the registry."""
