"""Fine-tuning of adapters on verified data, and their export to llama.cpp. Needs the extra ``train``."""
