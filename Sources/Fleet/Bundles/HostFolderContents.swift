internal import CertificateAuthority
internal import OpenSSL
internal import Replication
internal import Secrets
internal import SecureFiles

/// A pair of a host, as it lies in the host's folder.
struct HostPair {
  let profile: Profile
  let certificate: Certificate
  /// The key's file; nil where the key never left the host.
  let key: ArchiveEntry?
}

/// All files of a host's folder, read at once.
struct HostFolderContents {
  let path: String
  let files: [ArchiveEntry]

  /// Reads the folder, and the folders in it.
  ///
  /// - Throws: where it holds anything but files, or a folder deeper down.
  init(_ path: String) throws {
    self.path = path
    files = try Self.read(path, beginning: "", depth: 1)
  }

  private static func read(_ path: String, beginning: String, depth: Int) throws -> [ArchiveEntry] {
    try Files.list(path).flatMap { name -> [ArchiveEntry] in
      let (file, shown) = (path + "/" + name, beginning + name)
      let status = try FileStatus(of: file)
      switch status.kind {
      case .file: return [ArchiveEntry(shown, mode: status.mode, try Files.readSecret(file))]
      case .folder where depth > 0:
        return [ArchiveEntry(folder: shown)] + (try read(file, beginning: shown + "/", depth: depth - 1))
      default:
        throw FleetError(
          .folderInTheWay, "\(file) is \(status.kind.rawValue), which is not bundled",
          hint: "a host's folder holds files, and folders of files; move it away")
      }
    }
  }

  func file(_ name: String) -> ArchiveEntry? { files.first { $0.name == name && $0.kind == .file } }

  /// The authority's key never travels.
  func refuseKeys(of store: AuthorityStore) throws {
    let known = try store.ledger.generations().map(\.keyFingerprint)
    let texts = try store.keyFiles().filter { try Files.exists($0) }.map {
      ArchiveEntry($0, mode: .key, try Files.readSecret($0))
    }
    for file in files {
      let isCopy = texts.contains { $0.content.matches(file.content) }
      guard !isCopy, !Self.holds(known, file) else {
        throw FleetError(
          .conflict, "\(path)/\(file.name) holds the authority's key, which is never bundled",
          hint: "remove it, and ask who may have read it")
      }
    }
  }

  private static func holds(_ known: [[UInt8]], _ file: ArchiveEntry) -> Bool {
    var keys = PrivateKey.publicHalvesBehindFirst(pem: file.content).compactMap { try? $0.get() }
    if let key = try? PrivateKey.parse(pem: file.content) { keys.append(key.publicKey) }
    if case .clear(let key)? = PrivateKey.find(inDER: file.content) { keys.append(key) }
    return keys.contains { known.contains($0.fingerprint) }
  }

  /// The pair of a certificate that the ledger has, which lies in the folder as it was delivered.
  func pair(_ entry: LedgerEntry, of host: String) throws -> HostPair {
    let names = entry.profile.pairNames
    func refusal(_ reason: String) -> FleetError {
      FleetError(
        .folderMissing, "\(path) is not as it was delivered: \(reason)",
        hint: "bring the file back, or issue it anew with `mkcerts issue \(host) --replace`")
    }
    guard let text = file(names.certificate),
      let certificate = try? Certificate.parse(pem: text.content).first
    else { throw refusal("\(names.certificate) is missing, or no certificate") }
    guard certificate.fields.serial == entry.serial else {
      throw refusal(
        "\(names.certificate) has the serial number \(certificate.fields.serial.short), and the ledger's is "
          + entry.serial.short)
    }
    guard let key = file(names.key) else {
      guard entry.isFromRequest else { throw refusal("\(names.key) is missing") }
      return HostPair(profile: entry.profile, certificate: certificate, key: nil)
    }
    let publicKey: PublicKey
    do throws(PEMError) { publicKey = try PrivateKey.parse(pem: key.content).publicKey } catch {
      throw refusal("\(names.key) cannot be read: \(error)")
    }
    guard publicKey == certificate.fields.publicKey else {
      throw refusal("\(names.key) is not the key of \(names.certificate)")
    }
    return HostPair(profile: entry.profile, certificate: certificate, key: key)
  }

  /// The files with the modes that they have on a server, and their checksums in the form of sha256sum(1).
  func archived(for owner: ArchiveOwner) -> [ArchiveEntry] {
    let entries = files.filter { $0.name != Self.checksumsName }.map { entry in
      guard entry.kind == .file else { return entry }
      let isSecret = PrivateKey.stands(in: entry.content)
      return ArchiveEntry(
        entry.name, mode: isSecret ? owner.keyMode : .certificate,
        SecretBytes(copying: entry.content.revealed()))
    }
    let sums = entries.filter { $0.kind == .file }.map {
      "\(Digest.sha256($0.content.revealed()).hexadecimal())  \($0.name)\n"
    }
    return entries + [ArchiveEntry(Self.checksumsName, Array(sums.joined().utf8))]
  }

  /// What sha256sum -c is given.
  static let checksumsName = "SHA256SUMS"
}
