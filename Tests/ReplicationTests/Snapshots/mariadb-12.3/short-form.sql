-- The manual's short form, for slave01 with MariaDB 12.3, written by mkcerts

-- Replication does NOT read [client], so this form shows no client certificate: an account with
-- REQUIRE X509, SUBJECT or ISSUER refuses it with 1045, only one with REQUIRE SSL or none lets it
-- in. (Files that an earlier statement named stay in force: what is not named is not changed.)
-- MariaDB 12.3 verifies the master by default (MASTER_SSL_VERIFY_SERVER_CERT = 1, from 11.4 on):
-- with no CA named that needs a MariaDB master of 11.4 or later, else it fails with 2026.
-- Prefer change-master.sql, which names the files and checks the master.

-- In an option file, for the command-line tools:
--   [client]
--   ssl-ca = /etc/mysql/tls/cacert.pem
--   ssl-cert = /etc/mysql/tls/client-cert.pem
--   ssl-key = /etc/mysql/tls/client-key.pem

STOP SLAVE;
CHANGE MASTER TO
  MASTER_HOST = 'master.example.com',
  MASTER_USER = 'repl',
  MASTER_PASSWORD = <password>,
  MASTER_SSL = 1;
START SLAVE;
