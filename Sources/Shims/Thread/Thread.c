#include "CTickmarkThread.h"
