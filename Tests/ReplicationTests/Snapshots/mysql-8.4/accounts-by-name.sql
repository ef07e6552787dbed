-- accounts.sql of master: replication accounts for MySQL 8.4, written by mkcerts
-- Put the password, in single quotes, in the place of <password>; unedited it is a syntax error and
-- creates nothing. Then run it on the source as an administrator, and take the password out of it
-- again, since every user of the machine can read it. It can be run again: an account that is there
-- keeps the password that it has, and gets the REQUIRE below.
--   mysql < accounts.sql

-- REQUIRE SUBJECT AND ISSUER: a verified client certificate with exactly this subject and direct issuer.
-- REQUIRE SUBJECT: a verified client certificate with exactly this subject.
-- REQUIRE SSL: any encrypted connection will do, no certificate is asked for.
-- It is checked at login: sessions that are open stay as they are.
-- Host '%' allows every address; narrow it where you can: '%.example.com', '192.0.2.%'.

-- The account gets caching_sha2_password, which over TLS needs nothing more. A login without TLS
-- fails with 2061, where REQUIRE alone would say 1045.
-- A MariaDB slave cannot use caching_sha2_password (2059). For one set mysql_native_password=ON in
-- [mysqld], restart, and write: IDENTIFIED WITH mysql_native_password BY <password>

-- For this session: the doubled backslashes below mean one each.
SET SESSION sql_mode = '';

CREATE USER IF NOT EXISTS 'slave01'@'%.example.com' IDENTIFIED BY <password> REQUIRE SUBJECT '/O=Example/CN=slave01' AND ISSUER '/O=Example/CN=Example CA';
ALTER USER IF EXISTS 'slave01'@'%.example.com' REQUIRE SUBJECT '/O=Example/CN=slave01' AND ISSUER '/O=Example/CN=Example CA';
GRANT REPLICATION SLAVE ON *.* TO 'slave01'@'%.example.com';

CREATE USER IF NOT EXISTS 'slave02'@'192.0.2.2' IDENTIFIED BY <password> REQUIRE SUBJECT '/O=\\xC3\\x84hre/CN=slave02';
ALTER USER IF EXISTS 'slave02'@'192.0.2.2' REQUIRE SUBJECT '/O=\\xC3\\x84hre/CN=slave02';
GRANT REPLICATION SLAVE ON *.* TO 'slave02'@'192.0.2.2';

CREATE USER IF NOT EXISTS 'tools'@'%' IDENTIFIED BY <password> REQUIRE SSL;
ALTER USER IF EXISTS 'tools'@'%' REQUIRE SSL;
GRANT REPLICATION SLAVE ON *.* TO 'tools'@'%';

-- To change what accounts require that are all there, no password is needed:
-- ALTER USER IF EXISTS 'slave01'@'%.example.com' REQUIRE SUBJECT '/O=Example/CN=slave01' AND ISSUER '/O=Example/CN=Example CA';
-- ALTER USER IF EXISTS 'slave02'@'192.0.2.2' REQUIRE SUBJECT '/O=\\xC3\\x84hre/CN=slave02';
-- ALTER USER IF EXISTS 'tools'@'%' REQUIRE SSL;

-- To check:
-- SHOW CREATE USER 'slave01'@'%.example.com';
-- SHOW CREATE USER 'slave02'@'192.0.2.2';
-- SHOW CREATE USER 'tools'@'%';
