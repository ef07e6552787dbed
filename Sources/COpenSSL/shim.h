/* What Swift's importer leaves out of OpenSSL's headers: function-like macros, variadic functions, and the
   typed stack macros. One inline function each, named mkcerts_ and the macro's own name. */
#ifndef MKCERTS_COPENSSL_SHIM_H
#define MKCERTS_COPENSSL_SHIM_H

/* The functions that OpenSSL 3 calls deprecated: PKCS8.swift and EllipticKey.swift in
   Sources/OpenSSL/Keys say why they are used. */
#define OPENSSL_SUPPRESS_DEPRECATED

#include <dlfcn.h>
#include <openssl/asn1.h>
#include <openssl/bio.h>
#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/objects.h>
#include <openssl/pem.h>
/* After pem.h: only then does it declare the functions for PEM. */
#include <openssl/cms.h>
#include <openssl/pkcs12.h>
#include <openssl/rand.h>
#include <openssl/rsa.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>
#include <sys/auxv.h>

/* Variadic. */
static inline EVP_PKEY *mkcerts_EVP_RSA_gen(size_t bits) {
  return EVP_PKEY_Q_keygen(NULL, NULL, "RSA", bits);
}
static inline EVP_PKEY *mkcerts_ED25519_gen(void) {
  return EVP_PKEY_Q_keygen(NULL, NULL, "ED25519");
}

/* Macros around BIO_ctrl and CRYPTO_free. */
static inline long mkcerts_BIO_get_mem_data(BIO *bio, char **data) { return BIO_get_mem_data(bio, data); }
static inline void mkcerts_OPENSSL_free(void *memory) { OPENSSL_free(memory); }
static inline void mkcerts_OPENSSL_clear_free(void *memory, size_t count) {
  OPENSSL_clear_free(memory, count);
}

/* Or-chains that the importer does not evaluate. */
static inline unsigned long mkcerts_XN_FLAG_RFC2253(void) { return XN_FLAG_RFC2253; }

/* Typed stacks. */
static inline STACK_OF(X509) *mkcerts_sk_X509_new_null(void) { return sk_X509_new_null(); }
static inline int mkcerts_sk_X509_push(STACK_OF(X509) *s, X509 *x) { return sk_X509_push(s, x); }
static inline int mkcerts_sk_X509_num(const STACK_OF(X509) *s) { return sk_X509_num(s); }
static inline X509 *mkcerts_sk_X509_value(const STACK_OF(X509) *s, int i) { return sk_X509_value(s, i); }
static inline void mkcerts_sk_X509_free(STACK_OF(X509) *s) { sk_X509_free(s); }
static inline void mkcerts_sk_X509_pop_free(STACK_OF(X509) *s) { sk_X509_pop_free(s, X509_free); }

static inline GENERAL_NAMES *mkcerts_sk_GENERAL_NAME_new_null(void) { return sk_GENERAL_NAME_new_null(); }
static inline int mkcerts_sk_GENERAL_NAME_push(GENERAL_NAMES *s, GENERAL_NAME *n) {
  return sk_GENERAL_NAME_push(s, n);
}
static inline int mkcerts_sk_GENERAL_NAME_num(const GENERAL_NAMES *s) { return sk_GENERAL_NAME_num(s); }
static inline GENERAL_NAME *mkcerts_sk_GENERAL_NAME_value(const GENERAL_NAMES *s, int i) {
  return sk_GENERAL_NAME_value(s, i);
}

static inline int mkcerts_sk_GENERAL_SUBTREE_num(const STACK_OF(GENERAL_SUBTREE) *s) {
  return sk_GENERAL_SUBTREE_num(s);
}
static inline GENERAL_SUBTREE *mkcerts_sk_GENERAL_SUBTREE_value(const STACK_OF(GENERAL_SUBTREE) *s, int i) {
  return sk_GENERAL_SUBTREE_value(s, i);
}

static inline EXTENDED_KEY_USAGE *mkcerts_sk_ASN1_OBJECT_new_null(void) { return sk_ASN1_OBJECT_new_null(); }
static inline int mkcerts_sk_ASN1_OBJECT_push(EXTENDED_KEY_USAGE *s, ASN1_OBJECT *o) {
  return sk_ASN1_OBJECT_push(s, o);
}
static inline int mkcerts_sk_ASN1_OBJECT_num(const EXTENDED_KEY_USAGE *s) { return sk_ASN1_OBJECT_num(s); }
static inline ASN1_OBJECT *mkcerts_sk_ASN1_OBJECT_value(const EXTENDED_KEY_USAGE *s, int i) {
  return sk_ASN1_OBJECT_value(s, i);
}

static inline int mkcerts_sk_X509_INFO_num(const STACK_OF(X509_INFO) *s) { return sk_X509_INFO_num(s); }
static inline X509_INFO *mkcerts_sk_X509_INFO_value(const STACK_OF(X509_INFO) *s, int i) {
  return sk_X509_INFO_value(s, i);
}
static inline void mkcerts_sk_X509_INFO_pop_free(STACK_OF(X509_INFO) *s) {
  sk_X509_INFO_pop_free(s, X509_INFO_free);
}

static inline void mkcerts_sk_X509_EXTENSION_pop_free(STACK_OF(X509_EXTENSION) *s) {
  sk_X509_EXTENSION_pop_free(s, X509_EXTENSION_free);
}

