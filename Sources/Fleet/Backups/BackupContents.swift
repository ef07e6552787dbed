internal import CertificateAuthority
internal import OpenSSL
internal import Secrets
internal import SecureFiles

/// The files of a backup, which are known to belong together as far as can be told without a passphrase.
final class BackupContents {
  /// The note that says what the archive is.
  static let noteName = "BACKUP"
  /// Where things are in the archive, below a root that its names do not have.
  private static let layout = AuthorityLayout(root: ".")
  static func name(_ path: String) -> String { String(path.dropFirst(2)) }
  static let ledgerName = name(layout.ledger)
  /// Where the key of `generation` is in the archive.
  static func keyName(of generation: Generation) -> String { name(layout.key(named: generation.keyFile)) }
  static let certificateName = name(layout.certificate)
  static let folderName = name(layout.folder)

  /// When it was made.
  let made: Time
  /// All files but the note.
  let files: [ArchiveEntry]
  let ledger: SQLiteLedger
  /// The certificate of the generation that signs, by the ledger.
  let authority: Certificate
  let generation: Generation

  /// The files of `entries`, of a backup that errors call `path`.
  ///
  /// - Throws: where a part is missing, or one is not another's.
  init(_ entries: [ArchiveEntry], called path: String) throws {
    func part(_ name: String) throws -> ArchiveEntry {
      guard let found = entries.first(where: { $0.name == name && $0.kind == .file }) else {
        throw Self.refusal(path, "it lacks \(name)")
      }
      return found
    }
    guard let made = Self.made(try part(Self.noteName)) else {
      throw Self.refusal(path, "its note does not say when it was made")
    }
    self.made = made
    files = entries.filter { $0.kind == .file && $0.name != Self.noteName }
    try Self.check(files.map(\.name), path)
    ledger = try SQLiteLedger(
      image: part(Self.ledgerName).content.revealed(), called: "\(Self.ledgerName) in \(path)")
    guard let last = try ledger.generations().last(where: { $0.state == .issued && $0.stage == .signing }),
      let der = last.certificate
    else { throw Self.refusal(path, "its ledger knows of no authority") }
    generation = last
    authority = try Certificate(der: der)
    let trusted = try? Certificate.parse(pem: part(Self.certificateName).content.revealed())
    guard trusted?.contains(authority) == true else {
      throw Self.refusal(
        path,
        "\(Self.certificateName) in it does not hold \(authority.fields.subject.rfc2253), the authority of its "
          + "ledger"
      )
    }
    for name in Set(try ledger.generations().filter(\.isTrusted).map(Self.keyName)).sorted() {
      try checkKey(part(name), path)
    }
  }

  /// The key of the authority that signs, as it lies in the archive.
  var key: ArchiveEntry? { files.first { $0.name == Self.keyName(of: generation) } }

  /// What the note of a backup says that is made `now`.
  static func note(made now: Time) -> ArchiveEntry {
    ArchiveEntry(noteName, mode: .key, Array("format = 1\nmade = \(now.iso8601)\n".utf8))
  }

  private static func made(_ note: ArchiveEntry) -> Time? {
    let lines = String(decoding: note.content.revealed(), as: UTF8.self).split(separator: "\n")
    let beginning = "made = "
    return lines.first { $0.hasPrefix(beginning) }.flatMap {
      Time(parsing: String($0.dropFirst(beginning.count)))
    }
  }

  /// Nothing is restored to where nobody would look for it.
  private static func check(_ names: [String], _ path: String) throws(FleetError) {
    for name in names {
      let parts = name.split(separator: "/")
      let isKnown =
        switch parts.first {
        case "authority"?: (2...3).contains(parts.count)
        case "hosts"?: (3...4).contains(parts.count)
        default: name == certificateName || name == "crl.pem"
        }
      guard isKnown else {
        throw refusal(path, "it holds \(name.quotedForDisplay), which has no place in a pki folder")
      }
    }
  }

  /// A key in clear must be one that the ledger knows; of an encrypted one nobody can tell yet.
  private func checkKey(_ entry: ArchiveEntry, _ path: String) throws {
    do throws(PEMError) {
      let key = try PrivateKey.parse(pem: entry.content).publicKey
      let known = (try? ledger.generations()) ?? []
      guard !known.contains(where: { $0.keyFingerprint == key.fingerprint }) else { return }
    } catch {
      if error.code == .encrypted { return }
      throw Self.refusal(path, "\(entry.name) in it cannot be read as a private key: \(error)")
    }
    throw Self.refusal(path, "\(entry.name) in it is not a key of its ledger's authority")
  }

  static func refusal(_ path: String, _ reason: String) -> FleetError {
    FleetError(.badBackup, "\(path) cannot be restored: \(reason)", hint: "take another backup")
  }
}

extension BackupContents {
  /// What is in it, as it is told.
  func report() throws -> BackupReport {
    let current = try ledger.allCurrent()
    let last = current.max {
      ($0.plannedAt.seconds, $0.serial.description) < ($1.plannedAt.seconds, $1.serial.description)
    }
    let folders = files.compactMap { file -> Substring? in
      let parts = file.name.split(separator: "/")
      return parts.first == "hosts" && parts.count > 2 ? parts[1] : nil
    }
    return BackupReport(
      made: made.iso8601, subject: authority.fields.subject.rfc2253,
      notAfter: authority.fields.notAfter?.iso8601 ?? "?",
      keySHA256: generation.keyFingerprint.hexadecimal(separator: ":"),
      keyIsEncrypted: key.map(Self.isEncrypted) ?? false,
      hosts: Set(current.map { $0.holder.lowercased() }).count,
      lastSerial: last?.serial.description, lastHost: last?.holder, lastPlanned: last?.plannedAt.iso8601,
      hostFolders: Set(folders).count, files: files.map(\.name))
  }

  private static func isEncrypted(_ entry: ArchiveEntry) -> Bool {
    do throws(PEMError) {
      _ = try PrivateKey.parse(pem: entry.content)
      return false
    } catch {
      return error.code == .encrypted
    }
  }
}
