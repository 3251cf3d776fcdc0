#include "CTickmarkArrow.h"
