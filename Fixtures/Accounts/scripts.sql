-- == plain: an account with the grant
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
GRANT REPLICATION SLAVE ON *.* TO repl@'%';

-- == without-grant: an account without the grant
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;

-- == made-twice: an account that is made twice
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE NONE;
GRANT REPLICATION SLAVE ON *.* TO repl@'%';

-- == made-twice-if-not-exists: an account that is made again only if it is missing
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
CREATE USER IF NOT EXISTS repl@'%' IDENTIFIED BY 'other' REQUIRE NONE;
GRANT REPLICATION SLAVE ON *.* TO repl@'%';

-- == made-anew: an account that is made anew after the grant
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
GRANT REPLICATION SLAVE ON *.* TO repl@'%';
CREATE OR REPLACE USER repl@'%' IDENTIFIED BY 'secret';

-- == made-or-replaced-if-not-exists: OR REPLACE and IF NOT EXISTS together
CREATE OR REPLACE USER IF NOT EXISTS repl@'%' IDENTIFIED BY 'secret';
GRANT REPLICATION SLAVE ON *.* TO repl@'%';

-- == dropped: an account that is dropped
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
GRANT REPLICATION SLAVE ON *.* TO repl@'%';
DROP USER repl@'%';

-- == dropped-and-made: an account that is dropped and made, which has nothing then
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
GRANT REPLICATION SLAVE ON *.* TO repl@'%';
DROP USER repl@'%';
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;

-- == renamed-away: an account that is called otherwise in the end
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
GRANT REPLICATION SLAVE ON *.* TO repl@'%';
RENAME USER repl@'%' TO other@'%';

-- == renamed-here: an account that is called so in the end
CREATE USER old@'%' IDENTIFIED BY 'secret' REQUIRE X509;
GRANT REPLICATION SLAVE ON *.* TO old@'%';
RENAME USER old@'%' TO repl@'%';

-- == renamed-onto-another: an account that is to be called like another
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
GRANT REPLICATION SLAVE ON *.* TO repl@'%';
CREATE USER other@'%';
RENAME USER other@'%' TO repl@'%';

-- == renamed-missing: RENAME of an account that is missing
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
GRANT REPLICATION SLAVE ON *.* TO repl@'%';
RENAME USER nobody@'%' TO somebody@'%';

-- == renamed-list-of-missing: RENAME of an account and one that is missing
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
GRANT REPLICATION SLAVE ON *.* TO repl@'%';
RENAME USER repl@'%' TO a@'%', nobody@'%' TO b@'%';

-- == renamed-twice-in-a-list: RENAME to a name and from there on
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
GRANT REPLICATION SLAVE ON *.* TO repl@'%';
RENAME USER repl@'%' TO a@'%', a@'%' TO b@'%';

-- == create-list: two accounts by one statement
CREATE USER a@'%', repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
GRANT REPLICATION SLAVE ON *.* TO repl@'%';

-- == create-list-existing-first: a list of which the first account is there already
CREATE USER a@'%';
CREATE USER a@'%', repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
GRANT REPLICATION SLAVE ON *.* TO repl@'%';

-- == create-list-existing-last: a list of which the last account is there already
CREATE USER a@'%';
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509, a@'%';
CREATE USER repl@'%' IDENTIFIED BY 'secret', a@'%' REQUIRE X509;
GRANT REPLICATION SLAVE ON *.* TO repl@'%';

-- == create-list-twice-the-same: a list with one account twice
CREATE USER repl@'%' IDENTIFIED BY 'secret', repl@'%' REQUIRE X509;
GRANT REPLICATION SLAVE ON *.* TO repl@'%';

-- == create-list-if-not-exists: a list of accounts of which one is there, if missing
CREATE USER a@'%';
CREATE USER IF NOT EXISTS a@'%', repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
GRANT REPLICATION SLAVE ON *.* TO repl@'%';

-- == alter-missing: ALTER of an account that is missing
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
GRANT REPLICATION SLAVE ON *.* TO repl@'%';
ALTER USER nobody@'%' REQUIRE NONE;

-- == alter-missing-if-exists: ALTER of an account that is missing, if it exists
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
GRANT REPLICATION SLAVE ON *.* TO repl@'%';
ALTER USER IF EXISTS nobody@'%' REQUIRE NONE;

-- == alter-list-missing-last: ALTER of an account and one that is missing
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
GRANT REPLICATION SLAVE ON *.* TO repl@'%';
ALTER USER repl@'%', nobody@'%' ACCOUNT LOCK;

-- == alter-list-missing-first: ALTER of one that is missing and the account
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
GRANT REPLICATION SLAVE ON *.* TO repl@'%';
ALTER USER nobody@'%', repl@'%' ACCOUNT LOCK;

-- == alter-list-missing-if-exists: ALTER of both, if they exist
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
GRANT REPLICATION SLAVE ON *.* TO repl@'%';
ALTER USER IF EXISTS nobody@'%', repl@'%' ACCOUNT LOCK;

-- == alter-list-loosens: a requirement that is loosened for a list with a missing one
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE SUBJECT '/CN=other';
GRANT REPLICATION SLAVE ON *.* TO repl@'%';
ALTER USER repl@'%', nobody@'%' REQUIRE X509;

-- == drop-missing: DROP of an account that is missing
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
GRANT REPLICATION SLAVE ON *.* TO repl@'%';
DROP USER nobody@'%';

-- == drop-missing-if-exists: DROP of an account that is missing, if it exists
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
GRANT REPLICATION SLAVE ON *.* TO repl@'%';
DROP USER IF EXISTS nobody@'%';

-- == drop-list-missing: DROP of an account and one that is missing
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
GRANT REPLICATION SLAVE ON *.* TO repl@'%';
DROP USER repl@'%', nobody@'%';

-- == drop-list-missing-if-exists: DROP of an account and one that is missing, if they exist
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
GRANT REPLICATION SLAVE ON *.* TO repl@'%';
DROP USER IF EXISTS nobody@'%', repl@'%';

-- == drop-twice-in-a-list: DROP of one account twice
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
GRANT REPLICATION SLAVE ON *.* TO repl@'%';
DROP USER repl@'%', repl@'%';

-- == grant-missing: GRANT to an account that is missing
GRANT REPLICATION SLAVE ON *.* TO nobody@'%';
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
GRANT REPLICATION SLAVE ON *.* TO repl@'%';

-- == grant-list-missing-last: GRANT to an account and one that is missing
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
GRANT REPLICATION SLAVE ON *.* TO repl@'%', nobody@'%';

-- == grant-list-missing-first: GRANT to one that is missing and the account
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
GRANT REPLICATION SLAVE ON *.* TO nobody@'%', repl@'%';

-- == grant-list: GRANT to two accounts
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
CREATE USER b@'%';
GRANT REPLICATION SLAVE ON *.* TO b@'%', repl@'%';

-- == revoke-missing: REVOKE from an account that is missing
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
GRANT REPLICATION SLAVE ON *.* TO repl@'%';
REVOKE REPLICATION SLAVE ON *.* FROM nobody@'%';

-- == revoke-list-missing-last: REVOKE from an account and one that is missing
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
GRANT REPLICATION SLAVE ON *.* TO repl@'%';
REVOKE REPLICATION SLAVE ON *.* FROM repl@'%', nobody@'%';

-- == revoke-list-missing-first: REVOKE from one that is missing and the account
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
GRANT REPLICATION SLAVE ON *.* TO repl@'%';
REVOKE REPLICATION SLAVE ON *.* FROM nobody@'%', repl@'%';

-- == revoke-if-exists: REVOKE IF EXISTS
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
GRANT REPLICATION SLAVE ON *.* TO repl@'%';
REVOKE IF EXISTS REPLICATION SLAVE ON *.* FROM repl@'%';

-- == revoke-ignore-unknown: REVOKE … IGNORE UNKNOWN USER
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
GRANT REPLICATION SLAVE ON *.* TO repl@'%';
REVOKE REPLICATION SLAVE ON *.* FROM repl@'%' IGNORE UNKNOWN USER;

-- == revoke-other: REVOKE of what is not granted
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
GRANT REPLICATION SLAVE ON *.* TO repl@'%';
REVOKE SELECT ON *.* FROM repl@'%';

-- == revoke-all: REVOKE ALL PRIVILEGES, GRANT OPTION
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
GRANT REPLICATION SLAVE ON *.* TO repl@'%';
REVOKE ALL PRIVILEGES, GRANT OPTION FROM repl@'%';

-- == revoke-all-on-all: REVOKE ALL ON *.*
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
GRANT REPLICATION SLAVE ON *.* TO repl@'%';
REVOKE ALL PRIVILEGES ON *.* FROM repl@'%';

-- == revoke-all-on-database: REVOKE ALL ON a database, where nothing is granted
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
GRANT REPLICATION SLAVE ON *.* TO repl@'%';
REVOKE ALL PRIVILEGES ON db.* FROM repl@'%';

-- == revoke-all-of-list-missing: REVOKE ALL from an account and one that is missing
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
GRANT REPLICATION SLAVE ON *.* TO repl@'%';
REVOKE ALL PRIVILEGES, GRANT OPTION FROM repl@'%', nobody@'%';

-- == revoke-all-of-list-missing-first: REVOKE ALL from one that is missing and an account
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
GRANT REPLICATION SLAVE ON *.* TO repl@'%';
REVOKE ALL PRIVILEGES, GRANT OPTION FROM nobody@'%', repl@'%';

-- == revoke-all-alone: REVOKE ALL without GRANT OPTION
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
GRANT REPLICATION SLAVE ON *.* TO repl@'%';
REVOKE ALL FROM repl@'%';

-- == user-in-capitals: the grant is for the user in capitals
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
GRANT REPLICATION SLAVE ON *.* TO 'REPL'@'%';

-- == host-in-capitals: the host of the grant is in other case
CREATE USER repl@'%.Example.com' IDENTIFIED BY 'secret';
GRANT REPLICATION SLAVE ON *.* TO repl@'%.example.COM';
CREATE USER repl@'%' IDENTIFIED BY 'secret';
GRANT REPLICATION SLAVE ON *.* TO repl@'%';

-- == grant-without-host: the grant names no host
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
GRANT REPLICATION SLAVE ON *.* TO repl;

-- == grant-other-host: the grant is for another host
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
GRANT REPLICATION SLAVE ON *.* TO repl@'127.0.0.1';

-- == host-of-an-address: an account for the address without the grant
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
GRANT REPLICATION SLAVE ON *.* TO repl@'%';
CREATE USER repl@'127.0.0.1' IDENTIFIED BY 'secret';

-- == user-too-long: a user name that is too long
CREATE USER aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeeeeeeeeffffffffffgggggggggghhhhhhhhhhi@'%' IDENTIFIED BY 'secret';
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
GRANT REPLICATION SLAVE ON *.* TO repl@'%';

-- == user-very-long: a user name that is longer than any server has
CREATE USER aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeeeeeeeeffffffffffgggggggggghhhhhhhhhhaaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeeeeeeee@'%' IDENTIFIED BY 'secret';
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
GRANT REPLICATION SLAVE ON *.* TO repl@'%';

-- == host-too-long: a host that is too long
CREATE USER repl@'hhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhh' IDENTIFIED BY 'secret';
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
GRANT REPLICATION SLAVE ON *.* TO repl@'%';

-- == anonymous: an anonymous account
CREATE USER ''@'%' IDENTIFIED BY 'secret';
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
GRANT REPLICATION SLAVE ON *.* TO repl@'%';

-- == current-user: GRANT to CURRENT_USER
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
GRANT REPLICATION SLAVE ON *.* TO repl@'%';
GRANT REPLICATION SLAVE ON *.* TO CURRENT_USER;
ALTER USER CURRENT_USER() ACCOUNT UNLOCK;

