"""One file per command of `stegvis`, each with `run(arguments) -> int`; the list is in config/command.py."""
