"""Run folders: what a run leaves on disk, written whole or not at all."""