-- == unknown-plugin: IDENTIFIED WITH a plugin that is none
CREATE USER repl@'%' IDENTIFIED WITH no_such_plugin;
GRANT REPLICATION SLAVE ON *.* TO repl@'%';

-- == unknown-plugin-via: IDENTIFIED VIA a plugin that is none
CREATE USER repl@'%' IDENTIFIED VIA no_such_plugin;
GRANT REPLICATION SLAVE ON *.* TO repl@'%';

-- == plugin-mysql-native-password: IDENTIFIED WITH mysql_native_password BY
CREATE USER repl@'%' IDENTIFIED WITH mysql_native_password BY 'secret' REQUIRE X509;
GRANT REPLICATION SLAVE ON *.* TO repl@'%';

-- == plugin-mysql-native-password-alone: IDENTIFIED WITH mysql_native_password alone
CREATE USER repl@'%' IDENTIFIED WITH mysql_native_password REQUIRE X509;
GRANT REPLICATION SLAVE ON *.* TO repl@'%';

-- == plugin-caching-sha2-password: IDENTIFIED WITH caching_sha2_password BY
CREATE USER repl@'%' IDENTIFIED WITH caching_sha2_password BY 'secret' REQUIRE X509;
GRANT REPLICATION SLAVE ON *.* TO repl@'%';

-- == plugin-caching-sha2-password-alone: IDENTIFIED WITH caching_sha2_password alone
CREATE USER repl@'%' IDENTIFIED WITH caching_sha2_password REQUIRE X509;
GRANT REPLICATION SLAVE ON *.* TO repl@'%';

-- == plugin-sha256-password: IDENTIFIED WITH sha256_password BY
CREATE USER repl@'%' IDENTIFIED WITH sha256_password BY 'secret' REQUIRE X509;
GRANT REPLICATION SLAVE ON *.* TO repl@'%';

-- == plugin-sha256-password-alone: IDENTIFIED WITH sha256_password alone
CREATE USER repl@'%' IDENTIFIED WITH sha256_password REQUIRE X509;
GRANT REPLICATION SLAVE ON *.* TO repl@'%';

-- == plugin-mysql-old-password: IDENTIFIED WITH mysql_old_password BY
CREATE USER repl@'%' IDENTIFIED WITH mysql_old_password BY 'secret' REQUIRE X509;
GRANT REPLICATION SLAVE ON *.* TO repl@'%';

-- == plugin-mysql-old-password-alone: IDENTIFIED WITH mysql_old_password alone
CREATE USER repl@'%' IDENTIFIED WITH mysql_old_password REQUIRE X509;
GRANT REPLICATION SLAVE ON *.* TO repl@'%';

-- == plugin-unix-socket: IDENTIFIED WITH unix_socket BY
CREATE USER repl@'%' IDENTIFIED WITH unix_socket BY 'secret' REQUIRE X509;
GRANT REPLICATION SLAVE ON *.* TO repl@'%';

-- == plugin-unix-socket-alone: IDENTIFIED WITH unix_socket alone
CREATE USER repl@'%' IDENTIFIED WITH unix_socket REQUIRE X509;
GRANT REPLICATION SLAVE ON *.* TO repl@'%';

-- == plugin-auth-socket: IDENTIFIED WITH auth_socket BY
CREATE USER repl@'%' IDENTIFIED WITH auth_socket BY 'secret' REQUIRE X509;
GRANT REPLICATION SLAVE ON *.* TO repl@'%';

-- == plugin-auth-socket-alone: IDENTIFIED WITH auth_socket alone
CREATE USER repl@'%' IDENTIFIED WITH auth_socket REQUIRE X509;
GRANT REPLICATION SLAVE ON *.* TO repl@'%';

-- == plugin-ed25519: IDENTIFIED WITH ed25519 BY
CREATE USER repl@'%' IDENTIFIED WITH ed25519 BY 'secret' REQUIRE X509;
GRANT REPLICATION SLAVE ON *.* TO repl@'%';

-- == plugin-ed25519-alone: IDENTIFIED WITH ed25519 alone
CREATE USER repl@'%' IDENTIFIED WITH ed25519 REQUIRE X509;
GRANT REPLICATION SLAVE ON *.* TO repl@'%';

-- == plugin-parsec: IDENTIFIED WITH parsec BY
CREATE USER repl@'%' IDENTIFIED WITH parsec BY 'secret' REQUIRE X509;
GRANT REPLICATION SLAVE ON *.* TO repl@'%';

-- == plugin-parsec-alone: IDENTIFIED WITH parsec alone
CREATE USER repl@'%' IDENTIFIED WITH parsec REQUIRE X509;
GRANT REPLICATION SLAVE ON *.* TO repl@'%';

-- == plugin-gssapi: IDENTIFIED WITH gssapi BY
CREATE USER repl@'%' IDENTIFIED WITH gssapi BY 'secret' REQUIRE X509;
GRANT REPLICATION SLAVE ON *.* TO repl@'%';

-- == plugin-gssapi-alone: IDENTIFIED WITH gssapi alone
CREATE USER repl@'%' IDENTIFIED WITH gssapi REQUIRE X509;
GRANT REPLICATION SLAVE ON *.* TO repl@'%';

-- == plugin-pam: IDENTIFIED WITH pam BY
CREATE USER repl@'%' IDENTIFIED WITH pam BY 'secret' REQUIRE X509;
GRANT REPLICATION SLAVE ON *.* TO repl@'%';

-- == plugin-pam-alone: IDENTIFIED WITH pam alone
CREATE USER repl@'%' IDENTIFIED WITH pam REQUIRE X509;
GRANT REPLICATION SLAVE ON *.* TO repl@'%';

-- == plugin-mysql-no-login: IDENTIFIED WITH mysql_no_login BY
CREATE USER repl@'%' IDENTIFIED WITH mysql_no_login BY 'secret' REQUIRE X509;
GRANT REPLICATION SLAVE ON *.* TO repl@'%';

-- == plugin-mysql-no-login-alone: IDENTIFIED WITH mysql_no_login alone
CREATE USER repl@'%' IDENTIFIED WITH mysql_no_login REQUIRE X509;
GRANT REPLICATION SLAVE ON *.* TO repl@'%';

-- == plugin-authentication-ldap-sasl: IDENTIFIED WITH authentication_ldap_sasl BY
CREATE USER repl@'%' IDENTIFIED WITH authentication_ldap_sasl BY 'secret' REQUIRE X509;
GRANT REPLICATION SLAVE ON *.* TO repl@'%';

-- == plugin-authentication-ldap-sasl-alone: IDENTIFIED WITH authentication_ldap_sasl alone
CREATE USER repl@'%' IDENTIFIED WITH authentication_ldap_sasl REQUIRE X509;
GRANT REPLICATION SLAVE ON *.* TO repl@'%';

-- == plugin-native-via: IDENTIFIED VIA mysql_native_password USING PASSWORD()
CREATE USER repl@'%' IDENTIFIED VIA mysql_native_password USING PASSWORD('secret') REQUIRE X509;
GRANT REPLICATION SLAVE ON *.* TO repl@'%';

-- == plugin-native-with-using-password: IDENTIFIED WITH mysql_native_password USING PASSWORD()
CREATE USER repl@'%' IDENTIFIED WITH mysql_native_password USING PASSWORD('secret') REQUIRE X509;
GRANT REPLICATION SLAVE ON *.* TO repl@'%';

-- == plugin-native-or-socket: VIA mysql_native_password OR unix_socket
CREATE USER repl@'%' IDENTIFIED VIA mysql_native_password USING PASSWORD('secret') OR unix_socket REQUIRE X509;
GRANT REPLICATION SLAVE ON *.* TO repl@'%';

-- == plugin-socket-or-native: VIA unix_socket OR mysql_native_password
CREATE USER repl@'%' IDENTIFIED VIA unix_socket OR mysql_native_password USING PASSWORD('secret') REQUIRE X509;
GRANT REPLICATION SLAVE ON *.* TO repl@'%';

-- == plugin-socket-alone-via: VIA unix_socket alone
CREATE USER repl@'%' IDENTIFIED VIA unix_socket REQUIRE X509;
GRANT REPLICATION SLAVE ON *.* TO repl@'%';

-- == plugin-unknown-or-native: VIA a plugin that is none OR mysql_native_password
CREATE USER repl@'%' IDENTIFIED VIA no_such_plugin OR mysql_native_password USING PASSWORD('secret');
GRANT REPLICATION SLAVE ON *.* TO repl@'%';

-- == plugin-quoted-in-capitals: the plugin's name in quotes and capitals
CREATE USER repl@'%' IDENTIFIED WITH 'MYSQL_NATIVE_PASSWORD' AS '*14E65567ABDB5135D0CFD9A70B3032C179A49EE7' REQUIRE X509;
GRANT REPLICATION SLAVE ON *.* TO repl@'%';

-- == plugin-via-as: VIA … AS a hash
CREATE USER repl@'%' IDENTIFIED VIA mysql_native_password AS '*14E65567ABDB5135D0CFD9A70B3032C179A49EE7' REQUIRE X509;
GRANT REPLICATION SLAVE ON *.* TO repl@'%';

-- == plugin-with-by-password: WITH mysql_native_password BY PASSWORD a hash
CREATE USER repl@'%' IDENTIFIED WITH mysql_native_password BY PASSWORD '*14E65567ABDB5135D0CFD9A70B3032C179A49EE7' REQUIRE X509;
GRANT REPLICATION SLAVE ON *.* TO repl@'%';

-- == plugin-sha2-hash: caching_sha2_password AS something
CREATE USER repl@'%' IDENTIFIED WITH caching_sha2_password AS 'x' REQUIRE X509;
GRANT REPLICATION SLAVE ON *.* TO repl@'%';

-- == plugin-sha2-via: VIA caching_sha2_password
CREATE USER repl@'%' IDENTIFIED VIA caching_sha2_password USING 'x' REQUIRE X509;
GRANT REPLICATION SLAVE ON *.* TO repl@'%';

-- == hash-by-password: IDENTIFIED BY PASSWORD with a hash
CREATE USER repl@'%' IDENTIFIED BY PASSWORD '*14E65567ABDB5135D0CFD9A70B3032C179A49EE7' REQUIRE X509;
GRANT REPLICATION SLAVE ON *.* TO repl@'%';

-- == hash-by-password-none: IDENTIFIED BY PASSWORD with something that is no hash
CREATE USER repl@'%' IDENTIFIED BY PASSWORD 'secret' REQUIRE X509;
GRANT REPLICATION SLAVE ON *.* TO repl@'%';

-- == hash-by-password-short: IDENTIFIED BY PASSWORD with a hash that is too short
CREATE USER repl@'%' IDENTIFIED BY PASSWORD '*14E65567ABDB' REQUIRE X509;
GRANT REPLICATION SLAVE ON *.* TO repl@'%';

-- == hash-by-password-not-hex: IDENTIFIED BY PASSWORD with 41 characters, not all of them hexadecimal
-- other password: than the slave has
CREATE USER repl@'%' IDENTIFIED BY PASSWORD '*14E65567ABDB5135D0CFD9A70B3032C179A49EEZ' REQUIRE X509;
GRANT REPLICATION SLAVE ON *.* TO repl@'%';

-- == hash-by-password-old: IDENTIFIED BY PASSWORD with a hash of old servers
CREATE USER repl@'%' IDENTIFIED BY PASSWORD '428567f408994404' REQUIRE X509;
GRANT REPLICATION SLAVE ON *.* TO repl@'%';

-- == hash-by-password-empty: IDENTIFIED BY PASSWORD with nothing
CREATE USER repl@'%' IDENTIFIED BY PASSWORD '' REQUIRE X509;
GRANT REPLICATION SLAVE ON *.* TO repl@'%';

