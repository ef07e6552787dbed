#ifndef MKCERTS_CZLIB_SHIM_H
#define MKCERTS_CZLIB_SHIM_H

/* Input is never written to. */
#define ZLIB_CONST
#include <zlib.h>

/* inflateInit2 is a macro that adds the version and the size of the header. 16 asks for gzip alone, 15 is the
   longest window (zlib.h). */
static inline int mkcerts_inflateInit_gzip(z_stream *stream) { return inflateInit2(stream, 16 + 15); }

#endif
