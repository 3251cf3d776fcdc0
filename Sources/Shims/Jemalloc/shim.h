// Linking this library replaces malloc for the whole program, Swift's allocations included.
#include <jemalloc/jemalloc.h>