-- == hash-as-none: mysql_native_password AS something that is no hash
CREATE USER repl@'%' IDENTIFIED WITH mysql_native_password AS 'secret' REQUIRE X509;
GRANT REPLICATION SLAVE ON *.* TO repl@'%';

-- == hash-using-none: VIA mysql_native_password USING something that is no hash
CREATE USER repl@'%' IDENTIFIED VIA mysql_native_password USING 'secret' REQUIRE X509;
GRANT REPLICATION SLAVE ON *.* TO repl@'%';

-- == hash-using-invalid: VIA mysql_native_password USING 'invalid'
CREATE USER repl@'%' IDENTIFIED VIA mysql_native_password USING 'invalid' OR unix_socket REQUIRE X509;
GRANT REPLICATION SLAVE ON *.* TO repl@'%';

-- == hash-as-none-alter: ALTER USER with something that is no hash
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
GRANT REPLICATION SLAVE ON *.* TO repl@'%';
ALTER USER repl@'%' IDENTIFIED BY PASSWORD 'secret';

-- == hash-in-grant: GRANT … IDENTIFIED BY PASSWORD with something that is no hash
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
GRANT REPLICATION SLAVE ON *.* TO repl@'%' IDENTIFIED BY PASSWORD 'secret';

-- == password-random: IDENTIFIED BY RANDOM PASSWORD
-- other password: than the slave has
CREATE USER repl@'%' IDENTIFIED BY RANDOM PASSWORD REQUIRE X509;
GRANT REPLICATION SLAVE ON *.* TO repl@'%';

-- == password-empty: an empty password
CREATE USER repl@'%' IDENTIFIED BY '' REQUIRE X509;
GRANT REPLICATION SLAVE ON *.* TO repl@'%';

-- == password-none: no password
CREATE USER repl@'%' REQUIRE X509;
GRANT REPLICATION SLAVE ON *.* TO repl@'%';

-- == password-multi-factor: a second factor
CREATE USER repl@'%' IDENTIFIED BY 'secret' AND IDENTIFIED WITH authentication_webauthn;
GRANT REPLICATION SLAVE ON *.* TO repl@'%';

-- == password-replace: ALTER USER … REPLACE
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
GRANT REPLICATION SLAVE ON *.* TO repl@'%';
ALTER USER repl@'%' IDENTIFIED BY 'secret' REPLACE 'secret';

-- == password-retain: ALTER USER … RETAIN CURRENT PASSWORD
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
GRANT REPLICATION SLAVE ON *.* TO repl@'%';
ALTER USER repl@'%' IDENTIFIED BY 'other' RETAIN CURRENT PASSWORD;

-- == password-retain-create: CREATE USER … RETAIN CURRENT PASSWORD
CREATE USER repl@'%' IDENTIFIED BY 'secret' RETAIN CURRENT PASSWORD;
GRANT REPLICATION SLAVE ON *.* TO repl@'%';

-- == password-discard: ALTER USER … DISCARD OLD PASSWORD
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
GRANT REPLICATION SLAVE ON *.* TO repl@'%';
ALTER USER repl@'%' DISCARD OLD PASSWORD;

-- == set-password: SET PASSWORD FOR the account
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
GRANT REPLICATION SLAVE ON *.* TO repl@'%';
SET PASSWORD FOR repl@'%' = 'secret';

-- == set-password-function: SET PASSWORD FOR … = PASSWORD()
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
GRANT REPLICATION SLAVE ON *.* TO repl@'%';
SET PASSWORD FOR repl@'%' = PASSWORD('secret');

-- == set-password-hash: SET PASSWORD FOR … = a hash
-- other password: than the slave has
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
GRANT REPLICATION SLAVE ON *.* TO repl@'%';
SET PASSWORD FOR repl@'%' = '*14E65567ABDB5135D0CFD9A70B3032C179A49EE7';

-- == set-password-missing: SET PASSWORD FOR an account that is missing
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
GRANT REPLICATION SLAVE ON *.* TO repl@'%';
SET PASSWORD FOR nobody@'%' = PASSWORD('secret');
SET PASSWORD FOR nobody@'%' = 'secret';

-- == set-password-expired: SET PASSWORD of an expired account
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509 PASSWORD EXPIRE;
GRANT REPLICATION SLAVE ON *.* TO repl@'%';
SET PASSWORD FOR repl@'%' = PASSWORD('secret');
SET PASSWORD FOR repl@'%' = 'secret';

-- == set-password-socket: SET PASSWORD of an account with unix_socket alone
CREATE USER repl@'%' IDENTIFIED VIA unix_socket;
GRANT REPLICATION SLAVE ON *.* TO repl@'%';
SET PASSWORD FOR repl@'%' = PASSWORD('secret');

-- == set-password-to-random: SET PASSWORD … TO RANDOM
-- other password: than the slave has
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
GRANT REPLICATION SLAVE ON *.* TO repl@'%';
SET PASSWORD FOR repl@'%' TO RANDOM;

-- == set-password-old: SET PASSWORD … = OLD_PASSWORD()
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
GRANT REPLICATION SLAVE ON *.* TO repl@'%';
SET PASSWORD FOR repl@'%' = OLD_PASSWORD('secret');

-- == set-password-own: SET PASSWORD of who runs the script
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
GRANT REPLICATION SLAVE ON *.* TO repl@'%';
SET PASSWORD = PASSWORD('');
SET PASSWORD = '';

-- == alter-identified-socket: ALTER USER to unix_socket
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
GRANT REPLICATION SLAVE ON *.* TO repl@'%';
ALTER USER repl@'%' IDENTIFIED VIA unix_socket;

-- == alter-identified-back: ALTER USER from unix_socket to a password
CREATE USER repl@'%' IDENTIFIED VIA unix_socket;
GRANT REPLICATION SLAVE ON *.* TO repl@'%';
ALTER USER repl@'%' IDENTIFIED BY 'secret';

-- == no-password-in-quotes: a password without quotes
CREATE USER repl@'%' IDENTIFIED BY secret;
GRANT REPLICATION SLAVE ON *.* TO repl@'%';

-- == locked: ACCOUNT LOCK
CREATE USER repl@'%' IDENTIFIED BY 'secret' ACCOUNT LOCK;
GRANT REPLICATION SLAVE ON *.* TO repl@'%';

-- == locked-and-unlocked: ACCOUNT LOCK, and later UNLOCK
CREATE USER repl@'%' IDENTIFIED BY 'secret' ACCOUNT LOCK;
GRANT REPLICATION SLAVE ON *.* TO repl@'%';
ALTER USER repl@'%' ACCOUNT UNLOCK;

-- == lock-and-unlock-at-once: ACCOUNT LOCK ACCOUNT UNLOCK
CREATE USER repl@'%' IDENTIFIED BY 'secret' ACCOUNT LOCK ACCOUNT UNLOCK;
GRANT REPLICATION SLAVE ON *.* TO repl@'%';

-- == lock-before-password-options: ACCOUNT LOCK PASSWORD EXPIRE NEVER
CREATE USER repl@'%' IDENTIFIED BY 'secret' ACCOUNT LOCK PASSWORD EXPIRE NEVER;
GRANT REPLICATION SLAVE ON *.* TO repl@'%';

-- == lock-before-require: ACCOUNT LOCK REQUIRE SSL
CREATE USER repl@'%' IDENTIFIED BY 'secret' ACCOUNT LOCK REQUIRE SSL;
GRANT REPLICATION SLAVE ON *.* TO repl@'%';

-- == expired: PASSWORD EXPIRE
CREATE USER repl@'%' IDENTIFIED BY 'secret' PASSWORD EXPIRE;
GRANT REPLICATION SLAVE ON *.* TO repl@'%';

-- == expired-interval: PASSWORD EXPIRE INTERVAL 30 DAY
CREATE USER repl@'%' IDENTIFIED BY 'secret' PASSWORD EXPIRE INTERVAL 30 DAY;
GRANT REPLICATION SLAVE ON *.* TO repl@'%';

-- == expired-then-password: PASSWORD EXPIRE, and then a new password
CREATE USER repl@'%' IDENTIFIED BY 'secret' PASSWORD EXPIRE;
GRANT REPLICATION SLAVE ON *.* TO repl@'%';
ALTER USER repl@'%' IDENTIFIED BY 'secret';

-- == expired-then-never: PASSWORD EXPIRE, and then NEVER
CREATE USER repl@'%' IDENTIFIED BY 'secret' PASSWORD EXPIRE;
GRANT REPLICATION SLAVE ON *.* TO repl@'%';
ALTER USER repl@'%' PASSWORD EXPIRE NEVER;

-- == password-history: PASSWORD HISTORY
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509 PASSWORD HISTORY 3;
GRANT REPLICATION SLAVE ON *.* TO repl@'%';

-- == failed-logins: FAILED_LOGIN_ATTEMPTS
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509 FAILED_LOGIN_ATTEMPTS 3 PASSWORD_LOCK_TIME 1;
GRANT REPLICATION SLAVE ON *.* TO repl@'%';

-- == comment: COMMENT
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509 COMMENT 'for slaves';
GRANT REPLICATION SLAVE ON *.* TO repl@'%';

-- == attribute: ATTRIBUTE
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509 ATTRIBUTE '{"a": 1}';
GRANT REPLICATION SLAVE ON *.* TO repl@'%';

-- == attribute-not-json: ATTRIBUTE that is no JSON
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509 ATTRIBUTE 'a';
GRANT REPLICATION SLAVE ON *.* TO repl@'%';

-- == comment-alter: ALTER USER … COMMENT
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
GRANT REPLICATION SLAVE ON *.* TO repl@'%';
ALTER USER repl@'%' COMMENT 'for slaves';

-- == limits: WITH limits
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509 WITH MAX_USER_CONNECTIONS 5 MAX_QUERIES_PER_HOUR 0;
GRANT REPLICATION SLAVE ON *.* TO repl@'%';

-- == limits-statement-time: WITH MAX_STATEMENT_TIME
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509 WITH MAX_STATEMENT_TIME 5;
GRANT REPLICATION SLAVE ON *.* TO repl@'%';

-- == limits-grant-option: CREATE USER … WITH GRANT OPTION
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509 WITH GRANT OPTION;
GRANT REPLICATION SLAVE ON *.* TO repl@'%';

-- == alter-nothing: ALTER USER that says nothing
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
GRANT REPLICATION SLAVE ON *.* TO repl@'%';
ALTER USER repl@'%';

-- == alter-two-requires: two REQUIRE in one statement
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
GRANT REPLICATION SLAVE ON *.* TO repl@'%';
ALTER USER repl@'%' REQUIRE SSL REQUIRE NONE;

-- == create-nothing: CREATE USER that names nobody
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
GRANT REPLICATION SLAVE ON *.* TO repl@'%';
CREATE USER;

-- == privilege-replication-replica: REPLICATION REPLICA beside REPLICATION SLAVE
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
GRANT REPLICATION REPLICA, REPLICATION SLAVE ON *.* TO repl@'%';
REVOKE REPLICATION REPLICA ON *.* FROM repl@'%';

-- == privilege-replication-slave-admin: REPLICATION SLAVE ADMIN beside REPLICATION SLAVE
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
GRANT REPLICATION SLAVE ADMIN, REPLICATION SLAVE ON *.* TO repl@'%';
REVOKE REPLICATION SLAVE ADMIN ON *.* FROM repl@'%';

-- == privilege-replication-replica-admin: REPLICATION REPLICA ADMIN beside REPLICATION SLAVE
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
GRANT REPLICATION REPLICA ADMIN, REPLICATION SLAVE ON *.* TO repl@'%';
REVOKE REPLICATION REPLICA ADMIN ON *.* FROM repl@'%';

