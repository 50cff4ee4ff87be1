"""Where candidates come from, one source a file: families of models, word problems, augmentation, ReSocratic."""
