internal import OpenSSL

/// The files that a server's options or a slave's statement name, looked at where they lie.
struct NamedFiles {
  let locate: FileLocator
  let files: PEMFileReader
  /// Whether the server loads what stands behind its own certificate too, and sends it.
  let sendsChain: Bool
  /// The user that must be able to read them; nil where that is not known.
  let user: ServerUser?
  /// What opens those that it may not.
  let closed = ClosedFiles()

  /// What one end trusts; nil for what is not named.
  func trust(ca: String?, caPath: String?, crl: String?, crlPath: String?) -> Trust {
    let (file, lists) = (
      ca.map { readable($0, files.trustFile) }, crl.map { readable($0, files.revocationFile) }
    )
    var trust = Trust(
      file: file?.map(\.certificates),
      folder: caPath.map { hashedFolder($0).read() },
      revocations: lists?.map(\.revocationLists),
      revocationFolder: crlPath.map { hashedFolder($0).readRevocationLists() })
    trust.certificatesAmongLists = lists?.value?.certificates ?? []
    trust.listsAmongCertificates = file?.value?.revocationLists ?? []
    return trust
  }

  private func hashedFolder(_ named: String) -> HashedFolderReader {
    let folder = locate(named)
    var reader = HashedFolderReader(folder: folder, files: files)
    if locate.isInPlace(folder, named) { reader.refusal = { refusal(of: $0) } }
    return reader
  }

  /// Why the server's user may not read a file; nil where it may, or that is not known.
  private func refusal(of path: String) -> String? {
    guard let user, let refusal = user.refusal(of: path) else { return nil }
    closed.note(path, refusal, user.name)
    return refusal.reason
  }

  /// What one end shows; nil where neither is named. Both servers and slaves take the one file for both where
  /// only one is named (vio/viosslfactories, vio_set_cert_stuff; measured).
  func presentation(certificate: String?, key: String?) -> Presentation? {
    guard let named = certificate ?? key else { return nil }
    return Presentation(
      chain: readable(named, sendsChain ? files.presentedChain : files.certificates),
      key: readable(key ?? named, files.key))
  }

  /// What stands in the file, where the server's user may read it. In a copy, owners and modes are not those of
  /// the host.
  private func readable<Value>(_ named: String, _ read: (String) -> Evidence<Value>) -> Evidence<Value> {
    let path = locate(named)
    let evidence = read(path)
    guard locate.isInPlace(path, named), case .found = evidence, let refusal = refusal(of: path) else {
      return evidence
    }
    return .unreadable(path: path, reason: refusal)
  }
}
