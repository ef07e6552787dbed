// P-256 keys are made and encoded as EC_KEY: the functions are deprecated, and leave out what the generic
// ones spend on finding an encoder for each key, five times what the key itself takes.
#define OPENSSL_SUPPRESS_DEPRECATED
#include "floor.h"
#include <openssl/bio.h>
#include <openssl/ec.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>
#include <stdatomic.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

Algorithm algorithm_named(const char *name) {
  static const char *const names[] = {"p256", "ed25519", "rsa2048", "rsa3072"};
  for (int index = 0; index < 4; index++) {
    if (strcmp(name, names[index]) == 0) return (Algorithm)index;
  }
  fail(name);
}

static EVP_PKEY *make_p256(void) {
  static EC_GROUP *group;
  if (group == NULL) need((group = EC_GROUP_new_by_curve_name(NID_X9_62_prime256v1)) != NULL, "P-256");
  EC_KEY *pair = EC_KEY_new();
  EVP_PKEY *key = EVP_PKEY_new();
  need(pair != NULL && key != NULL && EC_KEY_set_group(pair, group) == 1 && EC_KEY_generate_key(pair) == 1 &&
           EVP_PKEY_assign_EC_KEY(key, pair) == 1,
       "making a key");
  return key;
}

static EVP_PKEY *make_key(Algorithm algorithm) {
  static EVP_PKEY_CTX *maker;
  if (algorithm == P256) return make_p256();
  if (maker == NULL) {
    maker = EVP_PKEY_CTX_new_from_name(NULL, algorithm == ED25519 ? "ED25519" : "RSA", NULL);
    need(maker != NULL && EVP_PKEY_keygen_init(maker) == 1, "making a key");
    if (algorithm != ED25519) EVP_PKEY_CTX_set_rsa_keygen_bits(maker, algorithm == RSA2048 ? 2048 : 3072);
  }
  EVP_PKEY *key = NULL;
  need(EVP_PKEY_generate(maker, &key) == 1, "making a key");
  return key;
}

// What processes share: who takes which key next, and the keys that children have made.
typedef struct {
  atomic_size_t next;
  struct {
    int length;
    unsigned char bytes[4096];
  } keys[];
} Shared;

static void work(Shared *shared, Algorithm algorithm, EVP_PKEY **keys, size_t count, int isChild) {
  size_t index;
  while ((index = atomic_fetch_add(&shared->next, 1)) < count) {
    EVP_PKEY *key = make_key(algorithm);
    keys[index] = key;
    if (!isChild) continue;
    unsigned char *end = shared->keys[index].bytes;
    int length = i2d_PrivateKey(key, NULL);
    need(length > 0 && length <= (int)sizeof shared->keys[index].bytes, "handing a key over");
    shared->keys[index].length = i2d_PrivateKey(key, &end);
  }
}

void make_keys(Algorithm algorithm, EVP_PKEY **keys, size_t count, int processes) {
  if (processes == 1) {
    for (size_t index = 0; index < count; index++) keys[index] = make_key(algorithm);
    return;
  }
  size_t size = sizeof(Shared) + count * sizeof(((Shared *)0)->keys[0]);
  Shared *shared = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  need(shared != MAP_FAILED, "mmap");
  for (int child = 1; child < processes; child++) {
    pid_t process = fork();
    need(process >= 0, "fork");
    if (process > 0) continue;
    work(shared, algorithm, keys, count, 1);
    _exit(0);
  }
  work(shared, algorithm, keys, count, 0);
  int status;
  while (wait(&status) > 0) need(status == 0, "a process that makes keys");
  for (size_t index = 0; index < count; index++) {
    if (keys[index] != NULL) continue;
    const unsigned char *start = shared->keys[index].bytes;
    keys[index] = d2i_AutoPrivateKey(NULL, &start, shared->keys[index].length);
    need(keys[index] != NULL, "reading a key");
  }
  munmap(shared, size);
}

Text key_pem(EVP_PKEY *key) {
  PKCS8_PRIV_KEY_INFO *info = EVP_PKEY2PKCS8(key);
  BIO *memory = BIO_new(BIO_s_mem());
  need(info != NULL && memory != NULL, "encoding a key");
  need(PEM_write_bio_PKCS8_PRIV_KEY_INFO(memory, info) == 1, "encoding a key");
  Text text = {NULL, (size_t)BIO_pending(memory)};
  text.bytes = OPENSSL_malloc(text.length);
  need(BIO_read(memory, text.bytes, (int)text.length) == (int)text.length, "encoding a key");
  BIO_free(memory);
  PKCS8_PRIV_KEY_INFO_free(info);
  return text;
}
