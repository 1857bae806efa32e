"""What each study asks for on the command line; the study itself is imported only when it runs."""
