// usage: floor fleet PKI MODEL p256|ed25519|rsa2048|rsa3072 COUNT PROCESSES
//        floor clients PKI MODEL COUNT
//        floor verify PKI
//
// `fleet` makes an authority, a server and COUNT clients in the new folder PKI; PROCESSES make the keys.
// `clients` adds COUNT clients to a pki folder of mkcerts with a P-256 authority.
// `verify` proves each host of a P-256 pki folder of mkcerts: signature, key match, names, dates, modes.
// MODEL is a pki folder of mkcerts, whose option files and SQL are what each new host gets.
#include "floor.h"
#include <openssl/err.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

void fail(const char *what) {
  perror(what);
  ERR_print_errors_fp(stderr);
  exit(2);
}

void need(int isTrue, const char *what) {
  if (!isTrue) fail(what);
}

int main(int count, char **arguments) {
  umask(022);
  if (count == 7 && strcmp(arguments[1], "fleet") == 0) {
    return make_fleet(arguments[2], arguments[3], algorithm_named(arguments[4]), atoi(arguments[5]),
                      atoi(arguments[6]));
  }
  if (count == 5 && strcmp(arguments[1], "clients") == 0) {
    return add_clients(arguments[2], arguments[3], atoi(arguments[4]));
  }
  if (count == 3 && strcmp(arguments[1], "verify") == 0) return verify(arguments[2]);
  fputs("usage: floor fleet PKI MODEL ALGORITHM COUNT PROCESSES\n"
        "       floor clients PKI MODEL COUNT\n"
        "       floor verify PKI\n",
        stderr);
  return 64;
}
