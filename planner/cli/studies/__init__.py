"""What each study needs from the command line: its options in the words of the workbook, and its document."""