-- == privilege-replication-master-admin: REPLICATION MASTER ADMIN beside REPLICATION SLAVE
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
GRANT REPLICATION MASTER ADMIN, REPLICATION SLAVE ON *.* TO repl@'%';
REVOKE REPLICATION MASTER ADMIN ON *.* FROM repl@'%';

-- == privilege-binlog-monitor: BINLOG MONITOR beside REPLICATION SLAVE
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
GRANT BINLOG MONITOR, REPLICATION SLAVE ON *.* TO repl@'%';
REVOKE BINLOG MONITOR ON *.* FROM repl@'%';

-- == privilege-binlog-admin: BINLOG ADMIN beside REPLICATION SLAVE
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
GRANT BINLOG ADMIN, REPLICATION SLAVE ON *.* TO repl@'%';
REVOKE BINLOG ADMIN ON *.* FROM repl@'%';

-- == privilege-binlog-replay: BINLOG REPLAY beside REPLICATION SLAVE
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
GRANT BINLOG REPLAY, REPLICATION SLAVE ON *.* TO repl@'%';
REVOKE BINLOG REPLAY ON *.* FROM repl@'%';

-- == privilege-connection-admin: CONNECTION ADMIN beside REPLICATION SLAVE
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
GRANT CONNECTION ADMIN, REPLICATION SLAVE ON *.* TO repl@'%';
REVOKE CONNECTION ADMIN ON *.* FROM repl@'%';

-- == privilege-federated-admin: FEDERATED ADMIN beside REPLICATION SLAVE
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
GRANT FEDERATED ADMIN, REPLICATION SLAVE ON *.* TO repl@'%';
REVOKE FEDERATED ADMIN ON *.* FROM repl@'%';

-- == privilege-read-u-only-admin: READ_ONLY ADMIN beside REPLICATION SLAVE
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
GRANT READ_ONLY ADMIN, REPLICATION SLAVE ON *.* TO repl@'%';
REVOKE READ_ONLY ADMIN ON *.* FROM repl@'%';

-- == privilege-set-user: SET USER beside REPLICATION SLAVE
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
GRANT SET USER, REPLICATION SLAVE ON *.* TO repl@'%';
REVOKE SET USER ON *.* FROM repl@'%';

-- == privilege-slave-monitor: SLAVE MONITOR beside REPLICATION SLAVE
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
GRANT SLAVE MONITOR, REPLICATION SLAVE ON *.* TO repl@'%';
REVOKE SLAVE MONITOR ON *.* FROM repl@'%';

-- == privilege-replica-monitor: REPLICA MONITOR beside REPLICATION SLAVE
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
GRANT REPLICA MONITOR, REPLICATION SLAVE ON *.* TO repl@'%';
REVOKE REPLICA MONITOR ON *.* FROM repl@'%';

-- == privilege-delete-history: DELETE HISTORY beside REPLICATION SLAVE
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
GRANT DELETE HISTORY, REPLICATION SLAVE ON *.* TO repl@'%';
REVOKE DELETE HISTORY ON *.* FROM repl@'%';

-- == privilege-delete-versioning-rows: DELETE VERSIONING ROWS beside REPLICATION SLAVE
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
GRANT DELETE VERSIONING ROWS, REPLICATION SLAVE ON *.* TO repl@'%';
REVOKE DELETE VERSIONING ROWS ON *.* FROM repl@'%';

-- == privilege-show-create-routine: SHOW CREATE ROUTINE beside REPLICATION SLAVE
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
GRANT SHOW CREATE ROUTINE, REPLICATION SLAVE ON *.* TO repl@'%';
REVOKE SHOW CREATE ROUTINE ON *.* FROM repl@'%';

-- == privilege-create-role: CREATE ROLE beside REPLICATION SLAVE
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
GRANT CREATE ROLE, REPLICATION SLAVE ON *.* TO repl@'%';
REVOKE CREATE ROLE ON *.* FROM repl@'%';

-- == privilege-drop-role: DROP ROLE beside REPLICATION SLAVE
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
GRANT DROP ROLE, REPLICATION SLAVE ON *.* TO repl@'%';
REVOKE DROP ROLE ON *.* FROM repl@'%';

-- == privilege-create-tablespace: CREATE TABLESPACE beside REPLICATION SLAVE
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
GRANT CREATE TABLESPACE, REPLICATION SLAVE ON *.* TO repl@'%';
REVOKE CREATE TABLESPACE ON *.* FROM repl@'%';

-- == privilege-reload: RELOAD beside REPLICATION SLAVE
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
GRANT RELOAD, REPLICATION SLAVE ON *.* TO repl@'%';
REVOKE RELOAD ON *.* FROM repl@'%';

-- == privilege-super: SUPER beside REPLICATION SLAVE
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
GRANT SUPER, REPLICATION SLAVE ON *.* TO repl@'%';
REVOKE SUPER ON *.* FROM repl@'%';

-- == privilege-replication-u-slave-u-admin: REPLICATION_SLAVE_ADMIN beside REPLICATION SLAVE
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
GRANT REPLICATION_SLAVE_ADMIN, REPLICATION SLAVE ON *.* TO repl@'%';
REVOKE REPLICATION_SLAVE_ADMIN ON *.* FROM repl@'%';

-- == privilege-backup-u-admin: BACKUP_ADMIN beside REPLICATION SLAVE
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
GRANT BACKUP_ADMIN, REPLICATION SLAVE ON *.* TO repl@'%';
REVOKE BACKUP_ADMIN ON *.* FROM repl@'%';

-- == privilege-clone-u-admin: CLONE_ADMIN beside REPLICATION SLAVE
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
GRANT CLONE_ADMIN, REPLICATION SLAVE ON *.* TO repl@'%';
REVOKE CLONE_ADMIN ON *.* FROM repl@'%';

-- == privilege-replication-u-applier: REPLICATION_APPLIER beside REPLICATION SLAVE
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
GRANT REPLICATION_APPLIER, REPLICATION SLAVE ON *.* TO repl@'%';
REVOKE REPLICATION_APPLIER ON *.* FROM repl@'%';

-- == privilege-binlog-u-admin: BINLOG_ADMIN beside REPLICATION SLAVE
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
GRANT BINLOG_ADMIN, REPLICATION SLAVE ON *.* TO repl@'%';
REVOKE BINLOG_ADMIN ON *.* FROM repl@'%';

-- == privilege-no-u-such-u-admin: NO_SUCH_ADMIN beside REPLICATION SLAVE
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
GRANT NO_SUCH_ADMIN, REPLICATION SLAVE ON *.* TO repl@'%';
REVOKE NO_SUCH_ADMIN ON *.* FROM repl@'%';

-- == privilege-xa-u-recover-u-admin: XA_RECOVER_ADMIN beside REPLICATION SLAVE
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
GRANT XA_RECOVER_ADMIN, REPLICATION SLAVE ON *.* TO repl@'%';
REVOKE XA_RECOVER_ADMIN ON *.* FROM repl@'%';

-- == privilege-authentication-u-policy-u-admin: AUTHENTICATION_POLICY_ADMIN beside REPLICATION SLAVE
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
GRANT AUTHENTICATION_POLICY_ADMIN, REPLICATION SLAVE ON *.* TO repl@'%';
REVOKE AUTHENTICATION_POLICY_ADMIN ON *.* FROM repl@'%';

-- == privilege-set-u-user-u-id: SET_USER_ID beside REPLICATION SLAVE
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
GRANT SET_USER_ID, REPLICATION SLAVE ON *.* TO repl@'%';
REVOKE SET_USER_ID ON *.* FROM repl@'%';

-- == privilege-set-u-any-u-definer: SET_ANY_DEFINER beside REPLICATION SLAVE
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
GRANT SET_ANY_DEFINER, REPLICATION SLAVE ON *.* TO repl@'%';
REVOKE SET_ANY_DEFINER ON *.* FROM repl@'%';

-- == privilege-flush-u-privileges: FLUSH_PRIVILEGES beside REPLICATION SLAVE
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
GRANT FLUSH_PRIVILEGES, REPLICATION SLAVE ON *.* TO repl@'%';
REVOKE FLUSH_PRIVILEGES ON *.* FROM repl@'%';

-- == privilege-no-such-thing: NO SUCH THING beside REPLICATION SLAVE
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
GRANT NO SUCH THING, REPLICATION SLAVE ON *.* TO repl@'%';
REVOKE NO SUCH THING ON *.* FROM repl@'%';

-- == privilege-replication: REPLICATION beside REPLICATION SLAVE
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
GRANT REPLICATION, REPLICATION SLAVE ON *.* TO repl@'%';
REVOKE REPLICATION ON *.* FROM repl@'%';

-- == privilege-slave: SLAVE beside REPLICATION SLAVE
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
GRANT SLAVE, REPLICATION SLAVE ON *.* TO repl@'%';
REVOKE SLAVE ON *.* FROM repl@'%';

-- == privilege-usage: USAGE beside REPLICATION SLAVE
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
GRANT USAGE, REPLICATION SLAVE ON *.* TO repl@'%';
REVOKE USAGE ON *.* FROM repl@'%';

-- == privilege-replication-u-client: REPLICATION_CLIENT beside REPLICATION SLAVE
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
GRANT REPLICATION_CLIENT, REPLICATION SLAVE ON *.* TO repl@'%';
REVOKE REPLICATION_CLIENT ON *.* FROM repl@'%';

-- == privilege-replication-client: REPLICATION CLIENT beside REPLICATION SLAVE
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
GRANT REPLICATION CLIENT, REPLICATION SLAVE ON *.* TO repl@'%';
REVOKE REPLICATION CLIENT ON *.* FROM repl@'%';

-- == privilege-master: MASTER beside REPLICATION SLAVE
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
GRANT MASTER, REPLICATION SLAVE ON *.* TO repl@'%';
REVOKE MASTER ON *.* FROM repl@'%';

-- == privilege-trigger: TRIGGER beside REPLICATION SLAVE
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
GRANT TRIGGER, REPLICATION SLAVE ON *.* TO repl@'%';
REVOKE TRIGGER ON *.* FROM repl@'%';

-- == privilege-alter-routine: ALTER ROUTINE beside REPLICATION SLAVE
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
GRANT ALTER ROUTINE, REPLICATION SLAVE ON *.* TO repl@'%';
REVOKE ALTER ROUTINE ON *.* FROM repl@'%';

-- == privilege-create-temporary-tables: CREATE TEMPORARY TABLES beside REPLICATION SLAVE
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
GRANT CREATE TEMPORARY TABLES, REPLICATION SLAVE ON *.* TO repl@'%';
REVOKE CREATE TEMPORARY TABLES ON *.* FROM repl@'%';

-- == privilege-lock-tables: LOCK TABLES beside REPLICATION SLAVE
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
GRANT LOCK TABLES, REPLICATION SLAVE ON *.* TO repl@'%';
REVOKE LOCK TABLES ON *.* FROM repl@'%';

-- == privilege-show-databases: SHOW DATABASES beside REPLICATION SLAVE
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
GRANT SHOW DATABASES, REPLICATION SLAVE ON *.* TO repl@'%';
REVOKE SHOW DATABASES ON *.* FROM repl@'%';

-- == privilege-create-user: CREATE USER beside REPLICATION SLAVE
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
GRANT CREATE USER, REPLICATION SLAVE ON *.* TO repl@'%';
REVOKE CREATE USER ON *.* FROM repl@'%';

-- == privilege-create-view: CREATE VIEW beside REPLICATION SLAVE
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
GRANT CREATE VIEW, REPLICATION SLAVE ON *.* TO repl@'%';
REVOKE CREATE VIEW ON *.* FROM repl@'%';

