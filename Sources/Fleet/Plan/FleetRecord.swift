internal import CertificateAuthority
internal import OpenSSL
internal import Replication

/// What the ledger of a pki folder has of all hosts, read at once; nothing where there is no authority yet.
struct FleetRecord {
  /// A host that has certificates, be they revoked.
  struct Host {
    let name: String
    let role: Role
    let entries: [LedgerEntry]

    /// The first end of its certificates.
    var end: Time { entries.map(\.notAfter).min() ?? Time(seconds: 0) }
    /// Whether a key of it stays on the host itself.
    var keepsKeys: Bool { entries.contains(where: \.isFromRequest) }
    /// What was revoked, and nothing has taken the place of.
    var revoked: LedgerEntry? { entries.first { $0.revocation != nil } }
    /// Whether it can log in where it replicates from.
    var isSlave: Bool { entries.contains { $0.profile != .server && $0.revocation == nil } }
  }

  let ledger: (any Ledger)?
  /// The authority's present certificate; nil where there is none yet.
  let authority: Certificate?
  /// By name in small letters, since case does not count in the ledger.
  let hosts: [String: Host]
  private let notes: [String: [String: String]]

  /// - Parameter ledger: nil where there is no authority.
  init(_ ledger: (any Ledger)?) throws {
    let generation = try ledger?.generations().first { $0.state == .issued && $0.stage == .signing }
    authority = try generation?.certificate.map { try Certificate(der: $0) }
    self.ledger = authority == nil ? nil : ledger
    let entries = try self.ledger.map { try $0.allCurrent() + $0.allRevokedWithoutSuccessor() } ?? []
    hosts = Dictionary(grouping: entries) { $0.holder.lowercased() }.compactMapValues { entries in
      Role(profiles: entries.map(\.profile)).map { Host(name: entries[0].holder, role: $0, entries: entries) }
    }
    notes = try self.ledger?.allNotes() ?? [:]
  }

  /// What is noted about a host under a name, if it is not empty; `""` is the authority.
  func note(_ name: String, of holder: String) -> String? {
    notes[holder]?[name].flatMap { $0.isEmpty ? nil : $0 }
  }

  /// What the host has by way of settings: its own, the authority's, the usual ones. With the names of notes.
  func settings(of holder: String) throws -> [String: String] {
    let own = try HostSettings { note($0, of: holder) }
    return try own.filled(from: HostSettings { note($0, of: "") }).filled(from: .defaults).notes
  }

  /// The certificate of an entry.
  func certificate(of entry: LedgerEntry) throws -> Certificate? {
    try ledger?.certificate(of: entry.serial).map { try Certificate(der: $0) }
  }
}
