/// The tables of the embedded ledger.
///
/// Times are seconds since 1970 in UTC; serial numbers and fingerprints are lower-case hexadecimal.
enum LedgerSchema {
  /// Kept as user_version in the database.
  static let version = Int32(versions.count)

  /// What leads from each version to the next, the first one from an empty database. What stands here was
  /// written into ledgers, and is never changed again.
  static let versions = [first, revocation, rollover, searches, notesByName]

  /// The statements that bring a ledger of the version `old` up to date, in order.
  static func statements(from old: Int32) -> ArraySlice<String> { versions.dropFirst(Int(max(0, old))) }

  private static let first = """
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

  /// Revocations, and the lists that told of them.
  ///
  /// A revocation without `listed` stands in no signed list yet. One that is not `superseded` is of a
  /// certificate that its holder has still, since nothing was issued in its place. A number of a list is never
  /// used twice, and only the last list of a generation is kept whole.
  private static let revocation = """
    CREATE TABLE revocation_list (
      number      INTEGER PRIMARY KEY CHECK (number > 0),
      generation  INTEGER NOT NULL REFERENCES generation (number),
      state       TEXT NOT NULL CHECK (state IN ('planned', 'signed', 'delivered', 'replaced')),
      this_update INTEGER NOT NULL,
      next_update INTEGER NOT NULL,
      list        BLOB,
      CHECK (state NOT IN ('signed', 'delivered') OR list IS NOT NULL)
    ) STRICT;
    CREATE TABLE revocation (
      serial     TEXT PRIMARY KEY REFERENCES certificate (serial),
      generation INTEGER NOT NULL REFERENCES generation (number),
      revoked_at INTEGER NOT NULL,
      reason     INTEGER NOT NULL CHECK (reason BETWEEN 0 AND 10 AND reason != 7),
      not_after  INTEGER NOT NULL,
      superseded INTEGER NOT NULL DEFAULT 0,
      listed     INTEGER REFERENCES revocation_list (number)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX revocation_of_generation ON revocation (generation, not_after);
    CREATE INDEX revocation_of_holders ON revocation (serial) WHERE superseded = 0;
    CREATE INDEX revocation_unlisted ON revocation (generation) WHERE listed IS NULL;
    """

  /// Where generations are in their lives, the certificates that they had before, and what hosts are confirmed to
  /// have of them.
  private static let rollover = """
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

  /// What is searched for in a ledger of any size: the certificates over a key, those of a generation that end
  /// last, and the revoked certificates of masters, which their slaves dial still.
  private static let searches = """
    CREATE INDEX certificate_of_key ON certificate (key_fingerprint);
    CREATE INDEX certificate_of_generation ON certificate (generation, not_after);
    CREATE INDEX certificate_of_revoked_servers ON certificate (holder)
      WHERE state = 'revoked' AND profile IN ('server', 'peer');
    """

  /// The few holders that something is noted about which others have in common.
  private static let notesByName = "CREATE INDEX note_by_name ON note (name, holder);"
}
