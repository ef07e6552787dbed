// The floor: the least that a program on libcrypto can do for the jobs that are timed.
#pragma once
#include <openssl/evp.h>
#include <openssl/x509.h>
#include <stddef.h>

// Hosts are issued in batches of so many, as by mkcerts.
enum { BATCH = 256, LONGEST_PATH = 4096, LONGEST_FILE = 1 << 16 };

typedef struct {
  unsigned char *bytes;
  size_t length;
} Text;

// floor.c: every failure ends the program with exit status 2.
_Noreturn void fail(const char *what);
void need(int isTrue, const char *what);

// keys.c
typedef enum { P256, ED25519, RSA2048, RSA3072 } Algorithm;
Algorithm algorithm_named(const char *name);
// Makes `count` keys with so many processes at work at once.
void make_keys(Algorithm algorithm, EVP_PKEY **keys, size_t count, int processes);
// The key in PKCS#8, as PEM. The caller frees the bytes.
Text key_pem(EVP_PKEY *key);

// certificates.c
typedef enum { AUTHORITY, SERVER, CLIENT } Profile;
typedef struct Issuer Issuer;
// An issuer with all that its certificates have in common made once; its certificate too, where that is NULL.
Issuer *issuer_new(EVP_PKEY *key, X509 *certificate);
// A certificate, signed. The caller frees it.
X509 *issue(const Issuer *issuer, Profile profile, const char *name, EVP_PKEY *key);
// The issuer's own certificate.
X509 *issuer_certificate(const Issuer *issuer);
Text certificate_pem(X509 *certificate);

// files.c
Text read_file(const char *path);
// A new file in the folder that is open as `folder`, not yet synced.
void write_file(int folder, const char *name, int mode, Text text);
int open_folder(const char *path);
void make_folder(const char *path, int mode);
void sync_descriptor(int descriptor, const char *name);

// issuing.c
int make_fleet(const char *pki, const char *model, Algorithm algorithm, int count, int processes);
int add_clients(const char *pki, const char *model, int count);

// verifying.c
int verify(const char *pki);