-- == privilege-show-view: SHOW VIEW beside REPLICATION SLAVE
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
GRANT SHOW VIEW, REPLICATION SLAVE ON *.* TO repl@'%';
REVOKE SHOW VIEW ON *.* FROM repl@'%';

-- == privilege-event: EVENT beside REPLICATION SLAVE
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
GRANT EVENT, REPLICATION SLAVE ON *.* TO repl@'%';
REVOKE EVENT ON *.* FROM repl@'%';

-- == privilege-execute: EXECUTE beside REPLICATION SLAVE
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
GRANT EXECUTE, REPLICATION SLAVE ON *.* TO repl@'%';
REVOKE EXECUTE ON *.* FROM repl@'%';

-- == privilege-file: FILE beside REPLICATION SLAVE
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
GRANT FILE, REPLICATION SLAVE ON *.* TO repl@'%';
REVOKE FILE ON *.* FROM repl@'%';

-- == privilege-process: PROCESS beside REPLICATION SLAVE
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
GRANT PROCESS, REPLICATION SLAVE ON *.* TO repl@'%';
REVOKE PROCESS ON *.* FROM repl@'%';

-- == privilege-references: REFERENCES beside REPLICATION SLAVE
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
GRANT REFERENCES, REPLICATION SLAVE ON *.* TO repl@'%';
REVOKE REFERENCES ON *.* FROM repl@'%';

-- == privilege-shutdown: SHUTDOWN beside REPLICATION SLAVE
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
GRANT SHUTDOWN, REPLICATION SLAVE ON *.* TO repl@'%';
REVOKE SHUTDOWN ON *.* FROM repl@'%';

-- == privilege-index: INDEX beside REPLICATION SLAVE
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
GRANT INDEX, REPLICATION SLAVE ON *.* TO repl@'%';
REVOKE INDEX ON *.* FROM repl@'%';

-- == privilege-insert: INSERT beside REPLICATION SLAVE
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
GRANT INSERT, REPLICATION SLAVE ON *.* TO repl@'%';
REVOKE INSERT ON *.* FROM repl@'%';

-- == privilege-grant-option: GRANT OPTION beside REPLICATION SLAVE
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
GRANT GRANT OPTION, REPLICATION SLAVE ON *.* TO repl@'%';
REVOKE GRANT OPTION ON *.* FROM repl@'%';

-- == privilege-all: ALL PRIVILEGES
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
GRANT ALL PRIVILEGES ON *.* TO repl@'%';

-- == privilege-all-short: ALL
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
GRANT ALL ON *.* TO repl@'%' WITH GRANT OPTION;

-- == privilege-replica-alone: REPLICATION REPLICA
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
GRANT REPLICATION REPLICA ON *.* TO repl@'%';

-- == privilege-slave-admin-alone: REPLICATION SLAVE ADMIN alone
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
GRANT REPLICATION SLAVE ADMIN ON *.* TO repl@'%';

-- == privilege-on-database: REPLICATION SLAVE on a database
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
GRANT REPLICATION SLAVE ON db.* TO repl@'%';

-- == privilege-all-on-database: ALL on a database
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
GRANT ALL ON db.* TO repl@'%';

-- == privilege-on-table: SELECT on a table
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
GRANT REPLICATION SLAVE ON *.* TO repl@'%';
CREATE DATABASE made;
CREATE TABLE made.t (a INT);
GRANT SELECT, INSERT (a) ON made.t TO repl@'%';
REVOKE INSERT (a) ON made.t FROM repl@'%';
DROP DATABASE made;

-- == privilege-on-table-of-server: REPLICATION SLAVE on a table
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
CREATE DATABASE made;
CREATE TABLE made.t (a INT);
GRANT REPLICATION SLAVE ON made.t TO repl@'%';
DROP DATABASE made;

-- == privilege-on-database-and-back: something on a database, taken back
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
GRANT REPLICATION SLAVE ON *.* TO repl@'%';
GRANT SELECT ON made.* TO repl@'%';
REVOKE SELECT ON made.* FROM repl@'%';
REVOKE SELECT ON made.* FROM repl@'%';

-- == privilege-slave-taken-back-of-database: REPLICATION SLAVE taken back of a database
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
GRANT REPLICATION SLAVE ON *.* TO repl@'%';
REVOKE REPLICATION SLAVE ON made.* FROM repl@'%';

-- == privilege-columns-on-database: columns of a database
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
GRANT REPLICATION SLAVE ON *.* TO repl@'%';
GRANT SELECT (a) ON made.* TO repl@'%';

-- == privilege-on-star: on the default database, where there is none
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
GRANT REPLICATION SLAVE ON * TO repl@'%';

-- == privilege-on-star-with-use: on the default database, behind USE
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
USE mysql;
GRANT REPLICATION SLAVE ON * TO repl@'%';

-- == privilege-select-on-star-with-use: SELECT on the default database, behind USE
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
GRANT REPLICATION SLAVE ON *.* TO repl@'%';
USE mysql;
GRANT SELECT ON * TO repl@'%';

-- == privilege-columns: SELECT on columns of all
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
GRANT SELECT (a), REPLICATION SLAVE ON *.* TO repl@'%';

-- == privilege-on-table-word: ON TABLE *.*
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
GRANT REPLICATION SLAVE ON TABLE *.* TO repl@'%';

-- == privilege-proxy: PROXY ON an account
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
GRANT REPLICATION SLAVE ON *.* TO repl@'%';
GRANT PROXY ON a@'%' TO repl@'%';

-- == privilege-twice: one privilege twice
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
GRANT REPLICATION SLAVE, REPLICATION SLAVE ON *.* TO repl@'%';

-- == privilege-dynamic-on-database: a dynamic privilege on a database
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
GRANT REPLICATION SLAVE ON *.* TO repl@'%';
GRANT BACKUP_ADMIN ON db.* TO repl@'%';

-- == privilege-none: GRANT of nothing
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
GRANT ON *.* TO repl@'%';

-- == privilege-not-on: GRANT without ON
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
GRANT REPLICATION SLAVE TO repl@'%';

-- == privilege-with-admin: privileges WITH ADMIN OPTION
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
GRANT REPLICATION SLAVE ON *.* TO repl@'%' WITH ADMIN OPTION;

-- == privilege-with-limits: GRANT … WITH limits
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
GRANT REPLICATION SLAVE ON *.* TO repl@'%' WITH MAX_USER_CONNECTIONS 2;

-- == privilege-as: GRANT … AS an account
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
GRANT REPLICATION SLAVE ON *.* TO repl@'%' AS repl@'%';
GRANT REPLICATION SLAVE ON *.* TO repl@'%' AS root@localhost;

-- == grant-trailing-word: a word behind the account
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
GRANT REPLICATION SLAVE ON *.* TO repl@'%' nonsense;

-- == grant-require: GRANT … REQUIRE
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
GRANT REPLICATION SLAVE ON *.* TO repl@'%' REQUIRE SSL;

-- == grant-identified: GRANT … IDENTIFIED BY
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
GRANT REPLICATION SLAVE ON *.* TO repl@'%' IDENTIFIED BY 'secret';

-- == grant-makes: GRANT … IDENTIFIED BY makes an account
GRANT REPLICATION SLAVE ON *.* TO repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;

-- == grant-makes-one-of-a-list: GRANT of which one has a password
GRANT REPLICATION SLAVE ON *.* TO nobody@'%', repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;

-- == grant-makes-without-mode: GRANT makes an account without NO_AUTO_CREATE_USER
SET sql_mode = '';
GRANT REPLICATION SLAVE ON *.* TO repl@'%' REQUIRE X509;

-- == grant-makes-via: GRANT … IDENTIFIED VIA makes an account
GRANT REPLICATION SLAVE ON *.* TO repl@'%' IDENTIFIED VIA mysql_native_password USING PASSWORD('secret');

-- == grant-makes-unknown-plugin: GRANT … IDENTIFIED VIA an unknown plugin
GRANT REPLICATION SLAVE ON *.* TO repl@'%' IDENTIFIED VIA no_such_plugin;

-- == partial-revoke: a privilege taken back of one database
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
GRANT REPLICATION SLAVE ON *.* TO repl@'%';
GRANT SELECT ON *.* TO repl@'%';
REVOKE SELECT ON mysql.* FROM repl@'%';

-- == role-not-default: a role that is not a default one
CREATE ROLE r;
GRANT REPLICATION SLAVE ON *.* TO r;
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
GRANT r TO repl@'%';

-- == role-default-for: SET DEFAULT ROLE … FOR
CREATE ROLE r;
GRANT REPLICATION SLAVE ON *.* TO r;
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
GRANT r TO repl@'%';
SET DEFAULT ROLE r FOR repl@'%';

-- == role-default-to: SET DEFAULT ROLE … TO
CREATE ROLE r;
GRANT REPLICATION SLAVE ON *.* TO r;
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
GRANT r TO repl@'%';
SET DEFAULT ROLE r TO repl@'%';

-- == role-default-all: SET DEFAULT ROLE ALL
CREATE ROLE r;
GRANT REPLICATION SLAVE ON *.* TO r;
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
GRANT r TO repl@'%';
SET DEFAULT ROLE ALL TO repl@'%';
SET DEFAULT ROLE ALL FOR repl@'%';

-- == role-default-none: SET DEFAULT ROLE NONE
CREATE ROLE r;
GRANT REPLICATION SLAVE ON *.* TO r;
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
GRANT r TO repl@'%';
SET DEFAULT ROLE r FOR repl@'%';
SET DEFAULT ROLE r TO repl@'%';
SET DEFAULT ROLE NONE FOR repl@'%';
SET DEFAULT ROLE NONE TO repl@'%';

-- == role-default-before-grant: SET DEFAULT ROLE before the role is granted
CREATE ROLE r;
GRANT REPLICATION SLAVE ON *.* TO r;
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
SET DEFAULT ROLE r FOR repl@'%';
SET DEFAULT ROLE r TO repl@'%';
GRANT r TO repl@'%';

-- == role-default-by-alter: ALTER USER … DEFAULT ROLE
CREATE ROLE r;
GRANT REPLICATION SLAVE ON *.* TO r;
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
GRANT r TO repl@'%';
ALTER USER repl@'%' DEFAULT ROLE r;

-- == role-default-by-alter-all: ALTER USER … DEFAULT ROLE ALL
CREATE ROLE r;
GRANT REPLICATION SLAVE ON *.* TO r;
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
GRANT r TO repl@'%';
ALTER USER repl@'%' DEFAULT ROLE ALL;

-- == role-default-by-create: CREATE USER … DEFAULT ROLE
CREATE ROLE r;
GRANT REPLICATION SLAVE ON *.* TO r;
CREATE USER repl@'%' IDENTIFIED BY 'secret' DEFAULT ROLE r REQUIRE X509;

-- == role-default-by-create-missing: CREATE USER … DEFAULT ROLE of a role that is missing
CREATE USER repl@'%' IDENTIFIED BY 'secret' DEFAULT ROLE r REQUIRE X509;
GRANT REPLICATION SLAVE ON *.* TO repl@'%';

-- == role-default-missing: SET DEFAULT ROLE of a role that is missing
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
GRANT REPLICATION SLAVE ON *.* TO repl@'%';
SET DEFAULT ROLE nobody FOR repl@'%';
SET DEFAULT ROLE nobody TO repl@'%';

-- == role-default-for-missing: SET DEFAULT ROLE for an account that is missing
CREATE ROLE r;
GRANT REPLICATION SLAVE ON *.* TO r;
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
SET DEFAULT ROLE r FOR nobody@'%';
SET DEFAULT ROLE r TO nobody@'%';

