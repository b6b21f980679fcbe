// libmatio as it is, and zlib to check a compressed variable before libmatio unpacks it.
#include <matio.h>
#include <zlib.h>
