"""Programs that some tests need and that a machine may lack; the head of the test report says which it lacks."""

import shutil

LIBREOFFICE = shutil.which("soffice") or shutil.which("libreoffice")
"""Reads workbooks and writes them back."""
