#include "CTickmarkLifetime.h"

#if defined(__linux__)
#include <signal.h>
#include <sys/prctl.h>
#include <unistd.h>

int tickmark_end_with_parent(int parent) {
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  // The parent may have ended before the request was made; then another process has taken its place.
  return getppid() == parent;
}
#else
int tickmark_end_with_parent(int parent) { return 1; }
#endif
