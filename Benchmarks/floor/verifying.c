// Certificates and keys are read with libcrypto's ASN1_get_object and d2i_ECPrivateKey: d2i_X509 and
// PEM_read_bio_PrivateKey look for a decoder for each public and private key, which takes several times as
// long as the signature check.
#define OPENSSL_SUPPRESS_DEPRECATED
#include "floor.h"
#include <dirent.h>
#include <fcntl.h>
#include <openssl/asn1.h>
#include <openssl/ec.h>
#include <openssl/pem.h>
#include <openssl/sha.h>
#include <openssl/x509v3.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

typedef struct {
  const unsigned char *bytes;
  size_t length;
} Span;

typedef struct {
  Span signedPart, issuer, start, end, subject, publicKey, extensions, signature;
} Fields;

// An authority that every host has to share, and what all are held against.
typedef struct {
  Text file;
  Span subject;
  EVP_PKEY_CTX *verifier;
  EC_GROUP *group;
  time_t now;
  char dialled[256];
  int masters, slaves;
} Proof;

static int equal(Span one, Span other) {
  return one.length == other.length && memcmp(one.bytes, other.bytes, one.length) == 0;
}

// Takes the next element off `rest` and returns it whole; `contents` gets what is in it.
static int take(Span *rest, Span *whole, Span *contents) {
  const unsigned char *start = rest->bytes;
  long length;
  int tag, class;
  if (ASN1_get_object(&start, &length, &tag, &class, (long)rest->length) & 0x80) return 0;
  contents->bytes = start;
  contents->length = (size_t)length;
  whole->bytes = rest->bytes;
  whole->length = (size_t)(start + length - rest->bytes);
  rest->bytes += whole->length;
  rest->length -= whole->length;
  return 1;
}

static int read_fields(Span der, Fields *fields) {
  Span whole, body, part, validity, key, skipped;
  if (!take(&der, &whole, &body) || !take(&body, &fields->signedPart, &part)) return 0;
  if (!take(&body, &whole, &skipped) || !take(&body, &whole, &fields->signature)) return 0;
  // Version, serial number and algorithm.
  for (int count = 0; count < 3; count++) {
    if (!take(&part, &whole, &skipped)) return 0;
  }
  if (!take(&part, &fields->issuer, &skipped) || !take(&part, &whole, &validity)) return 0;
  if (!take(&validity, &fields->start, &skipped) || !take(&validity, &fields->end, &skipped)) return 0;
  if (!take(&part, &fields->subject, &skipped) || !take(&part, &whole, &key)) return 0;
  if (!take(&key, &whole, &skipped) || !take(&key, &whole, &fields->publicKey)) return 0;
  return take(&part, &whole, &fields->extensions);
}

// The contents of a PEM text, decoded in place.
static int decode(Text *text, Span *der) {
  char *name, *header;
  unsigned char *data;
  long length;
  BIO *memory = BIO_new_mem_buf(text->bytes, (int)text->length);
  int isRead = PEM_read_bio(memory, &name, &header, &data, &length);
  BIO_free(memory);
  if (!isRead) return 0;
  memcpy(text->bytes, data, (size_t)length);
  *der = (Span){text->bytes, (size_t)length};
  OPENSSL_free(name);
  OPENSSL_free(header);
  OPENSSL_clear_free(data, (size_t)length);
  return 1;
}

