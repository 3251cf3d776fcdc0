#include "CTickmarkHeap.h"
