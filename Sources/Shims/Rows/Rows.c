#include "CTickmarkRows.h"

#include <math.h>
#include <sqlite3.h>
#include <stdlib.h>

// What a pointer is called that is bound to a statement: only this file can make one, so that no text of SQL reads memory.
static const char *const kind = "tickmark-rows";

typedef struct {
  int64_t count;
  const int32_t *codes, *days;
  const double *prices[4];
  const double *volume;
} columns;

typedef struct {
  sqlite3_vtab_cursor base;
  const columns *columns;
  int64_t row;
} cursor;

enum { codeColumn, dayColumn, firstPrice, volumeColumn = 6, sourceColumn };

static int connectRows(sqlite3 *database, void *unused, int count, const char *const *names, sqlite3_vtab **table, char **error) {
  int result = sqlite3_declare_vtab(
    database, "CREATE TABLE x (code INT, day INT, open REAL, high REAL, low REAL, close REAL, volume REAL, source HIDDEN)");
  if (result != SQLITE_OK) return result;
  *table = calloc(1, sizeof(sqlite3_vtab));
  return *table == NULL ? SQLITE_NOMEM : SQLITE_OK;
}

static int disconnectRows(sqlite3_vtab *table) {
  free(table);
  return SQLITE_OK;
}

// The source is handed to `filterRows`; a plan without it has no rows.
static int planRows(sqlite3_vtab *table, sqlite3_index_info *plan) {
  for (int index = 0; index < plan->nConstraint; index++) {
    if (!plan->aConstraint[index].usable || plan->aConstraint[index].iColumn != sourceColumn) continue;
    if (plan->aConstraint[index].op != SQLITE_INDEX_CONSTRAINT_EQ) continue;
    plan->aConstraintUsage[index].argvIndex = 1;
    plan->aConstraintUsage[index].omit = 1;
    plan->estimatedCost = 1;
    return SQLITE_OK;
  }
  plan->estimatedCost = 1e9;
  return SQLITE_OK;
}

static int openRows(sqlite3_vtab *table, sqlite3_vtab_cursor **opened) {
  cursor *made = calloc(1, sizeof(cursor));
  if (made == NULL) return SQLITE_NOMEM;
  *opened = &made->base;
  return SQLITE_OK;
}

static int closeRows(sqlite3_vtab_cursor *opened) {
  free(opened);
  return SQLITE_OK;
}

static int filterRows(sqlite3_vtab_cursor *opened, int plan, const char *name, int count, sqlite3_value **values) {
  cursor *at = (cursor *)opened;
  at->row = 0;
  at->columns = count == 1 ? sqlite3_value_pointer(values[0], kind) : NULL;
  return SQLITE_OK;
}

static int nextRow(sqlite3_vtab_cursor *opened) {
  ((cursor *)opened)->row++;
  return SQLITE_OK;
}

static int isPastRows(sqlite3_vtab_cursor *opened) {
  const cursor *at = (const cursor *)opened;
  return at->columns == NULL || at->row >= at->columns->count;
}

// Whether a volume can go as an integer, which takes less room; every such integer is the same Float64.
static int isWhole(double volume) { return fabs(volume) < 9007199254740992.0 && volume == trunc(volume); }

static int columnOfRow(sqlite3_vtab_cursor *opened, sqlite3_context *context, int column) {
  const cursor *at = (const cursor *)opened;
  const columns *from = at->columns;
  switch (column) {
    case codeColumn: sqlite3_result_int(context, from->codes[at->row]); break;
    case dayColumn: sqlite3_result_int(context, from->days[at->row]); break;
    case volumeColumn: {
      double volume = from->volume[at->row];
      if (isWhole(volume)) sqlite3_result_int64(context, (int64_t)volume);
      else sqlite3_result_double(context, volume);
      break;
    }
    case sourceColumn: break;
    default: sqlite3_result_double(context, from->prices[column - firstPrice][at->row]);
  }
  return SQLITE_OK;
}

static int numberOfRow(sqlite3_vtab_cursor *opened, sqlite3_int64 *number) {
  *number = ((const cursor *)opened)->row;
  return SQLITE_OK;
}

// Without xCreate it needs no CREATE VIRTUAL TABLE.
static const sqlite3_module rowsModule = {
  .xConnect = connectRows, .xBestIndex = planRows, .xDisconnect = disconnectRows, .xOpen = openRows, .xClose = closeRows,
  .xFilter = filterRows, .xNext = nextRow, .xEof = isPastRows, .xColumn = columnOfRow, .xRowid = numberOfRow,
};

int tickmark_rows_register(sqlite3 *database) {
  return sqlite3_create_module(database, "tickmark_rows", &rowsModule, NULL);
}

// Steps to the end and resets; the code of a failed step is what the reset returns.
static int run(sqlite3_stmt *statement) {
  while (sqlite3_step(statement) == SQLITE_ROW) {}
  return sqlite3_reset(statement);
}

static int bindRow(sqlite3_stmt *statement, int first, const columns *from, int64_t row) {
  int result = sqlite3_bind_int(statement, first, from->codes[row]);
  if (result == SQLITE_OK) result = sqlite3_bind_int(statement, first + 1, from->days[row]);
  for (int price = 0; price < 4 && result == SQLITE_OK; price++)
    result = sqlite3_bind_double(statement, first + 2 + price, from->prices[price][row]);
  if (result != SQLITE_OK) return result;
  double volume = from->volume[row];
  return isWhole(volume) ? sqlite3_bind_int64(statement, first + 6, (int64_t)volume)
                         : sqlite3_bind_double(statement, first + 6, volume);
}

int tickmark_rows_insert(
  sqlite3_stmt *statement, int width, int64_t count, const int32_t *codes, const int32_t *days, const double *open,
  const double *high, const double *low, const double *close, const double *volume) {
  columns from = {count, codes, days, {open, high, low, close}, volume};
  // Whoever ran the statement before may have left it where it ended, and then it takes no values.
  sqlite3_reset(statement);
  if (width == 0) {
    int result = sqlite3_bind_pointer(statement, 1, &from, kind, NULL);
    if (result == SQLITE_OK) result = run(statement);
    // The columns are the caller's, and gone after this call.
    sqlite3_clear_bindings(statement);
    return result;
  }
  for (int64_t row = 0; row + width <= count; row += width) {
    int result = SQLITE_OK;
    for (int place = 0; place < width && result == SQLITE_OK; place++)
      result = bindRow(statement, 7 * place + 1, &from, row + place);
    if (result == SQLITE_OK) result = run(statement);
    if (result != SQLITE_OK) return result;
  }
  return SQLITE_OK;
}

int tickmark_rows_first(sqlite3_stmt *statement, int32_t code, int32_t *day, double *price) {
  sqlite3_reset(statement);  // as above
  int result = sqlite3_bind_int(statement, 1, code);
  if (result != SQLITE_OK) return result;
  int step = sqlite3_step(statement);
  if (step == SQLITE_ROW) {
    *day = sqlite3_column_int(statement, 0);
    *price = sqlite3_column_double(statement, 1);
  }
  result = sqlite3_reset(statement);
  return step == SQLITE_ROW || step == SQLITE_DONE ? step : result;
}
