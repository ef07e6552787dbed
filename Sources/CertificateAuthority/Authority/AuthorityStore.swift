public import OpenSSL
internal import SecureFiles

/// The authority of one pki folder, held under its lock for as long as this lives: parallel processes wait.
public final class AuthorityStore {
  public let layout: AuthorityLayout
  public let ledger: any Ledger
  /// What time it is.
  public let clock: @Sendable () -> Time
  /// Where serial numbers come from.
  let serials: @Sendable () throws -> SerialNumber
  private let lock: FileLock
  /// What was found once: whoever holds the lock is the only one who could change it.
  var present: [TrustedGeneration]?
  /// What cacert.pem was found to hold, so that its certificates are decoded once.
  private var onDisk: (text: [UInt8], certificates: [Certificate])?

  /// What an opening may find.
  public enum Expectation: Sendable {
    /// An authority must be there.
    case existing
    /// There may be none yet; the folders and an empty ledger are made.
    case maybeNew
  }

  /// Opens the authority at `layout` and waits for its lock.
  ///
  /// - Parameters:
  ///   - clock: what time it is.
  ///   - serials: where serial numbers come from; each call gives another one.
  ///   - whileWaiting: called once if another process holds the lock for longer than a moment.
  /// - Throws: where there is no authority, half of one, or one that is somebody else's.
  public init(
    _ layout: AuthorityLayout, expecting expectation: Expectation,
    clock: @escaping @Sendable () -> Time = Time.now,
    serials: @escaping @Sendable () throws -> SerialNumber = { try SerialNumber.random() },
    whileWaiting: () -> Void = {}
  ) throws {
    self.layout = layout
    self.clock = clock
    self.serials = serials
    switch expectation {
    case .existing:
      guard try FileStatus.ifExists(layout.folder) != nil else {
        try Self.checkLedgerIsNotMissing(layout)
        throw Self.noAuthority(layout)
      }
    case .maybeNew:
      try Files.createFolder(layout.root, mode: .folder, withParents: true)
      try Files.createFolder(layout.folder, mode: .authorityFolder)
    }
    try Self.checkOwner(layout)
    lock = try FileLock(layout.lock, .exclusive, whenWaiting: whileWaiting)
    try Self.checkLedger(layout)
    if try FileStatus.ifExists(layout.ledger).map({ $0.size == 0 }) ?? true {
      try Self.checkNothingIsThere(layout, expectation)
    }
    ledger = try SQLiteLedger(path: layout.ledger)
  }

  /// The refusal of what needs an authority, for where there is none.
  public static func noAuthority(_ layout: AuthorityLayout) -> IssuanceError {
    IssuanceError(
      .noAuthority, "there is no authority in \(layout.root)",
      hint: "name its folder with --pki or MKCERTS_PKI; only where there is none yet: `mkcerts init-ca`")
  }

  /// Keys that root writes into another user's folder, or the other way round, are lost to one of them.
  private static func checkOwner(_ layout: AuthorityLayout) throws {
    for path in [layout.root, layout.folder] {
      let status = try FileStatus(of: path, followingLinks: path == layout.root)
      guard status.kind == .folder else {
        throw IssuanceError(
          .brokenAuthority, "\(path) is \(status.kind.rawValue), where a folder of mkcerts itself should be",
          hint: "see it with `ls -ld \(path)`; move it away, and bring the folder back from a backup")
      }
      guard status.isOwnedByMe else {
        throw IssuanceError(
          .brokenAuthority,
          "\(path) belongs to the user \(status.owner), not to you, the user \(FileStatus.me)",
          hint:
            "run mkcerts as that user, or take the folder over with "
            + "`chown -R \(FileStatus.me) \(layout.root)`"
        )
      }
    }
  }

  /// Opening anything but a file as a ledger could wait forever, or damage what it is.
  ///
  /// - Throws: ``IssuanceError`` where something else lies in the ledger's place, such as a symbolic link.
  public static func checkLedger(_ layout: AuthorityLayout) throws {
    guard let found = try FileStatus.ifExists(layout.ledger), found.kind != .file else { return }
    throw IssuanceError(
      .ledger, "\(layout.ledger) is \(found.kind.rawValue), where the ledger itself should be",
      hint: "see it with `ls -l \(layout.ledger)`; move it away, and bring the ledger back from a backup")
  }

  private static func checkNothingIsThere(_ layout: AuthorityLayout, _ expectation: Expectation) throws {
    try checkLedgerIsNotMissing(layout)
    if expectation == .existing { throw noAuthority(layout) }
  }

  /// For where there is no ledger: then there may be no other part of an authority either.
  ///
  /// - Throws: where its key or its certificate exists.
  public static func checkLedgerIsNotMissing(_ layout: AuthorityLayout) throws {
    guard try [layout.key, layout.certificate].contains(where: { try Files.exists($0) }) else { return }
    try checkWhole(layout)
  }

  /// - Parameter keys: the keys that have to be there; nil for the first generation's.
  /// - Throws: where a part is missing; all are named, those that are there and those that are not.
  static func checkWhole(_ layout: AuthorityLayout, keys: [String]? = nil) throws {
    let parts = [layout.ledger] + (keys ?? [layout.key]) + [layout.certificate]
    let there = try parts.filter { part in
      guard let status = try FileStatus.ifExists(part) else { return false }
      return status.kind != .file || status.size > 0
    }
    let missing = parts.filter { !there.contains($0) }
    guard !missing.isEmpty else { return }
    func list(_ paths: [String], _ one: String, _ several: String) -> String {
      paths.joined(separator: " and ") + (paths.count == 1 ? " \(one)" : " \(several)")
    }
    throw IssuanceError(
      .halfAuthority,
      "half of the authority is missing: \(list(there, "exists", "exist")), but "
        + list(missing, "is missing or empty", "are missing or empty"),
      hint:
        "bring \(missing.joined(separator: " and ")) back from a backup; mkcerts never makes another in its "
        + "place")
  }
}

extension AuthorityStore {
  /// The most days that a certificate of the authority `certificate` can last if it is ordered within the
  /// hour.
  public func daysLeft(of certificate: Certificate) -> Int {
    let latest = clock().adding(seconds: 3600)
    return certificate.fields.notAfter.map { latest.days(until: $0) } ?? 0
  }

  /// Makes it known that cacert.pem, where it holds nothing but these certificates, holds these.
  func expectOnDisk(_ certificates: [Certificate]) throws {
    onDisk = (try Array(certificates.map { try $0.pem() }.joined().utf8), certificates)
  }

  /// What stands in cacert.pem.
  public func certificatesOnDisk() throws -> [Certificate] {
    let text: [UInt8]
    do {
      text = try Files.read(layout.certificate)
    } catch {
      throw IssuanceError(
        .brokenAuthority, error.description, hint: "bring it back from a backup or from a host's folder")
    }
    if let onDisk, onDisk.text == text { return onDisk.certificates }
    do {
      let certificates = try Certificate.parse(pem: text)
      onDisk = (text, certificates)
      return certificates
    } catch {
      throw IssuanceError(
        .brokenAuthority, "\(layout.certificate) cannot be read as certificates: \(error.description)",
        hint: "bring it back from a backup or from a host's folder")
    }
  }
}
