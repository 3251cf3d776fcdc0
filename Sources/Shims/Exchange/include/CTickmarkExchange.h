#ifndef CTICKMARK_EXCHANGE_H
#define CTICKMARK_EXCHANGE_H

/// Exchanges what two paths name, in one step; 0, or -1 with `errno` set.
///
/// The C library declares `renameat2` for GNU sources only, which Swift's import of it is not.
int tickmark_exchange(const char *first, const char *second);

#endif
