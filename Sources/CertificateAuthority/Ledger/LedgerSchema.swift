/// The tables of the embedded ledger.
enum LedgerSchema {
  /// Kept as user_version in the database.
  static let version: Int32 = 1

  /// Times are seconds since 1970 in UTC; serial numbers and fingerprints are lower-case hexadecimal.
  static let statements = """
    CREATE TABLE generation (
      number          INTEGER PRIMARY KEY,
      serial          TEXT NOT NULL UNIQUE,
      state           TEXT NOT NULL CHECK (state IN ('planned', 'issued', 'abandoned')),
      key_fingerprint TEXT NOT NULL,
      certificate     BLOB,
      planned_at      INTEGER NOT NULL,
      CHECK (state != 'issued' OR certificate IS NOT NULL)
    ) STRICT;
    CREATE TABLE certificate (
      serial          TEXT PRIMARY KEY,
      holder          TEXT NOT NULL COLLATE NOCASE,
      profile         TEXT NOT NULL CHECK (profile IN ('server', 'client', 'peer')),
      generation      INTEGER NOT NULL REFERENCES generation (number),
      state           TEXT NOT NULL CHECK (state IN ('planned', 'issued', 'replaced', 'abandoned', 'revoked')),
      planned_at      INTEGER NOT NULL,
      issued_at       INTEGER,
      not_before      INTEGER NOT NULL,
      not_after       INTEGER NOT NULL,
      names           TEXT NOT NULL,
      key_fingerprint TEXT NOT NULL,
      from_request    INTEGER NOT NULL,
      certificate     BLOB,
      CHECK (state NOT IN ('issued', 'replaced', 'revoked') OR certificate IS NOT NULL)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX certificate_of_holder ON certificate (holder, state);
    CREATE INDEX certificate_current ON certificate (holder) WHERE state = 'issued';
    CREATE INDEX certificate_unfinished ON certificate (state) WHERE state = 'planned';
    CREATE INDEX certificate_of_servers ON certificate (holder)
      WHERE state = 'issued' AND profile IN ('server', 'peer');
    CREATE INDEX certificate_ending ON certificate (not_after) WHERE state = 'issued';
    CREATE TABLE note (
      holder TEXT NOT NULL COLLATE NOCASE,
      name   TEXT NOT NULL,
      value  TEXT NOT NULL,
      PRIMARY KEY (holder, name)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE planned_note (
      holder TEXT NOT NULL COLLATE NOCASE,
      name   TEXT NOT NULL,
      value  TEXT NOT NULL,
      PRIMARY KEY (holder, name)
    ) STRICT, WITHOUT ROWID;
    """

  /// Version 3: the generations of a rollover.
  static let rollover = """
    ALTER TABLE generation ADD COLUMN stage TEXT NOT NULL DEFAULT 'signing'
      CHECK (stage IN ('next', 'signing', 'retiring', 'retired'));
    ALTER TABLE generation ADD COLUMN key_file TEXT NOT NULL DEFAULT 'ca-key.pem';
    CREATE TABLE authority_certificate (
      serial      TEXT PRIMARY KEY,
      generation  INTEGER NOT NULL REFERENCES generation (number),
      state       TEXT NOT NULL CHECK (state IN ('planned', 'replaced', 'abandoned')),
      planned_at  INTEGER NOT NULL,
      certificate BLOB,
      CHECK (state != 'replaced' OR certificate IS NOT NULL)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE confirmation (
      holder       TEXT NOT NULL COLLATE NOCASE,
      generation   INTEGER NOT NULL REFERENCES generation (number),
      fact         TEXT NOT NULL CHECK (fact IN ('trusts', 'presents')),
      source       TEXT NOT NULL,
      confirmed_at INTEGER NOT NULL,
      PRIMARY KEY (holder, generation, fact)
    ) STRICT, WITHOUT ROWID;
    """
}
