"""Trees of futures too large for one model: each future is a model of its own, brought together by mpi-sppy."""
