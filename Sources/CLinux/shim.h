#ifndef MKCERTS_CLINUX_SHIM_H
#define MKCERTS_CLINUX_SHIM_H

#include <sys/random.h>

/* The C library shows these only under _GNU_SOURCE, which a module cannot set for headers of another module.
   They are in glibc since 2.28 (renameat2) and 2.14 (syncfs): see renameat2(2), syncfs(2). */
extern int renameat2(int old_folder, const char *old_name, int new_folder, const char *new_name,
                     unsigned int flags);
extern int syncfs(int descriptor);

/* <linux/fs.h> */
#define MKCERTS_RENAME_NOREPLACE 1u
#define MKCERTS_RENAME_EXCHANGE 2u

#endif
