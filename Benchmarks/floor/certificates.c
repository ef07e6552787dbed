#include "floor.h"
#include <openssl/bio.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/sha.h>
#include <openssl/x509v3.h>
#include <string.h>
#include <time.h>

struct Issuer {
  EVP_PKEY *key;
  X509 *certificate;
  const EVP_MD *digest;
  ASN1_TIME *start, *end;
  X509_EXTENSION *basicConstraints, *digitalSignature, *serverAuth, *clientAuth, *keyIdentifier;
};

static X509_EXTENSION *extension(int kind, int isCritical, void *value) {
  X509_EXTENSION *made = X509V3_EXT_i2d(kind, isCritical, value);
  need(made != NULL, "making an extension");
  return made;
}

static X509_EXTENSION *basic_constraints(int isAuthority) {
  BASIC_CONSTRAINTS *value = BASIC_CONSTRAINTS_new();
  value->ca = isAuthority ? 0xff : 0;
  if (isAuthority) ASN1_INTEGER_set(value->pathlen = ASN1_INTEGER_new(), 0);
  X509_EXTENSION *made = extension(NID_basic_constraints, 1, value);
  BASIC_CONSTRAINTS_free(value);
  return made;
}

static X509_EXTENSION *key_usage(int first, int last) {
  ASN1_BIT_STRING *value = ASN1_BIT_STRING_new();
  for (int bit = first; bit <= last; bit++) ASN1_BIT_STRING_set_bit(value, bit, 1);
  X509_EXTENSION *made = extension(NID_key_usage, 1, value);
  ASN1_BIT_STRING_free(value);
  return made;
}

static X509_EXTENSION *extended_key_usage(int purpose) {
  EXTENDED_KEY_USAGE *value = EXTENDED_KEY_USAGE_new();
  sk_ASN1_OBJECT_push(value, OBJ_nid2obj(purpose));
  X509_EXTENSION *made = extension(NID_ext_key_usage, 0, value);
  EXTENDED_KEY_USAGE_free(value);
  return made;
}

static X509_EXTENSION *subject_key_identifier(X509 *certificate) {
  const ASN1_BIT_STRING *bits = X509_get0_pubkey_bitstr(certificate);
  unsigned char hash[SHA256_DIGEST_LENGTH];
  SHA256(bits->data, (size_t)bits->length, hash);
  ASN1_OCTET_STRING *value = ASN1_OCTET_STRING_new();
  ASN1_OCTET_STRING_set(value, hash, 20);
  X509_EXTENSION *made = extension(NID_subject_key_identifier, 0, value);
  ASN1_OCTET_STRING_free(value);
  return made;
}

static X509_EXTENSION *authority_key_identifier(X509 *authority) {
  AUTHORITY_KEYID *value = AUTHORITY_KEYID_new();
  value->keyid = ASN1_OCTET_STRING_dup(X509_get0_subject_key_id(authority));
  X509_EXTENSION *made = extension(NID_authority_key_identifier, 0, value);
  AUTHORITY_KEYID_free(value);
  return made;
}

static X509_EXTENSION *alternative_name(const char *name) {
  GENERAL_NAMES *names = GENERAL_NAMES_new();
  GENERAL_NAME *entry = GENERAL_NAME_new();
  ASN1_IA5STRING *text = ASN1_IA5STRING_new();
  ASN1_STRING_set(text, name, -1);
  GENERAL_NAME_set0_value(entry, GEN_DNS, text);
  sk_GENERAL_NAME_push(names, entry);
  X509_EXTENSION *made = extension(NID_subject_alt_name, 0, names);
  GENERAL_NAMES_free(names);
  return made;
}

static void add(X509 *certificate, X509_EXTENSION *extension) {
  need(X509_add_ext(certificate, extension, -1) == 1, "adding an extension");
}

static void add_owned(X509 *certificate, X509_EXTENSION *extension) {
  add(certificate, extension);
  X509_EXTENSION_free(extension);
}

