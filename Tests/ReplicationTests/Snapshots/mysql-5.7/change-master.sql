-- change-master.sql of slave01: replication from master.example.com over TLS, written by mkcerts
-- Written for MySQL 5.7. This connection reads no option file, so every option is named.

-- Steps on this slave:
-- 1. Put its files in place, as replication-tls.cnf says; mysql must be able to read them all.
-- 2. This needs no restart. If it is restarted before step 4 all the same, and replicates already,
--    hold replication back: mysqld --skip-slave-start, or skip_slave_start in [mysqld] until then.
-- 3. Below, put the password, in single quotes, in the place of <password>; unedited it is a syntax
--    error. Add the position of the data this slave was made from, else it begins with the oldest
--    binary log: MASTER_LOG_FILE and MASTER_LOG_POS, or MASTER_AUTO_POSITION = 1. Without that line
--    GTID stays as it is.
-- 4. Run this file as an administrator: stop, change, start. Then take the password out of it
--    again: every user of the machine can read it.
-- MASTER_HOST must be one of the names in the certificate of the master. Before 5.7.23 it must be
-- the common name, CN: this slave looks at no other then.

STOP SLAVE;
CHANGE MASTER TO
  MASTER_HOST = 'master.example.com',
  MASTER_PORT = 3306,
  MASTER_USER = 'repl',
  MASTER_PASSWORD = <password>,
  MASTER_SSL = 1,
  MASTER_SSL_CA = '/etc/mysql/tls/cacert.pem',
  MASTER_SSL_CAPATH = '',
  MASTER_SSL_CERT = '/etc/mysql/tls/client-cert.pem',
  MASTER_SSL_KEY = '/etc/mysql/tls/client-key.pem',
  MASTER_SSL_CRL = '',
  MASTER_SSL_CRLPATH = '',
  MASTER_SSL_CIPHER = '',
  MASTER_SSL_VERIFY_SERVER_CERT = 1;
START SLAVE;

-- For a slave that replicates already, instead of the statements above: no host and no port, since
-- naming them forgets the position in the binary log. `mkcerts config slave01 --running` prints
-- them ready to run. GTID stays as it is: MASTER_AUTO_POSITION is not named.
-- STOP SLAVE;
-- CHANGE MASTER TO
--   MASTER_SSL = 1,
--   MASTER_SSL_CA = '/etc/mysql/tls/cacert.pem',
--   MASTER_SSL_CAPATH = '',
--   MASTER_SSL_CERT = '/etc/mysql/tls/client-cert.pem',
--   MASTER_SSL_KEY = '/etc/mysql/tls/client-key.pem',
--   MASTER_SSL_CRL = '',
--   MASTER_SSL_CRLPATH = '',
--   MASTER_SSL_CIPHER = '',
--   MASTER_SSL_VERIFY_SERVER_CERT = 1;
-- START SLAVE;

-- Check here: mysql -E -e 'SHOW SLAVE STATUS'
--   Slave_IO_Running: Yes   the connection stands, else see Last_IO_Error:
--     2026  one side refused the certificate of the other, or a file cannot be read here, or the
--           key here is not the certificate's
--     1045  wrong password, or the REQUIRE of the account is not met, or an account with more exact
--           host, be it anonymous, stands in its way
--   Master_SSL_Allowed: Yes   repeats the option only; it does not prove encryption.

-- Proof of encryption, on the master:
-- SELECT t.processlist_user, t.processlist_host, t.connection_type, s.variable_name, s.variable_value
--   FROM performance_schema.threads t
--   JOIN performance_schema.status_by_thread s USING (thread_id)
--   WHERE t.processlist_command LIKE 'Binlog Dump%'
--     AND s.variable_name IN ('Ssl_version', 'Ssl_cipher');
-- connection_type is SSL/TLS, and version and cipher are not empty.
