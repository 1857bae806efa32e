"""Trees of futures too large for one model: groups of futures are models of their own, brought together by mpi-sppy."""
