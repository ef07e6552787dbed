public import CertificateAuthority
public import OpenSSL
internal import Replication
internal import SecureFiles

/// A pki folder that is worked on: the place where the authority and the servers' words meet.
///
/// It holds the authority's lock for as long as it lives.
public final class Fleet {
  public let pki: PKIFolder
  let store: AuthorityStore
  let say: (String) -> Void
  /// Whether a rollover that was interrupted was completed when this was opened.
  var hasCompletedRollover = false

  /// Opens a pki folder, waits for its lock, and heals what a killed process left behind.
  ///
  /// - Parameters:
  ///   - clock: what time it is.
  ///   - say: called with each sentence that is worth telling but is no result.
  public init(
    _ pki: PKIFolder, expecting expectation: AuthorityStore.Expectation,
    clock: @escaping @Sendable () -> Time = Time.now, say: @escaping (String) -> Void
  ) throws {
    self.pki = pki
    self.say = say
    // Before a ledger is made, and the hosts before the ledger: another process may be making both just now.
    if expectation == .maybeNew, try Self.firstHost(pki) != nil, try !Files.exists(pki.authority.ledger) {
      try AuthorityStore.checkLedgerIsNotMissing(pki.authority)
      try Self.checkNoHosts(pki)
    }
    store = try AuthorityStore(
      pki.authority, expecting: expectation, clock: clock,
      whileWaiting: { say("waiting for another mkcerts that works on \(pki.root)") })
    _ = try store.authority(say: say)
    for sentence in try store.heal(HostFolders(pki: pki, trust: HostTrust([], []), hosts: [:])) {
      say(sentence)
    }
    try noteMaster()
    try completeRefresh()
    try completeRevocations()
  }

  /// The ledger of a pki folder, to be read without its lock.
  ///
  /// - Throws: where there is no authority.
  public static func ledger(of pki: PKIFolder) throws -> any Ledger {
    guard let ledger = try ledgerIfThere(in: pki) else {
      throw IssuanceError(
        .noAuthority, "there is no authority in \(pki.root)",
        hint: "name its folder with --pki or MKCERTS_PKI; only where there is none yet: `mkcerts init-ca`")
    }
    return ledger
  }

  /// The ledger of a pki folder, to be read without its lock; nil where there is no authority yet.
  ///
  /// - Throws: where the ledger alone is missing.
  static func ledgerIfThere(in pki: PKIFolder) throws -> (any Ledger)? {
    try AuthorityStore.checkLedger(pki.authority)
    // One that is empty was never a ledger.
    guard let found = try FileStatus.ifExists(pki.authority.ledger), found.size > 0 else {
      try AuthorityStore.checkLedgerIsNotMissing(pki.authority)
      return nil
    }
    return try SQLiteLedger(reading: pki.authority.ledger)
  }

  /// What the hosts of a ledger, or one of them, have in their folders: present certificates, and revoked ones
  /// that nothing took the place of.
  public static func present(in ledger: any Ledger, of host: String? = nil) throws -> [LedgerEntry] {
    guard let host else {
      let revoked = try ledger.allRevokedWithoutSuccessor()
      let present = try ledger.allCurrent()
      return revoked.isEmpty ? present : sorted(present + revoked)
    }
    return sorted(try ledger.current(of: host) + ledger.revokedWithoutSuccessor(of: host))
  }

  /// By host, servers' certificates before clients'.
  private static func sorted(_ entries: [LedgerEntry]) -> [LedgerEntry] {
    entries.sorted {
      ($0.holder.lowercased(), $1.profile.rawValue) < ($1.holder.lowercased(), $0.profile.rawValue)
    }
  }

  /// A host as the ledger has it.
  struct Enrolled {
    let name: String
    let role: Role
    /// What it has in its folder: its present certificates, and revoked ones that nothing took the place of.
    let entries: [LedgerEntry]
    fileprivate let ledger: any Ledger

    /// The certificates of it that are revoked.
    var revoked: [LedgerEntry] { entries.filter { $0.revocation != nil } }
    /// Whether a private key of it was made on the host and never left it.
    var keepsKeys: Bool { entries.contains(where: \.isFromRequest) }

    /// The command that issues it anew: a key that never left it takes a request.
    var reissue: String { "`mkcerts issue \(name)\(keepsKeys ? " --csr FILE" : "") --replace`" }

    /// The certificate that is presented to slaves, or else the one shown to the master.
    var names: [String] { entries.first { $0.profile.presentsNames }?.names ?? entries.first?.names ?? [] }
    /// The kind of its keys; nil where no algorithm here makes such.
    var algorithm: KeyAlgorithm? {
      get throws {
        let der = try entries.first.flatMap { try ledger.certificate(of: $0.serial) }
        return der.flatMap { try? Certificate(der: $0) }?.fields.publicKey?.kind.algorithm
      }
    }
    var end: Time { entries.map(\.notAfter).min() ?? Time(seconds: 0) }
  }

  /// All hosts that have certificates, by name.
  func allEnrolled() throws -> [Enrolled] {
    let entries = Dictionary(grouping: try store.ledger.allCurrent(), by: \.holder)
    return entries.sorted { $0.key < $1.key }.compactMap { name, entries in
      Role(profiles: entries.map(\.profile)).map {
        Enrolled(name: name, role: $0, entries: entries, ledger: store.ledger)
      }
    }
  }

  /// The host of this name, be it revoked; nil where nothing was ever issued to it.
  static func enrolled(_ name: String, in ledger: any Ledger) throws -> Enrolled? {
    let entries = try present(in: ledger, of: name)
    guard let first = entries.first, let role = Role(profiles: entries.map(\.profile)) else { return nil }
    return Enrolled(name: first.holder, role: role, entries: entries, ledger: ledger)
  }
}
