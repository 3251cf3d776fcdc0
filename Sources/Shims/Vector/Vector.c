#include "CTickmarkVector.h"