-- == role-default-list: SET DEFAULT ROLE of two roles
CREATE ROLE r;
GRANT REPLICATION SLAVE ON *.* TO r;
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
CREATE ROLE q;
GRANT r, q TO repl@'%';
SET DEFAULT ROLE q, r TO repl@'%';
SET DEFAULT ROLE q, r FOR repl@'%';

-- == role-default-for-two: SET DEFAULT ROLE for two accounts
CREATE ROLE r;
GRANT REPLICATION SLAVE ON *.* TO r;
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
CREATE USER b@'%';
GRANT r TO repl@'%', b@'%';
SET DEFAULT ROLE r TO repl@'%', b@'%';
SET DEFAULT ROLE r FOR repl@'%', b@'%';

-- == role-default-for-two-one-ungranted: SET DEFAULT ROLE for two accounts of which one has it not
CREATE ROLE r;
GRANT REPLICATION SLAVE ON *.* TO r;
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
CREATE USER b@'%';
GRANT r TO repl@'%';
SET DEFAULT ROLE r TO repl@'%', b@'%';
SET DEFAULT ROLE r TO b@'%', repl@'%';

-- == role-revoked: a default role that is taken back
CREATE ROLE r;
GRANT REPLICATION SLAVE ON *.* TO r;
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
GRANT r TO repl@'%';
SET DEFAULT ROLE r FOR repl@'%';
SET DEFAULT ROLE r TO repl@'%';
REVOKE r FROM repl@'%';

-- == role-revoked-and-granted: a default role that is taken back and given again
CREATE ROLE r;
GRANT REPLICATION SLAVE ON *.* TO r;
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
GRANT r TO repl@'%';
SET DEFAULT ROLE r FOR repl@'%';
SET DEFAULT ROLE r TO repl@'%';
REVOKE r FROM repl@'%';
GRANT r TO repl@'%';

-- == role-dropped: a default role that is dropped
CREATE ROLE r;
GRANT REPLICATION SLAVE ON *.* TO r;
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
GRANT r TO repl@'%';
SET DEFAULT ROLE r FOR repl@'%';
SET DEFAULT ROLE r TO repl@'%';
DROP ROLE r;

-- == role-dropped-and-made: a default role that is dropped and made again
CREATE ROLE r;
GRANT REPLICATION SLAVE ON *.* TO r;
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
GRANT r TO repl@'%';
SET DEFAULT ROLE r FOR repl@'%';
SET DEFAULT ROLE r TO repl@'%';
DROP ROLE r;
CREATE ROLE r;
GRANT REPLICATION SLAVE ON *.* TO r;

-- == role-dropped-made-and-granted: a default role that is dropped, made and given again
CREATE ROLE r;
GRANT REPLICATION SLAVE ON *.* TO r;
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
GRANT r TO repl@'%';
SET DEFAULT ROLE r FOR repl@'%';
SET DEFAULT ROLE r TO repl@'%';
DROP ROLE r;
CREATE ROLE r;
GRANT REPLICATION SLAVE ON *.* TO r;
GRANT r TO repl@'%';

-- == role-twice: CREATE ROLE twice
CREATE ROLE r;
GRANT REPLICATION SLAVE ON *.* TO r;
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
CREATE ROLE r;
CREATE ROLE IF NOT EXISTS r;
CREATE OR REPLACE ROLE r;
GRANT r TO repl@'%';
SET DEFAULT ROLE r FOR repl@'%';
SET DEFAULT ROLE r TO repl@'%';

-- == role-list: CREATE ROLE of two
CREATE ROLE r;
GRANT REPLICATION SLAVE ON *.* TO r;
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
CREATE ROLE p, q;
GRANT REPLICATION SLAVE ON *.* TO q;
GRANT q TO repl@'%';
SET DEFAULT ROLE q FOR repl@'%';
SET DEFAULT ROLE q TO repl@'%';

-- == role-list-existing: CREATE ROLE of two of which one is there
CREATE ROLE r;
GRANT REPLICATION SLAVE ON *.* TO r;
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
CREATE ROLE r, q;
GRANT REPLICATION SLAVE ON *.* TO q;
GRANT q TO repl@'%';
SET DEFAULT ROLE q FOR repl@'%';
SET DEFAULT ROLE q TO repl@'%';

-- == role-with-host: CREATE ROLE with a host
CREATE ROLE r@'%';
CREATE ROLE q@localhost;
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
GRANT REPLICATION SLAVE ON *.* TO repl@'%';

-- == role-of-the-accounts-name: CREATE ROLE with the account's name
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
CREATE ROLE repl;
GRANT REPLICATION SLAVE ON *.* TO repl@'%';

-- == role-of-the-accounts-name-first: CREATE ROLE, and then an account of its name
CREATE ROLE repl;
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
GRANT REPLICATION SLAVE ON *.* TO repl@'%';

-- == role-with-admin: CREATE ROLE … WITH ADMIN the account
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
CREATE ROLE r WITH ADMIN repl@'%';
GRANT REPLICATION SLAVE ON *.* TO r;
SET DEFAULT ROLE r FOR repl@'%';

-- == role-with-admin-missing: CREATE ROLE … WITH ADMIN somebody who is missing
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
CREATE ROLE r WITH ADMIN nobody@'%';
GRANT REPLICATION SLAVE ON *.* TO r;
GRANT REPLICATION SLAVE ON *.* TO repl@'%';

-- == role-with-admin-self: CREATE ROLE … WITH ADMIN CURRENT_USER
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
CREATE ROLE r WITH ADMIN CURRENT_USER;
GRANT REPLICATION SLAVE ON *.* TO r;
GRANT r TO repl@'%';
SET DEFAULT ROLE r FOR repl@'%';

-- == role-grant-missing-role: GRANT of a role that is missing
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
GRANT nobody TO repl@'%';
GRANT REPLICATION SLAVE ON *.* TO repl@'%';

-- == role-grant-to-missing: GRANT of a role to an account that is missing
CREATE ROLE r;
GRANT REPLICATION SLAVE ON *.* TO r;
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
GRANT r TO nobody@'%';
GRANT REPLICATION SLAVE ON *.* TO repl@'%';

-- == role-grant-list-missing-role: GRANT of roles of which one is missing
CREATE ROLE r;
GRANT REPLICATION SLAVE ON *.* TO r;
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
GRANT nobody, r TO repl@'%';
SET DEFAULT ROLE r FOR repl@'%';
SET DEFAULT ROLE r TO repl@'%';

-- == role-grant-list-missing-role-last: GRANT of roles of which the last is missing
CREATE ROLE r;
GRANT REPLICATION SLAVE ON *.* TO r;
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
GRANT r, nobody TO repl@'%';
SET DEFAULT ROLE r FOR repl@'%';
SET DEFAULT ROLE r TO repl@'%';

-- == role-grant-list-missing-account: GRANT of a role to accounts of which one is missing
CREATE ROLE r;
GRANT REPLICATION SLAVE ON *.* TO r;
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
GRANT r TO nobody@'%', repl@'%';
SET DEFAULT ROLE r FOR repl@'%';
SET DEFAULT ROLE r TO repl@'%';

-- == role-grant-list-missing-account-last: GRANT of a role to accounts of which the last is missing
CREATE ROLE r;
GRANT REPLICATION SLAVE ON *.* TO r;
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
GRANT r TO repl@'%', nobody@'%';
SET DEFAULT ROLE r FOR repl@'%';
SET DEFAULT ROLE r TO repl@'%';

-- == role-grant-two: GRANT of two roles
CREATE ROLE r;
GRANT REPLICATION SLAVE ON *.* TO r;
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
CREATE ROLE q;
GRANT q, r TO repl@'%';
SET DEFAULT ROLE r FOR repl@'%';
SET DEFAULT ROLE r TO repl@'%';

-- == role-of-a-role: a role that has the grant by another role
CREATE ROLE r;
GRANT REPLICATION SLAVE ON *.* TO r;
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
CREATE ROLE top;
GRANT r TO top;
GRANT top TO repl@'%';
SET DEFAULT ROLE top FOR repl@'%';
SET DEFAULT ROLE top TO repl@'%';

-- == role-circle: roles that are granted to each other
CREATE ROLE r;
GRANT REPLICATION SLAVE ON *.* TO r;
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
CREATE ROLE q;
GRANT r TO q;
GRANT q TO r;
GRANT q TO repl@'%';
SET DEFAULT ROLE q FOR repl@'%';
SET DEFAULT ROLE q TO repl@'%';

-- == role-account-as-role: an account that is granted as if it were a role
CREATE USER a@'%' IDENTIFIED BY 'secret';
GRANT REPLICATION SLAVE ON *.* TO a@'%';
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
GRANT a@'%' TO repl@'%';
SET DEFAULT ROLE a FOR repl@'%';
SET DEFAULT ROLE a TO repl@'%';

-- == role-with-admin-option: GRANT of a role WITH ADMIN OPTION
CREATE ROLE r;
GRANT REPLICATION SLAVE ON *.* TO r;
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
GRANT r TO repl@'%' WITH ADMIN OPTION;
SET DEFAULT ROLE r FOR repl@'%';
SET DEFAULT ROLE r TO repl@'%';

-- == role-with-grant-option: GRANT of a role WITH GRANT OPTION
CREATE ROLE r;
GRANT REPLICATION SLAVE ON *.* TO r;
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
GRANT r TO repl@'%' WITH GRANT OPTION;
GRANT REPLICATION SLAVE ON *.* TO repl@'%';

-- == role-revoke-ungranted: REVOKE of a role that is not granted
CREATE ROLE r;
GRANT REPLICATION SLAVE ON *.* TO r;
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
REVOKE r FROM repl@'%';
GRANT REPLICATION SLAVE ON *.* TO repl@'%';

-- == role-revoke-missing: REVOKE of a role that is missing
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
GRANT REPLICATION SLAVE ON *.* TO repl@'%';
REVOKE nobody FROM repl@'%';

-- == role-revoke-admin-option: REVOKE ADMIN OPTION FOR
CREATE ROLE r;
GRANT REPLICATION SLAVE ON *.* TO r;
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
GRANT r TO repl@'%' WITH ADMIN OPTION;
REVOKE ADMIN OPTION FOR r FROM repl@'%';
SET DEFAULT ROLE r FOR repl@'%';
SET DEFAULT ROLE r TO repl@'%';

-- == role-drop-missing: DROP ROLE of a role that is missing
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
GRANT REPLICATION SLAVE ON *.* TO repl@'%';
DROP ROLE nobody;
DROP ROLE IF EXISTS nobody;

-- == role-drop-list-missing: DROP ROLE of two of which one is missing
CREATE ROLE r;
GRANT REPLICATION SLAVE ON *.* TO r;
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
GRANT r TO repl@'%';
SET DEFAULT ROLE r FOR repl@'%';
SET DEFAULT ROLE r TO repl@'%';
DROP ROLE r, nobody;

-- == role-drop-user: DROP USER of a role
CREATE ROLE r;
GRANT REPLICATION SLAVE ON *.* TO r;
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
GRANT r TO repl@'%';
SET DEFAULT ROLE r FOR repl@'%';
SET DEFAULT ROLE r TO repl@'%';
DROP USER r;

-- == role-drop-role-of-account: DROP ROLE of an account
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
GRANT REPLICATION SLAVE ON *.* TO repl@'%';
DROP ROLE repl;

-- == role-unlocked: a role that is made an account
CREATE ROLE r;
GRANT REPLICATION SLAVE ON *.* TO r;
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
ALTER USER r IDENTIFIED BY 'secret' ACCOUNT UNLOCK;

-- == role-set-role: SET ROLE, which is for the session alone
CREATE ROLE r;
GRANT REPLICATION SLAVE ON *.* TO r;
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
GRANT r TO repl@'%';
SET ROLE NONE;

