-- The manual's short form, for slave01 with MySQL 8.0.23, written by mkcerts

-- Replication does NOT read [client], so this form shows no client certificate: an account with
-- REQUIRE X509, SUBJECT or ISSUER refuses it with 1045, only one with REQUIRE SSL or none lets it
-- in. (Files that an earlier statement named stay in force: what is not named is not changed.)
-- The source is not checked: whoever answers in its place is believed.
-- Prefer change-master.sql, which names the files and checks the source.

-- In an option file, for the command-line tools:
--   [client]
--   ssl-ca = /etc/mysql/tls/cacert.pem
--   ssl-cert = /etc/mysql/tls/client-cert.pem
--   ssl-key = /etc/mysql/tls/client-key.pem

STOP REPLICA;
CHANGE REPLICATION SOURCE TO
  SOURCE_HOST = 'master.example.com',
  SOURCE_USER = 'repl',
  SOURCE_PASSWORD = <password>,
  SOURCE_SSL = 1;
START REPLICA;
