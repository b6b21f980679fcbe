// OpenBLAS and LAPACKE as they are. (Homebrew's OpenBLAS has LAPACKE inside; on Linux it is a library of its own.)
#include <cblas.h>
#include <lapacke.h>