-- == role-revoke-privilege: the privilege is taken back of the role
CREATE ROLE r;
GRANT REPLICATION SLAVE ON *.* TO r;
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
GRANT r TO repl@'%';
SET DEFAULT ROLE r FOR repl@'%';
SET DEFAULT ROLE r TO repl@'%';
REVOKE REPLICATION SLAVE ON *.* FROM r;

-- == role-in-capitals: a role in other case
CREATE ROLE r;
GRANT REPLICATION SLAVE ON *.* TO r;
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
GRANT R TO repl@'%';
SET DEFAULT ROLE R FOR repl@'%';
SET DEFAULT ROLE R TO repl@'%';

-- == role-named-none: a role called NONE or PUBLIC
CREATE ROLE none;
CREATE ROLE public;
CREATE ROLE `all`;
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
GRANT REPLICATION SLAVE ON *.* TO repl@'%';

-- == role-empty: a role without a name
CREATE ROLE '';
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
GRANT REPLICATION SLAVE ON *.* TO repl@'%';

-- == public: GRANT to PUBLIC
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
GRANT REPLICATION SLAVE ON *.* TO PUBLIC;

-- == public-revoked: GRANT to PUBLIC, and REVOKE
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
GRANT REPLICATION SLAVE ON *.* TO PUBLIC;
REVOKE REPLICATION SLAVE ON *.* FROM PUBLIC;

-- == public-quoted: GRANT to a user called public
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
GRANT REPLICATION SLAVE ON *.* TO 'public';

-- == public-role: GRANT of a role to PUBLIC
CREATE ROLE r;
GRANT REPLICATION SLAVE ON *.* TO r;
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
GRANT r TO PUBLIC;

-- == activate-all: activate_all_roles_on_login
CREATE ROLE r;
GRANT REPLICATION SLAVE ON *.* TO r;
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
GRANT r TO repl@'%';
SET GLOBAL activate_all_roles_on_login = ON;

-- == activate-all-at: @@GLOBAL.activate_all_roles_on_login
CREATE ROLE r;
GRANT REPLICATION SLAVE ON *.* TO r;
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
GRANT r TO repl@'%';
SET @@GLOBAL.activate_all_roles_on_login = 1;

-- == activate-all-persist: SET PERSIST activate_all_roles_on_login
CREATE ROLE r;
GRANT REPLICATION SLAVE ON *.* TO r;
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
GRANT r TO repl@'%';
SET PERSIST activate_all_roles_on_login = ON;

-- == activate-all-persist-only: SET PERSIST_ONLY activate_all_roles_on_login
CREATE ROLE r;
GRANT REPLICATION SLAVE ON *.* TO r;
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
GRANT r TO repl@'%';
SET PERSIST_ONLY activate_all_roles_on_login = ON;

-- == activate-all-off: activate_all_roles_on_login, switched off again
CREATE ROLE r;
GRANT REPLICATION SLAVE ON *.* TO r;
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
GRANT r TO repl@'%';
SET GLOBAL activate_all_roles_on_login = ON;
SET GLOBAL activate_all_roles_on_login = OFF;

-- == activate-all-session: activate_all_roles_on_login for the session
CREATE ROLE r;
GRANT REPLICATION SLAVE ON *.* TO r;
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
GRANT r TO repl@'%';
SET activate_all_roles_on_login = ON;

-- == activate-all-bad: activate_all_roles_on_login with something that is no switch
CREATE ROLE r;
GRANT REPLICATION SLAVE ON *.* TO r;
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
GRANT r TO repl@'%';
SET GLOBAL activate_all_roles_on_login = perhaps;

-- == mandatory: mandatory_roles, which are granted and not active
CREATE ROLE r;
GRANT REPLICATION SLAVE ON *.* TO r;
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
SET GLOBAL mandatory_roles = 'r';

-- == mandatory-active: mandatory_roles with activate_all_roles_on_login
CREATE ROLE r;
GRANT REPLICATION SLAVE ON *.* TO r;
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
SET GLOBAL mandatory_roles = 'r';
SET GLOBAL activate_all_roles_on_login = ON;

-- == mandatory-default: mandatory_roles and a default role
CREATE ROLE r;
GRANT REPLICATION SLAVE ON *.* TO r;
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
SET GLOBAL mandatory_roles = '`r`@`%`,other';
SET DEFAULT ROLE r TO repl@'%';

-- == mandatory-default-all: mandatory_roles and SET DEFAULT ROLE ALL
CREATE ROLE r;
GRANT REPLICATION SLAVE ON *.* TO r;
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
SET GLOBAL mandatory_roles = 'r@%';
SET DEFAULT ROLE ALL TO repl@'%';

-- == mandatory-persist: SET PERSIST mandatory_roles
CREATE ROLE r;
GRANT REPLICATION SLAVE ON *.* TO r;
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
SET PERSIST mandatory_roles = "r";
SET PERSIST activate_all_roles_on_login = ON;

-- == mandatory-taken-back: mandatory_roles that are taken back
CREATE ROLE r;
GRANT REPLICATION SLAVE ON *.* TO r;
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
SET GLOBAL mandatory_roles = 'r';
SET GLOBAL activate_all_roles_on_login = ON;
SET GLOBAL mandatory_roles = DEFAULT;

-- == mandatory-drop: DROP of a mandatory role
CREATE ROLE r;
GRANT REPLICATION SLAVE ON *.* TO r;
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
SET GLOBAL mandatory_roles = 'r';
SET GLOBAL activate_all_roles_on_login = ON;
DROP ROLE r;

-- == mandatory-revoke: REVOKE of a mandatory role
CREATE ROLE r;
GRANT REPLICATION SLAVE ON *.* TO r;
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
GRANT r TO repl@'%';
SET GLOBAL mandatory_roles = 'r';
SET GLOBAL activate_all_roles_on_login = ON;
REVOKE r FROM repl@'%';

-- == prepare: PREPARE and EXECUTE
-- undecided: the statement is in a string
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
GRANT REPLICATION SLAVE ON *.* TO repl@'%';
PREPARE s FROM "REVOKE REPLICATION SLAVE ON *.* FROM repl@'%'";
EXECUTE s;

-- == prepare-variable: PREPARE of a variable
-- undecided: only a server can tell what it does
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
GRANT REPLICATION SLAVE ON *.* TO repl@'%';
SET @s = "DROP USER repl@'%'";
PREPARE s FROM @s;
EXECUTE s;

-- == execute-immediate: EXECUTE IMMEDIATE
-- undecided: only a server can tell what it does
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
GRANT REPLICATION SLAVE ON *.* TO repl@'%';
EXECUTE IMMEDIATE "DROP USER repl@'%'";

-- == execute-immediate-expression: EXECUTE IMMEDIATE of an expression
-- undecided: only a server can tell what it does
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
GRANT REPLICATION SLAVE ON *.* TO repl@'%';
EXECUTE IMMEDIATE CONCAT('DROP USER ', 'repl');

-- == block: BEGIN NOT ATOMIC
-- undecided: only a server can tell what it does
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
GRANT REPLICATION SLAVE ON *.* TO repl@'%';
DELIMITER $$
BEGIN NOT ATOMIC DROP USER repl@'%'; END $$
DELIMITER ;

-- == block-if: IF outside of a routine
-- undecided: only a server can tell what it does
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
GRANT REPLICATION SLAVE ON *.* TO repl@'%';
DELIMITER $$
IF 1 THEN DROP USER repl@'%'; END IF $$
DELIMITER ;

-- == block-loop: WHILE outside of a routine
-- undecided: only a server can tell what it does
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
GRANT REPLICATION SLAVE ON *.* TO repl@'%';
DELIMITER $$
REPEAT REVOKE REPLICATION SLAVE ON *.* FROM repl@'%'; UNTIL 1 END REPEAT $$
DELIMITER ;

-- == block-case: CASE outside of a routine
-- undecided: only a server can tell what it does
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
GRANT REPLICATION SLAVE ON *.* TO repl@'%';
DELIMITER $$
CASE 1 WHEN 1 THEN DROP USER repl@'%'; END CASE $$
DELIMITER ;

-- == for-loop: FOR outside of a routine
-- undecided: only a server can tell what it does
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
GRANT REPLICATION SLAVE ON *.* TO repl@'%';
DELIMITER $$
FOR i IN 1..1 DO DROP USER repl@'%'; END FOR $$
DELIMITER ;

-- == delimiter: several statements under one delimiter
DELIMITER $$
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509; GRANT REPLICATION SLAVE ON *.* TO repl@'%' $$
DELIMITER ;

-- == delimiter-revokes: several statements under one delimiter, of which one revokes
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
GRANT REPLICATION SLAVE ON *.* TO repl@'%';
DELIMITER $$
SELECT 1; REVOKE REPLICATION SLAVE ON *.* FROM repl@'%' $$
DELIMITER ;

-- == delimiter-refused: several statements under one delimiter, of which one is refused
DELIMITER $$
CREATE USER repl@'%' IDENTIFIED BY 'secret'; DROP USER nobody@'%'; GRANT REPLICATION SLAVE ON *.* TO repl@'%' $$
DELIMITER ;

-- == delimiter-syntax: several statements under one delimiter, of which one is no SQL
DELIMITER $$
CREATE USER repl@'%' IDENTIFIED BY 'secret'; GRANT NONSENSE; GRANT REPLICATION SLAVE ON *.* TO repl@'%' $$
DELIMITER ;

-- == table-update: UPDATE of mysql.user
-- undecided: only a server can tell what it does
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
GRANT REPLICATION SLAVE ON *.* TO repl@'%';
UPDATE mysql.user SET ssl_type = '' WHERE user = 'repl';

-- == table-delete: DELETE from mysql.user
-- undecided: only a server can tell what it does
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
GRANT REPLICATION SLAVE ON *.* TO repl@'%';
DELETE FROM mysql.user WHERE user = 'repl';
FLUSH PRIVILEGES;

-- == table-delete-global-priv: DELETE from mysql.global_priv
-- undecided: only a server can tell what it does
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
GRANT REPLICATION SLAVE ON *.* TO repl@'%';
DELETE FROM mysql.global_priv WHERE user = 'repl';
FLUSH PRIVILEGES;

-- == table-update-global-priv: UPDATE of mysql.global_priv
-- undecided: only a server can tell what it does
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
GRANT REPLICATION SLAVE ON *.* TO repl@'%';
UPDATE mysql.global_priv SET Priv = JSON_SET(Priv, '$.access', 0) WHERE user = 'repl';
FLUSH PRIVILEGES;

-- == table-with-use: DELETE from user behind USE mysql
-- undecided: only a server can tell what it does
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
GRANT REPLICATION SLAVE ON *.* TO repl@'%';
USE mysql;
DELETE FROM `user` WHERE user = 'repl';
FLUSH PRIVILEGES;

-- == table-insert-global-priv: INSERT into mysql.global_priv
-- undecided: only a server can tell what it does
INSERT INTO mysql.global_priv (Host, User, Priv) VALUES ('%', 'repl', '{"access": 524288, "plugin": "mysql_native_password", "authentication_string": "*14E65567ABDB5135D0CFD9A70B3032C179A49EE7"}');
FLUSH PRIVILEGES;

-- == table-truncate: TRUNCATE of mysql.global_priv
-- for: mariadb
-- undecided: only a server can tell what it does
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
GRANT REPLICATION SLAVE ON *.* TO repl@'%';
CREATE TABLE mysql.kept AS SELECT * FROM mysql.global_priv;
TRUNCATE mysql.global_priv;
INSERT INTO mysql.global_priv SELECT * FROM mysql.kept WHERE user <> 'repl';
DROP TABLE mysql.kept;
FLUSH PRIVILEGES;

