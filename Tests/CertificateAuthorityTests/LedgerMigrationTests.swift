import CertificateAuthority
import Foundation
import OpenSSL
import SQLite
import TestSupport
import Testing

/// A ledger of an earlier version, read by this one and brought up to date by it.
@Suite struct LedgerMigrationTests {
  let folder: TemporaryFolder
  let certificate: Certificate
  var path: String { folder("ledger.sqlite") }

  /// A ledger with one client, as version 1 wrote it.
  init() throws {
    folder = try TemporaryFolder()
    let authority = try MadePair.authority()
    certificate = try authority.issue(.client("slave01")).certificate
    let old = try Connection(path: folder("ledger.sqlite"), mode: .create)
    try old.useWriteAheadLog()
    try old.execute(version1)
    try old.setUserVersion(1)
    try old.run(
      "INSERT INTO generation VALUES (1, ?1, 'issued', '00', ?2, 1)",
      .text(authority.certificate.fields.serial.description), .blob(authority.certificate.der))
    try old.run(
      """
      INSERT INTO certificate VALUES (?1, 'slave01', 'client', 1, 'issued', 1, 2, 3, 4, 'dns:a', 'abcd', 0, ?2)
      """, .text(certificate.fields.serial.description), .blob(certificate.der))
    try old.execute("INSERT INTO note VALUES ('', 'master', 'db1')")
    old.close()
  }

  private var userVersion: Int32 {
    get throws { try Connection(path: path, mode: .readOnly).userVersion }
  }

  private func expectWhole(_ ledger: any Ledger) throws {
    let entry = try #require(try ledger.current(of: "slave01").first)
    #expect(entry.serial == certificate.fields.serial && entry.state == .issued && entry.revocation == nil)
    #expect(entry.names == ["dns:a"] && entry.keyFingerprint == [0xab, 0xcd])
    #expect(try ledger.certificate(of: entry.serial) == certificate.der)
    #expect(try ledger.generations().map(\.number) == [1] && ledger.note("master", of: "") == "db1")
    #expect(try ledger.allRevokedWithoutSuccessor().isEmpty && ledger.revocationLists().isEmpty)
    let generation = try #require(try ledger.generations().first)
    #expect(generation.stage == .signing && generation.keyFile == "ca-key.pem" && generation.isTrusted)
    #expect(try ledger.generationsWithUnlistedRevocations().isEmpty)
    #expect(try ledger.revoked(ofGenerations: [1], endingAfter: Time(seconds: 0)).isEmpty)
  }

  @Test func `a ledger of version 1 is read as it is, and stays so`() throws {
    try expectWhole(SQLiteLedger(reading: path))
    #expect(try userVersion == 1)
  }

  @Test func `opened to write it is brought up to date, and nothing in it is lost`() throws {
    let ledger = try SQLiteLedger(path: path)
    try expectWhole(ledger)
    #expect(try userVersion >= 2)
    try ledger.revoke([certificate.fields.serial], reason: .superseded, at: noon)
    for reader in [ledger, try SQLiteLedger(reading: path), try SQLiteLedger(path: path)] {
      let entry = try #require(try reader.entry(of: certificate.fields.serial))
      #expect(entry.state == .revoked)
      #expect(entry.revocation == Revocation(time: noon, reason: .superseded))
    }
  }

  @Test func `a migration that fails midway leaves version 1 as it was`() throws {
    let old = try Connection(path: path, mode: .readWrite)
    // What the migration makes last is there already.
    try old.execute("CREATE TABLE blocked (a); CREATE INDEX revocation_unlisted ON blocked (a)")
    #expect(throws: SQLiteError.self) { try SQLiteLedger(path: path) }
    #expect(try userVersion == 1)
    try expectWhole(SQLiteLedger(reading: path))
    try old.execute("DROP TABLE blocked")
    try expectWhole(SQLiteLedger(path: path))
  }

  @Test func `an old ledger and a new one have the same tables`() throws {
    _ = try SQLiteLedger(path: path)
    _ = try SQLiteLedger(path: folder("new.sqlite"))
    func schema(_ path: String) throws -> [String] {
      try Connection(path: path, mode: .readOnly).rows(
        "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY name"
      ) { row throws(SQLiteError) in try row.text(0) }
    }
    #expect(try schema(path) == schema(folder("new.sqlite")))
    #expect(try Connection(path: folder("new.sqlite"), mode: .readOnly).userVersion == userVersion)
  }
}

/// The tables of version 1, as they stand in ledgers that were made with it.
private let version1 = """
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
