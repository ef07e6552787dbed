-- accounts.sql of master: replication accounts for MySQL 8.4, written by mkcerts
-- Put the password, in single quotes, in the place of <password>; unedited it is a syntax error and
-- creates nothing. Then run it on the source as an administrator, and take the password out of it
-- again, since every user of the machine can read it. It can be run again: an account that is there
-- keeps the password that it has, and gets the REQUIRE below.
--   mysql < accounts.sql

-- REQUIRE X509: a client certificate that ssl-ca of this server verifies.
-- It is checked at login: sessions that are open stay as they are.
-- Host '%' allows every address; narrow it where you can: '%.example.com', '192.0.2.%'.

-- The account gets caching_sha2_password, which over TLS needs nothing more. A login without TLS
-- fails with 2061, where REQUIRE alone would say 1045.
-- A MariaDB slave cannot use caching_sha2_password (2059). For one set mysql_native_password=ON in
-- [mysqld], restart, and write: IDENTIFIED WITH mysql_native_password BY <password>

CREATE USER IF NOT EXISTS 'repl'@'%' IDENTIFIED BY <password> REQUIRE X509;
ALTER USER IF EXISTS 'repl'@'%' REQUIRE X509;
GRANT REPLICATION SLAVE ON *.* TO 'repl'@'%';

-- To change what accounts require that are all there, no password is needed:
-- ALTER USER IF EXISTS 'repl'@'%' REQUIRE X509;

-- To check:
-- SHOW CREATE USER 'repl'@'%';
