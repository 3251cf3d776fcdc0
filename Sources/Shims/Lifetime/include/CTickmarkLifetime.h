#pragma once

// Has the system kill this process when `parent` ends, however it ends; returns 0 where `parent` has ended already.
int tickmark_end_with_parent(int parent);
