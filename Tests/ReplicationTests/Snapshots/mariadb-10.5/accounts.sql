-- accounts.sql of master: replication accounts for MariaDB 10.5, written by mkcerts
-- Put the password, in single quotes, in the place of <password>; unedited it is a syntax error and
-- creates nothing. Then run it on the master as an administrator, and take the password out of it
-- again, since every user of the machine can read it:
--   mariadb < accounts.sql

-- REQUIRE X509: a client certificate that ssl-ca of this server verifies.
-- It is checked at login: sessions that are open stay as they are.
-- Host '%' allows every address; narrow it where you can: '%.example.com', '192.0.2.%'.

-- For this session: no GRANT makes an account without password, should CREATE USER have failed.
SET SESSION sql_mode = 'NO_AUTO_CREATE_USER';

CREATE USER 'repl'@'%' IDENTIFIED BY <password> REQUIRE X509;
GRANT REPLICATION SLAVE ON *.* TO 'repl'@'%';

-- For an account that exists already, instead of CREATE USER and GRANT above:
-- GRANT USAGE ON *.* TO 'repl'@'%' REQUIRE X509;
-- or, to the same effect:
-- ALTER USER 'repl'@'%' REQUIRE X509;

-- To check:
-- SHOW CREATE USER 'repl'@'%';
