internal import CertificateAuthority
internal import OpenSSL
internal import SecureFiles

/// A host of which option file or SQL, in its folder, say something else than they would now: such as a slave's
/// after its master was given another name.
public struct StaleTexts: Sendable, Encodable {
  public let host: String
  /// The names of the files.
  public let files: [String]

  /// All such hosts of a pki folder, by name. A text that was cleared away after use is none, nor is one that
  /// cannot be read here.
  ///
  /// - Throws: where the ledger cannot be read.
  public static func all(in pki: PKIFolder) throws -> [StaleTexts] {
    let ledger = try Fleet.ledger(of: pki)
    let signing = try ledger.generations().first { $0.isTrusted && $0.stage == .signing }
    guard let der = signing?.certificate else { return [] }
    let scripts = try HostScripts(
      ledger: ledger, authority: try Certificate(der: der), asked: HostSettings())
    guard try Files.exists(pki.hosts) else { return [] }
    // A record may know many more hosts than there are folders.
    return try Files.list(pki.hosts).compactMap { name in
      guard let host = try Fleet.enrolled(name, in: ledger), host.name == name else { return nil }
      let texts = try scripts.texts(name, host.role, keepsKeys: host.keepsKeys)
      let stale = texts.files.filter { file in
        guard let text = try? Files.read(pki.host(name) + "/" + file.name) else { return false }
        return text != Array(file.text.utf8)
      }
      return stale.isEmpty ? nil : StaleTexts(host: name, files: stale.map(\.name))
    }
  }
}