-- == table-other: INSERT into another table of mysql
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
GRANT REPLICATION SLAVE ON *.* TO repl@'%';
DELETE FROM mysql.time_zone;

-- == call: CALL of a procedure that is made here
-- undecided: only a server can tell what it does
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
GRANT REPLICATION SLAVE ON *.* TO repl@'%';
CREATE DATABASE made;
CREATE PROCEDURE made.p() DROP USER repl@'%';
CALL made.p();
DROP DATABASE made;

-- == procedure: a procedure that is not called
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
GRANT REPLICATION SLAVE ON *.* TO repl@'%';
CREATE DATABASE made;
CREATE PROCEDURE made.p() DROP USER repl@'%';
DROP DATABASE made;

-- == event: an event that is scheduled
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
GRANT REPLICATION SLAVE ON *.* TO repl@'%';
CREATE DATABASE made;
CREATE EVENT made.e ON SCHEDULE EVERY 1 DAY STARTS '2037-01-01 00:00:00' DO DROP USER repl@'%';
DROP DATABASE made;

-- == source: a file that is read in
-- undecided: only a server can tell what it does
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
GRANT REPLICATION SLAVE ON *.* TO repl@'%';
source /dev/null

-- == source-short: a file that is read in by \.
-- undecided: only a server can tell what it does
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
GRANT REPLICATION SLAVE ON *.* TO repl@'%';
\. /dev/null

-- == init-file-load: LOAD DATA into mysql.global_priv
-- for: mariadb
-- undecided: only a server can tell what it does
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
GRANT REPLICATION SLAVE ON *.* TO repl@'%';
LOAD DATA INFILE '/dev/null' INTO TABLE mysql.global_priv;

-- == require-secure: require_secure_transport
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
GRANT REPLICATION SLAVE ON *.* TO repl@'%';
SET GLOBAL require_secure_transport = ON;

-- == flush: FLUSH PRIVILEGES
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
GRANT REPLICATION SLAVE ON *.* TO repl@'%';
FLUSH PRIVILEGES;

-- == set-session-sql-mode-ansi: double quotes as names
SET sql_mode = 'ANSI_QUOTES';
CREATE USER "repl"@"%" IDENTIFIED BY "secret";
CREATE USER "repl"@"%" IDENTIFIED BY 'secret';
GRANT REPLICATION SLAVE ON *.* TO "repl"@"%";

-- == requirement-subject: REQUIRE SUBJECT of the slave
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE SUBJECT '/O=Example/CN=slave.test';
GRANT REPLICATION SLAVE ON *.* TO repl@'%';

-- == requirement-other-subject: REQUIRE SUBJECT of another
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE SUBJECT '/O=Example/CN=other.test';
GRANT REPLICATION SLAVE ON *.* TO repl@'%';

-- == rollback: a transaction that is rolled back
START TRANSACTION;
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
GRANT REPLICATION SLAVE ON *.* TO repl@'%';
ROLLBACK;

-- == versioned-comments: statements in versioned comments
/*!50701 CREATE USER repl@'%' IDENTIFIED BY 'secret' */;
/*!80000 GRANT REPLICATION SLAVE ON *.* TO repl@'%' */;
/*M!100100 GRANT REPLICATION SLAVE ON *.* TO repl@'%' */;

-- == alter-identified-via: ALTER USER … IDENTIFIED VIA no_such_plugin
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
GRANT REPLICATION SLAVE ON *.* TO repl@'%';
ALTER USER repl@'%' IDENTIFIED VIA no_such_plugin;

-- == alter-identified-with: ALTER USER … IDENTIFIED WITH no_such_plugin
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
GRANT REPLICATION SLAVE ON *.* TO repl@'%';
ALTER USER repl@'%' IDENTIFIED WITH no_such_plugin;

-- == alter-identified-optional: ALTER USER … IDENTIFIED WITH ed25519
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
GRANT REPLICATION SLAVE ON *.* TO repl@'%';
ALTER USER repl@'%' IDENTIFIED WITH ed25519;

-- == alter-identified-hash: ALTER USER … IDENTIFIED WITH mysql_native_password AS 'secret'
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
GRANT REPLICATION SLAVE ON *.* TO repl@'%';
ALTER USER repl@'%' IDENTIFIED WITH mysql_native_password AS 'secret';

-- == alter-identified-sha2-hash: ALTER USER … IDENTIFIED WITH caching_sha2_password AS 'secret'
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
GRANT REPLICATION SLAVE ON *.* TO repl@'%';
ALTER USER repl@'%' IDENTIFIED WITH caching_sha2_password AS 'secret';

-- == alter-list-hash: ALTER of two accounts, of which one has something that is no hash
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
GRANT REPLICATION SLAVE ON *.* TO repl@'%';
CREATE USER a@'%';
ALTER USER a@'%' IDENTIFIED BY PASSWORD 'x', repl@'%' ACCOUNT LOCK;

-- == create-list-unknown-plugin: a list of which one has an unknown plugin
CREATE USER a@'%' IDENTIFIED WITH no_such_plugin, repl@'%' IDENTIFIED BY 'secret';
GRANT REPLICATION SLAVE ON *.* TO repl@'%';

-- == create-list-no-hash: a list of which one has something that is no hash
CREATE USER a@'%' IDENTIFIED BY PASSWORD 'x', repl@'%' IDENTIFIED BY 'secret';
GRANT REPLICATION SLAVE ON *.* TO repl@'%';

-- == create-list-too-long: a list of which one has a name that is too long
CREATE USER repl@'%' IDENTIFIED BY 'secret', a@'hhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhh';
GRANT REPLICATION SLAVE ON *.* TO repl@'%';

-- == create-existing-unknown-plugin: an account that is there, with an unknown plugin
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
GRANT REPLICATION SLAVE ON *.* TO repl@'%';
CREATE USER IF NOT EXISTS repl@'%' IDENTIFIED WITH no_such_plugin;
CREATE USER repl@'%' IDENTIFIED WITH no_such_plugin;

-- == require-subject-twice: one word of REQUIRE twice
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE SUBJECT 'a' SUBJECT 'b';
GRANT REPLICATION SLAVE ON *.* TO repl@'%';

-- == require-unknown: REQUIRE of something that is none
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE TLS;
GRANT REPLICATION SLAVE ON *.* TO repl@'%';

-- == require-x509-and-subject: REQUIRE X509 AND SUBJECT
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509 AND SUBJECT 'a';
GRANT REPLICATION SLAVE ON *.* TO repl@'%';

-- == require-empty-subject: REQUIRE SUBJECT of nothing
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE SUBJECT '/O=Example/CN=slave.test' ISSUER '';
GRANT REPLICATION SLAVE ON *.* TO repl@'%';

-- == grant-if-exists: GRANT IF EXISTS
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
GRANT IF EXISTS REPLICATION SLAVE ON *.* TO repl@'%';

-- == grant-to-role: GRANT to a role that is none
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
GRANT REPLICATION SLAVE ON *.* TO ROLE repl;

-- == grant-via-wrong-hash: GRANT … IDENTIFIED VIA with something that is no hash, for an account that is there
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
GRANT REPLICATION SLAVE ON *.* TO repl@'%' IDENTIFIED VIA mysql_native_password USING 'x';

-- == grant-unknown-plugin-existing: GRANT … IDENTIFIED VIA an unknown plugin, for an account that is there
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
GRANT REPLICATION SLAVE ON *.* TO repl@'%' IDENTIFIED VIA no_such_plugin;

-- == grant-socket: GRANT … IDENTIFIED VIA unix_socket, for an account that is there
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
GRANT REPLICATION SLAVE ON *.* TO repl@'%' IDENTIFIED VIA unix_socket;

-- == grant-unexpires: GRANT … IDENTIFIED BY of an expired account
CREATE USER repl@'%' IDENTIFIED BY 'secret' PASSWORD EXPIRE;
GRANT REPLICATION SLAVE ON *.* TO repl@'%' IDENTIFIED BY 'secret';
GRANT REPLICATION SLAVE ON *.* TO repl@'%';

-- == grant-list-of-roles-and-accounts: GRANT to a role and an account
CREATE ROLE r;
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
GRANT REPLICATION SLAVE ON *.* TO r, repl@'%';

-- == role-named-like-the-account-without-host: GRANT to a name that is a role's and an account's
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
CREATE ROLE repl;
GRANT REPLICATION SLAVE ON *.* TO repl;

-- == role-revoke-list: REVOKE of a role from two of which one has it not
CREATE ROLE r;
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
GRANT REPLICATION SLAVE ON *.* TO repl@'%';
CREATE USER a@'%';
GRANT r TO repl@'%';
REVOKE r FROM a@'%', repl@'%';

-- == role-self: a role that is granted to itself
CREATE ROLE r;
GRANT r TO r;
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
GRANT REPLICATION SLAVE ON *.* TO repl@'%';

-- == role-circle-in-list: a role that is granted to itself and to an account
CREATE ROLE r;
GRANT REPLICATION SLAVE ON *.* TO r;
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
GRANT r TO r, repl@'%';
SET DEFAULT ROLE r FOR repl@'%';
SET DEFAULT ROLE r TO repl@'%';

-- == role-renamed: RENAME of a role
CREATE ROLE r;
GRANT REPLICATION SLAVE ON *.* TO r;
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
GRANT r TO repl@'%';
SET DEFAULT ROLE r FOR repl@'%';
SET DEFAULT ROLE r TO repl@'%';
RENAME USER r TO q;

-- == role-of-renamed-account: an account with a role is renamed
CREATE ROLE r;
GRANT REPLICATION SLAVE ON *.* TO r;
CREATE USER old@'%' IDENTIFIED BY 'secret' REQUIRE X509;
GRANT r TO old@'%';
SET DEFAULT ROLE r FOR old@'%';
SET DEFAULT ROLE r TO old@'%';
RENAME USER old@'%' TO repl@'%';

-- == role-default-own: SET DEFAULT ROLE of who runs the script
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
GRANT REPLICATION SLAVE ON *.* TO repl@'%';
SET DEFAULT ROLE NONE;

-- == role-default-public: SET DEFAULT ROLE PUBLIC
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
GRANT REPLICATION SLAVE ON *.* TO repl@'%';
SET DEFAULT ROLE public FOR repl@'%';

-- == role-in-quotes: a role in quotes
CREATE ROLE 'r';
GRANT REPLICATION SLAVE ON *.* TO 'r';
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
GRANT 'r' TO repl@'%';
SET DEFAULT ROLE 'r' FOR repl@'%';
SET DEFAULT ROLE 'r' TO repl@'%';

-- == drop-and-rename: a name that becomes free
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
GRANT REPLICATION SLAVE ON *.* TO repl@'%';
CREATE USER a@'%' IDENTIFIED BY 'secret';
DROP USER repl@'%';
RENAME USER a@'%' TO repl@'%';

-- == use-with-semicolon-less: USE as a command of the client
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
use mysql
GRANT SELECT ON * TO repl@'%';
GRANT REPLICATION SLAVE ON *.* TO repl@'%';

-- == exit: what stands behind exit
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
GRANT REPLICATION SLAVE ON *.* TO repl@'%';
exit
DROP USER repl@'%';

-- == begin-transaction: BEGIN, which begins a transaction
BEGIN;
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
GRANT REPLICATION SLAVE ON *.* TO repl@'%';
COMMIT;

-- == cte: a query with a common table
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
GRANT REPLICATION SLAVE ON *.* TO repl@'%';
WITH a AS (SELECT user FROM mysql.user) SELECT COUNT(*) FROM a;

-- == clear: a statement that is taken back by \c
CREATE USER repl@'%' IDENTIFIED BY 'secret' REQUIRE X509;
GRANT REPLICATION SLAVE ON *.* TO repl@'%';
DROP USER repl@'%' \c
