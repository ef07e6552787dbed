-- accounts.sql of master: replication accounts for MariaDB 11.8, written by mkcerts
-- Put the password, in single quotes, in the place of <password>; unedited it is a syntax error and
-- creates nothing. Then run it on the master as an administrator, and take the password out of it
-- again, since every user of the machine can read it. It can be run again: an account that is there
-- keeps the password that it has, and gets the REQUIRE below.
--   mariadb < accounts.sql

-- REQUIRE SUBJECT AND ISSUER: a verified client certificate with exactly this subject and direct issuer.
-- REQUIRE SUBJECT: a verified client certificate with exactly this subject.
-- REQUIRE SSL: any encrypted connection will do, no certificate is asked for.
-- It is checked at login: sessions that are open stay as they are.
-- Host '%' allows every address; narrow it where you can: '%.example.com', '192.0.2.%'.

-- For this session: no GRANT makes an account without password, should CREATE USER have failed.
SET SESSION sql_mode = 'NO_AUTO_CREATE_USER';

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
-- or, to the same effect:
-- GRANT USAGE ON *.* TO 'slave01'@'%.example.com' REQUIRE SUBJECT '/O=Example/CN=slave01' AND ISSUER '/O=Example/CN=Example CA';
-- GRANT USAGE ON *.* TO 'slave02'@'192.0.2.2' REQUIRE SUBJECT '/O=\\xC3\\x84hre/CN=slave02';
-- GRANT USAGE ON *.* TO 'tools'@'%' REQUIRE SSL;

-- To check:
-- SHOW CREATE USER 'slave01'@'%.example.com';
-- SHOW CREATE USER 'slave02'@'192.0.2.2';
-- SHOW CREATE USER 'tools'@'%';
