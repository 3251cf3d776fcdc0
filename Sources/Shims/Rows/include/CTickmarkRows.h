#pragma once

#include <stdint.h>

// SQLite's own types, as in <sqlite3.h>.
struct sqlite3;
struct sqlite3_stmt;

// Gives a connection the table-valued function `tickmark_rows(?)`: what a statement reads the columns of
// `tickmark_rows_insert` from, and nobody else can. Returns SQLite's result code.
int tickmark_rows_register(struct sqlite3 *database);

// Runs an insertion of `count` rows of seven columns; NaN is stored as NULL, a whole volume as an integer.
//
// width 0: the statement selects from `tickmark_rows(?1)` and is run once.
// Else it takes the values of `width` rows, seven parameters each, and is run count / width times; `count` is a multiple.
//
// Returns SQLite's result code, and the statement reset.
int tickmark_rows_insert(
  struct sqlite3_stmt *statement, int width, int64_t count, const int32_t *codes, const int32_t *days, const double *open,
  const double *high, const double *low, const double *close, const double *volume);

// Runs a query of one row for a symbol's code: its first column goes to `day`, its second to `price`. Returns SQLite's result
// code: SQLITE_ROW (100) where there is a row, SQLITE_DONE (101) where there is none; the statement is reset.
int tickmark_rows_first(struct sqlite3_stmt *statement, int32_t code, int32_t *day, double *price);