static inline void mkcerts_sk_PKCS12_SAFEBAG_pop_free(STACK_OF(PKCS12_SAFEBAG) *s) {
  sk_PKCS12_SAFEBAG_pop_free(s, PKCS12_SAFEBAG_free);
}
static inline void mkcerts_sk_PKCS7_pop_free(STACK_OF(PKCS7) *s) { sk_PKCS7_pop_free(s, PKCS7_free); }

static inline int mkcerts_sk_X509_REVOKED_num(const STACK_OF(X509_REVOKED) *s) {
  return sk_X509_REVOKED_num(s);
}
static inline X509_REVOKED *mkcerts_sk_X509_REVOKED_value(const STACK_OF(X509_REVOKED) *s, int i) {
  return sk_X509_REVOKED_value(s, i);
}

/* The functions of libssl that Sources/OpenSSL/Ciphers and Sessions ask. The program does not depend on that
   library, since every start would pay for loading it; where it is linked in all the same (a static build), it is
   there. */
#define MKCERTS_LIBSSL_FUNCTIONS(F) \
  F(TLS_method) F(SSL_CTX_new) F(SSL_CTX_free) F(SSL_CTX_ctrl) F(SSL_CTX_set_options) \
  F(SSL_CTX_set_security_level) F(SSL_CTX_set_cipher_list) F(SSL_CTX_set_ciphersuites) F(SSL_new) F(SSL_free) \
  F(SSL_get1_supported_ciphers) F(SSL_CIPHER_get_name) F(SSL_CIPHER_get_version) F(SSL_CIPHER_get_auth_nid) \
  F(TLS_client_method) F(SSL_ctrl) F(SSL_CTX_use_certificate) F(SSL_CTX_use_PrivateKey) F(SSL_set_cert_cb) \
  F(SSL_set_bio) F(SSL_set_connect_state) F(SSL_do_handshake) F(SSL_read) F(SSL_write) F(SSL_shutdown) \
  F(SSL_get_error) F(SSL_get_version) F(SSL_get_current_cipher) F(SSL_get_peer_cert_chain) \
  F(SSL_get0_peer_CA_list) F(SSL_alert_desc_string_long)

#pragma weak TLS_method
#pragma weak SSL_CTX_new
#pragma weak SSL_CTX_free
#pragma weak SSL_CTX_ctrl
#pragma weak SSL_CTX_set_options
#pragma weak SSL_CTX_set_security_level
#pragma weak SSL_CTX_set_cipher_list
#pragma weak SSL_CTX_set_ciphersuites
#pragma weak SSL_new
#pragma weak SSL_free
#pragma weak SSL_get1_supported_ciphers
#pragma weak SSL_CIPHER_get_name
#pragma weak SSL_CIPHER_get_version
#pragma weak SSL_CIPHER_get_auth_nid
#pragma weak TLS_client_method
#pragma weak SSL_ctrl
#pragma weak SSL_CTX_use_certificate
#pragma weak SSL_CTX_use_PrivateKey
#pragma weak SSL_set_cert_cb
#pragma weak SSL_set_bio
#pragma weak SSL_set_connect_state
#pragma weak SSL_do_handshake
#pragma weak SSL_read
#pragma weak SSL_write
#pragma weak SSL_shutdown
#pragma weak SSL_get_error
#pragma weak SSL_get_version
#pragma weak SSL_get_current_cipher
#pragma weak SSL_get_peer_cert_chain
#pragma weak SSL_get0_peer_CA_list
#pragma weak SSL_alert_desc_string_long

typedef struct mkcerts_libssl {
#define MKCERTS_MEMBER(name) __typeof__(&name) name;
  MKCERTS_LIBSSL_FUNCTIONS(MKCERTS_MEMBER)
#undef MKCERTS_MEMBER
} mkcerts_libssl;

/* Fills `l` from `library`, a handle of dlopen(3), or from the program itself where that is null; 0 where a
   function is missing. */
static inline int mkcerts_libssl_find(mkcerts_libssl *l, void *library) {
  int all = 1;
#define MKCERTS_FIND(name)                                                     \
  l->name = library ? (__typeof__(&name))dlsym(library, #name) : &name;        \
  all = all && l->name;
  MKCERTS_LIBSSL_FUNCTIONS(MKCERTS_FIND)
#undef MKCERTS_FIND
  return all;
}

static inline int mkcerts_sk_SSL_CIPHER_num(const STACK_OF(SSL_CIPHER) *s) { return sk_SSL_CIPHER_num(s); }
static inline const SSL_CIPHER *mkcerts_sk_SSL_CIPHER_value(const STACK_OF(SSL_CIPHER) *s, int i) {
  return sk_SSL_CIPHER_value(s, i);
}
static inline void mkcerts_sk_SSL_CIPHER_free(STACK_OF(SSL_CIPHER) *s) { sk_SSL_CIPHER_free(s); }

static inline int mkcerts_sk_X509_NAME_num(const STACK_OF(X509_NAME) *s) { return sk_X509_NAME_num(s); }
static inline X509_NAME *mkcerts_sk_X509_NAME_value(const STACK_OF(X509_NAME) *s, int i) {
  return sk_X509_NAME_value(s, i);
}

#endif