static int read_in(int folder, const char *name, mode_t mode, Text *text) {
  int file = openat(folder, name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
  struct stat status;
  if (file < 0) return 0;
  int isGood = fstat(file, &status) == 0 && (status.st_mode & 07777) == mode && status.st_size < LONGEST_FILE;
  ssize_t length = isGood ? read(file, text->bytes, (size_t)status.st_size) : -1;
  close(file);
  if (length < 0) return 0;
  text->length = (size_t)length;
  text->bytes[length] = 0;
  return 1;
}

static int is_in_time(const Proof *proof, const Fields *fields) {
  const unsigned char *start = fields->start.bytes, *end = fields->end.bytes;
  ASN1_TIME *first = d2i_ASN1_TIME(NULL, &start, (long)fields->start.length);
  ASN1_TIME *last = d2i_ASN1_TIME(NULL, &end, (long)fields->end.length);
  time_t now = proof->now;
  int isGood = first && last && X509_cmp_time(first, &now) < 0 && X509_cmp_time(last, &now) > 0;
  ASN1_TIME_free(first);
  ASN1_TIME_free(last);
  return isGood;
}

static int is_signed(const Proof *proof, const Fields *fields) {
  unsigned char hash[SHA256_DIGEST_LENGTH];
  SHA256(fields->signedPart.bytes, fields->signedPart.length, hash);
  // The first octet of a bit string counts unused bits.
  return EVP_PKEY_verify(proof->verifier, fields->signature.bytes + 1, fields->signature.length - 1, hash,
                         sizeof hash) == 1;
}

// Whether the private key, and not only the public half beside it in the file, is the certificate's.
static int holds_key(const Proof *proof, Span der, const Fields *fields) {
  const unsigned char *start = der.bytes, *inner;
  int length;
  PKCS8_PRIV_KEY_INFO *info = d2i_PKCS8_PRIV_KEY_INFO(NULL, &start, (long)der.length);
  if (info == NULL || !PKCS8_pkey_get0(NULL, &inner, &length, NULL, info)) return 0;
  EC_KEY *key = EC_KEY_new();
  EC_KEY_set_group(key, proof->group);
  int isGood = d2i_ECPrivateKey(&key, &inner, length) != NULL;
  EC_POINT *point = EC_POINT_new(proof->group);
  unsigned char octets[65];
  isGood = isGood &&
           EC_POINT_mul(proof->group, point, EC_KEY_get0_private_key(key), NULL, NULL, NULL) == 1 &&
           EC_POINT_point2oct(proof->group, point, POINT_CONVERSION_UNCOMPRESSED, octets, 65, NULL) == 65 &&
           fields->publicKey.length == 66 && memcmp(octets, fields->publicKey.bytes + 1, 65) == 0;
  EC_POINT_free(point);
  EC_KEY_free(key);
  PKCS8_PRIV_KEY_INFO_free(info);
  return isGood;
}

static int contains(Span whole, const void *part, size_t length) {
  return memmem(whole.bytes, whole.length, part, length) != NULL;
}

// The usage of the role, that it is no authority, the host's own name, and on a master the dialled one.
static int fits(const Proof *proof, const Fields *fields, const char *host, int isServer) {
  unsigned char purpose[] = {0x30, 0x0a, 0x06, 0x08, 0x2b, 6, 1, 5, 5, 7, 3, isServer ? 1 : 2};
  static const unsigned char noAuthority[] = {0x06, 0x03, 0x55, 0x1d, 0x13, 1, 1, 0xff, 4, 2, 0x30, 0};
  if (!contains(fields->extensions, purpose, sizeof purpose)) return 0;
  if (!contains(fields->extensions, noAuthority, sizeof noAuthority)) return 0;
  char wanted[300];
  int length = snprintf(wanted, sizeof wanted, "%c%s", (int)strlen(host), host);
  if (!contains(fields->subject, wanted, (size_t)length)) return 0;
  if (!isServer) return 1;
  length = snprintf(wanted, sizeof wanted, "\x82%c%s", (int)strlen(proof->dialled), proof->dialled);
  return contains(fields->extensions, wanted, (size_t)length);
}

static const char dialling[] = "MASTER_HOST = '";

static int dials_master(Proof *proof, const Text *statement) {
  const char *start = strstr((const char *)statement->bytes, dialling);
  if (start == NULL) return 0;
  start += sizeof dialling - 1;
  size_t length = strcspn(start, "'");
  return length == strlen(proof->dialled) && memcmp(start, proof->dialled, length) == 0;
}

static int proves(Proof *proof, int hosts, const char *host) {
  static unsigned char buffers[3][LONGEST_FILE];
  Text trust = {buffers[0], 0}, chain = {buffers[1], 0}, key = {buffers[2], 0};
  int folder = openat(hosts, host, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW);
  struct stat status;
  if (folder < 0 || fstat(folder, &status) != 0 || (status.st_mode & 022) != 0) return 0;
  int isServer = faccessat(folder, "server-cert.pem", F_OK, 0) == 0;
  int isGood = read_in(folder, "cacert.pem", 0644, &trust) && trust.length == proof->file.length &&
               memcmp(trust.bytes, proof->file.bytes, trust.length) == 0 &&
               read_in(folder, "replication-tls.cnf", 0644, &trust) &&
               read_in(folder, isServer ? "accounts.sql" : "change-master.sql", 0644, &trust) &&
               (isServer || dials_master(proof, &trust)) &&
               read_in(folder, isServer ? "server-cert.pem" : "client-cert.pem", 0644, &chain) &&
               read_in(folder, isServer ? "server-key.pem" : "client-key.pem", 0600, &key);
  close(folder);
  Span certificate, secret;
  Fields fields;
  if (!isGood || !decode(&chain, &certificate) || !decode(&key, &secret)) return 0;
  *(isServer ? &proof->masters : &proof->slaves) += 1;
  return read_fields(certificate, &fields) && equal(fields.issuer, proof->subject) &&
         is_in_time(proof, &fields) && is_signed(proof, &fields) && fits(proof, &fields, host, isServer) &&
         holds_key(proof, secret, &fields);
}

static void prepare(Proof *proof, const char *pki) {
  char path[LONGEST_PATH];
  snprintf(path, sizeof path, "%s/cacert.pem", pki);
  proof->file = read_file(path);
  BIO *memory = BIO_new_mem_buf(proof->file.bytes, (int)proof->file.length);
  X509 *authority = PEM_read_bio_X509(memory, NULL, NULL, NULL);
  BIO_free(memory);
  need(authority != NULL && X509_check_ca(authority) == 1, path);
  const unsigned char *subject;
  X509_NAME_get0_der(X509_get_subject_name(authority), &subject, &proof->subject.length);
  proof->subject.bytes = subject;
  proof->verifier = EVP_PKEY_CTX_new_from_pkey(NULL, X509_get0_pubkey(authority), NULL);
  proof->group = EC_GROUP_new_by_curve_name(NID_X9_62_prime256v1);
  proof->now = time(NULL);
  need(proof->verifier != NULL && EVP_PKEY_verify_init(proof->verifier) == 1, "the authority's key");
}

// What the first slave dials, all dial.
static void find_dialled(Proof *proof, const char *pki) {
  char path[LONGEST_PATH];
  snprintf(path, sizeof path, "%s/hosts/slave00001/change-master.sql", pki);
  Text statement = read_file(path);
  const char *start = strstr((const char *)statement.bytes, dialling);
  need(start != NULL, path);
  start += sizeof dialling - 1;
  snprintf(proof->dialled, sizeof proof->dialled, "%.*s", (int)strcspn(start, "'"), start);
  OPENSSL_free(statement.bytes);
}

int verify(const char *pki) {
  Proof proof = {.masters = 0};
  prepare(&proof, pki);
  find_dialled(&proof, pki);
  char path[LONGEST_PATH];
  snprintf(path, sizeof path, "%s/hosts", pki);
  DIR *hosts = opendir(path);
  need(hosts != NULL, path);
  int failed = 0;
  struct dirent *entry;
  while ((entry = readdir(hosts)) != NULL) {
    if (entry->d_name[0] == '.' || proves(&proof, dirfd(hosts), entry->d_name)) continue;
    printf("not proven: %s\n", entry->d_name);
    failed += 1;
  }
  closedir(hosts);
  printf("%d masters and %d slaves, %d failed\n", proof.masters, proof.slaves, failed);
  return failed > 0;
}
