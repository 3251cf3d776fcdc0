#pragma once

// Arrays on the device that nobody gave back.
long fake_cuda_live_allocations(void);
