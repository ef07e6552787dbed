-- accounts.sql of master: replication accounts for MariaDB 10.11, written by mkcerts
-- Put the password, in single quotes, in the place of <password>; unedited it is a syntax error and
-- creates nothing. Then run it on the master as an administrator, and take the password out of it
-- again, since every user of the machine can read it. It can be run again: an account that is there
-- keeps the password that it has, and gets the REQUIRE below.
--   mariadb < accounts.sql

-- REQUIRE X509: a client certificate that ssl-ca of this server verifies.
-- It is checked at login: sessions that are open stay as they are.
-- Host '%' allows every address; narrow it where you can: '%.example.com', '192.0.2.%'.

-- For this session: no GRANT makes an account without password, should CREATE USER have failed.
SET SESSION sql_mode = 'NO_AUTO_CREATE_USER';

CREATE USER IF NOT EXISTS 'repl'@'%' IDENTIFIED BY <password> REQUIRE X509;
ALTER USER IF EXISTS 'repl'@'%' REQUIRE X509;
GRANT REPLICATION SLAVE ON *.* TO 'repl'@'%';

-- To change what accounts require that are all there, no password is needed:
-- ALTER USER IF EXISTS 'repl'@'%' REQUIRE X509;
-- or, to the same effect:
-- GRANT USAGE ON *.* TO 'repl'@'%' REQUIRE X509;

-- To check:
-- SHOW CREATE USER 'repl'@'%';