// 159 random bits, as mkcerts does.
static void set_serial(X509 *certificate) {
  unsigned char bytes[20];
  need(RAND_bytes(bytes, sizeof bytes) == 1, "random bytes");
  bytes[0] = (bytes[0] & 0x7f) | 1;
  ASN1_STRING *serial = X509_get_serialNumber(certificate);
  need(ASN1_STRING_set(serial, bytes, sizeof bytes) == 1, "the serial number");
}

static X509 *fill(const Issuer *issuer, const char *name, EVP_PKEY *key) {
  X509 *made = X509_new();
  need(made != NULL, "a certificate");
  X509_set_version(made, X509_VERSION_3);
  set_serial(made);
  X509_NAME *subject = X509_get_subject_name(made);
  const unsigned char *text = (const unsigned char *)name;
  need(X509_NAME_add_entry_by_NID(subject, NID_commonName, V_ASN1_UTF8STRING, text, -1, -1, 0) == 1, name);
  if (issuer->certificate != NULL) subject = X509_get_subject_name(issuer->certificate);
  X509_set_issuer_name(made, subject);
  X509_set1_notBefore(made, issuer->start);
  X509_set1_notAfter(made, issuer->end);
  need(X509_set_pubkey(made, key) == 1, "the public key");
  return made;
}

static X509 *make_authority(const Issuer *issuer) {
  X509 *made = fill(issuer, "Replication CA floor G1", issuer->key);
  add_owned(made, basic_constraints(1));
  add_owned(made, key_usage(5, 6));
  add_owned(made, subject_key_identifier(made));
  need(X509_sign(made, issuer->key, issuer->digest) > 0, "signing");
  return made;
}

Issuer *issuer_new(EVP_PKEY *key, X509 *certificate) {
  Issuer *issuer = OPENSSL_zalloc(sizeof *issuer);
  time_t now = time(NULL);
  issuer->key = key;
  issuer->digest = EVP_PKEY_get_id(key) == EVP_PKEY_ED25519 ? NULL : EVP_sha256();
  issuer->start = ASN1_TIME_set(NULL, now - 3600);
  issuer->end = ASN1_TIME_set(NULL, now + 397L * 86400);
  issuer->certificate = certificate;
  if (certificate == NULL) issuer->certificate = make_authority(issuer);
  issuer->basicConstraints = basic_constraints(0);
  issuer->digitalSignature = key_usage(0, 0);
  issuer->serverAuth = extended_key_usage(NID_server_auth);
  issuer->clientAuth = extended_key_usage(NID_client_auth);
  issuer->keyIdentifier = authority_key_identifier(issuer->certificate);
  return issuer;
}

X509 *issuer_certificate(const Issuer *issuer) { return issuer->certificate; }

X509 *issue(const Issuer *issuer, Profile profile, const char *name, EVP_PKEY *key) {
  X509 *made = fill(issuer, name, key);
  add(made, issuer->basicConstraints);
  add(made, issuer->digitalSignature);
  add(made, profile == SERVER ? issuer->serverAuth : issuer->clientAuth);
  add_owned(made, subject_key_identifier(made));
  add(made, issuer->keyIdentifier);
  if (profile == SERVER) add_owned(made, alternative_name(name));
  need(X509_sign(made, issuer->key, issuer->digest) > 0, "signing");
  return made;
}

Text certificate_pem(X509 *certificate) {
  BIO *memory = BIO_new(BIO_s_mem());
  need(memory != NULL && PEM_write_bio_X509(memory, certificate) == 1, "encoding a certificate");
  Text text = {NULL, (size_t)BIO_pending(memory)};
  text.bytes = OPENSSL_malloc(text.length);
  need(BIO_read(memory, text.bytes, (int)text.length) == (int)text.length, "encoding a certificate");
  BIO_free(memory);
  return text;
}
