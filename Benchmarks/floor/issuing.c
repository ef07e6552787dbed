// Files, modes and syncs are those of mkcerts, for the same promises: what is signed is recorded first, a
// batch is on disk before the first of its folders appears, and each folder appears whole.
#include "floor.h"
#include <fcntl.h>
#include <openssl/pem.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

typedef struct {
  const char *pki;
  const Issuer *issuer;
  Text bundle;
  Text serverOptions, clientOptions, accounts, changeMaster;
  int hosts, record;
} Fleet;

typedef struct {
  Profile profile;
  char name[32];
  EVP_PKEY *key;
} Host;

static char *path(const char *folder, const char *name) {
  static char paths[2][LONGEST_PATH];
  static int turn;
  turn = !turn;
  snprintf(paths[turn], LONGEST_PATH, "%s/%s", folder, name);
  return paths[turn];
}

static void read_models(Fleet *fleet, const char *model) {
  fleet->serverOptions = read_file(path(model, "hosts/master/replication-tls.cnf"));
  fleet->accounts = read_file(path(model, "hosts/master/accounts.sql"));
  fleet->clientOptions = read_file(path(model, "hosts/slave00001/replication-tls.cnf"));
  fleet->changeMaster = read_file(path(model, "hosts/slave00001/change-master.sql"));
}

static void open_fleet(Fleet *fleet) {
  fleet->hosts = open_folder(path(fleet->pki, "hosts"));
  fleet->record = open(path(fleet->pki, "authority/record"), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  need(fleet->record >= 0, "the record");
}

// As the commit of a database does: what is recorded is on disk when this returns.
static void commit(Fleet *fleet, const Host *hosts, int count, X509 **certificates) {
  static char log[BATCH * 2048];
  size_t length = 0;
  for (int index = 0; index < count; index++) {
    int size = snprintf(log + length, 256, "%s of %s, not after %d, serial %040d; its key is %064d\n",
                        certificates ? "issued" : "planned", hosts[index].name, index, index, index);
    length += (size_t)size;
    if (certificates == NULL) continue;
    unsigned char *end = (unsigned char *)log + length;
    length += (size_t)i2d_X509(certificates[index], &end);
  }
  need(write(fleet->record, log, length) == (ssize_t)length && fdatasync(fleet->record) == 0, "the record");
}

static void write_host(Fleet *fleet, const Host *host, X509 *certificate) {
  char staged[64];
  snprintf(staged, sizeof staged, "%s.staged", host->name);
  need(mkdirat(fleet->hosts, staged, 0700) == 0, staged);
  int folder = openat(fleet->hosts, staged, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  need(folder >= 0, staged);
  int isServer = host->profile == SERVER;
  Text key = key_pem(host->key), pem = certificate_pem(certificate);
  write_file(folder, "cacert.pem", 0644, fleet->bundle);
  write_file(folder, "replication-tls.cnf", 0644, isServer ? fleet->serverOptions : fleet->clientOptions);
  write_file(folder, isServer ? "accounts.sql" : "change-master.sql", 0644,
             isServer ? fleet->accounts : fleet->changeMaster);
  write_file(folder, isServer ? "server-key.pem" : "client-key.pem", 0600, key);
  write_file(folder, isServer ? "server-cert.pem" : "client-cert.pem", 0644, pem);
  need(fchmod(folder, 0755) == 0, staged);
  close(folder);
  OPENSSL_clear_free(key.bytes, key.length);
  OPENSSL_free(pem.bytes);
}

static void issue_batch(Fleet *fleet, Host *hosts, int count) {
  X509 *certificates[BATCH];
  commit(fleet, hosts, count, NULL);
  for (int index = 0; index < count; index++) {
    certificates[index] = issue(fleet->issuer, hosts[index].profile, hosts[index].name, hosts[index].key);
    write_host(fleet, &hosts[index], certificates[index]);
  }
  need(syncfs(fleet->hosts) == 0, "syncfs");
  for (int index = 0; index < count; index++) {
    char staged[64];
    snprintf(staged, sizeof staged, "%s.staged", hosts[index].name);
    need(renameat2(fleet->hosts, staged, fleet->hosts, hosts[index].name, RENAME_NOREPLACE) == 0, staged);
  }
  sync_descriptor(fleet->hosts, "hosts");
  commit(fleet, hosts, count, certificates);
  for (int index = 0; index < count; index++) {
    X509_free(certificates[index]);
    EVP_PKEY_free(hosts[index].key);
  }
}

static void place(const char *folder, const char *name, int mode, Text text) {
  int open = open_folder(folder);
  write_file(open, name, mode, text);
  int file = openat(open, name, O_RDONLY | O_CLOEXEC);
  need(file >= 0, name);
  sync_descriptor(file, name);
  sync_descriptor(open, folder);
  close(file);
  close(open);
}

int make_fleet(const char *pki, const char *model, Algorithm algorithm, int count, int processes) {
  need(count >= 0 && count <= BATCH - 1, "at most 255 clients at once");
  EVP_PKEY *keys[BATCH + 1] = {NULL};
  Host hosts[BATCH];
  Fleet fleet = {.pki = pki};
  read_models(&fleet, model);
  make_folder(pki, 0755);
  make_folder(path(pki, "authority"), 0700);
  make_folder(path(pki, "hosts"), 0755);
  make_keys(algorithm, keys, (size_t)count + 2, processes);
  Issuer *issuer = issuer_new(keys[0], NULL);
  fleet.issuer = issuer;
  fleet.bundle = certificate_pem(issuer_certificate(issuer));
  place(path(pki, "authority"), "ca-key.pem", 0600, key_pem(keys[0]));
  place(pki, "cacert.pem", 0644, fleet.bundle);
  open_fleet(&fleet);
  for (int index = 0; index <= count; index++) {
    hosts[index] = (Host){.profile = index == 0 ? SERVER : CLIENT, .name = "master", .key = keys[index + 1]};
    if (index > 0) snprintf(hosts[index].name, sizeof hosts[index].name, "slave%05d", index);
  }
  issue_batch(&fleet, hosts, count + 1);
  return 0;
}

int add_clients(const char *pki, const char *model, int count) {
  Fleet fleet = {.pki = pki};
  read_models(&fleet, model);
  fleet.bundle = read_file(path(pki, "cacert.pem"));
  Text secret = read_file(path(pki, "authority/ca-key.pem"));
  BIO *certificateText = BIO_new_mem_buf(fleet.bundle.bytes, (int)fleet.bundle.length);
  BIO *keyText = BIO_new_mem_buf(secret.bytes, (int)secret.length);
  X509 *certificate = PEM_read_bio_X509(certificateText, NULL, NULL, NULL);
  EVP_PKEY *key = PEM_read_bio_PrivateKey(keyText, NULL, NULL, NULL);
  need(certificate != NULL && key != NULL, "the authority");
  fleet.issuer = issuer_new(key, certificate);
  open_fleet(&fleet);
  for (int start = 0; start < count; start += BATCH) {
    Host hosts[BATCH];
    EVP_PKEY *keys[BATCH] = {NULL};
    int size = count - start < BATCH ? count - start : BATCH;
    make_keys(P256, keys, (size_t)size, 1);
    for (int index = 0; index < size; index++) {
      hosts[index] = (Host){.profile = CLIENT, .key = keys[index]};
      snprintf(hosts[index].name, sizeof hosts[index].name, "slave%05d", start + index + 1);
    }
    issue_batch(&fleet, hosts, size);
  }
  return 0;
}
