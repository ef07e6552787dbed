#ifndef MKCERTS_CSQLITE_SHIM_H
#define MKCERTS_CSQLITE_SHIM_H

#include <sqlite3.h>

/* SQLITE_TRANSIENT is a cast macro, which Swift does not import: these bind a value that SQLite copies. */
static inline int mkcerts_sqlite3_bind_text_copy(sqlite3_stmt *s, int i, const char *text, int length) {
  return sqlite3_bind_text(s, i, text, length, SQLITE_TRANSIENT);
}
static inline int mkcerts_sqlite3_bind_blob_copy(sqlite3_stmt *s, int i, const void *bytes, int length) {
  return sqlite3_bind_blob(s, i, bytes, length, SQLITE_TRANSIENT);
}

#endif
