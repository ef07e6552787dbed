internal import OpenSSL
internal import SecureFiles

/// The authority's private key lies in its own folder and nowhere else: whoever has it can pretend to be any
/// host.
struct MisplacedAuthorityKeyRule: Rule {
  static let name = "misplaced-authority-key"
  static let explainsLinks = false

  func findings(in examination: Examination) -> [Finding] {
    let deployment = examination.deployment
    return deployment.keyFiles.compactMap { problem($0, nil, examination) }
      + deployment.hosts.flatMap { host in host.keyFiles.compactMap { problem($0, host, examination) } }
  }

  private func problem(_ file: KeyFile, _ host: DeployedHost?, _ examination: Examination) -> Finding? {
    let isAuthoritys =
      file.key.map { examination.authorityKeys.contains($0) || host?.trusts($0) == true }
      ?? Self.isNamedAuthoritys(file.path.lastPathComponent)
    guard isAuthoritys else { return nil }
    return finding(
      .exposed, host, file.path,
      sentence(file, host, examination),
      fix: Self.fix(file, isTrusted: host?.isTrustFile(file.path) == true))
  }

  /// What is trusted has to stay.
  private static func fix(_ file: KeyFile, isTrusted: Bool) -> String {
    let removal =
      isTrusted
      ? "take the key's block out of \(file.path), BEGIN to END PRIVATE KEY, and leave the certificates; do so"
      : "remove it here and"
    return "\(removal) wherever it was copied to; where others may have read it, make a new authority"
  }

  /// Of an encrypted key only the name tells.
  private static func isNamedAuthoritys(_ name: String) -> Bool {
    ["ca-key", "ca_key", "cakey", "ca."].contains(where: name.hasPrefix)
      && [".pem", ".key", ".der", ".p12", ".pfx"].contains(where: name.hasSuffix)
  }

  private func sentence(_ file: KeyFile, _ host: DeployedHost?, _ examination: Examination) -> String {
    let verb = host?.isTrustFile(file.path) == true ? "holds" : "is"
    return host == nil || examination.isOfPKI
      ? "\(file.path) \(verb) the authority's private key, outside the authority's folder"
      : "\(file.path) \(verb) the private key of an authority, which no server needs"
  }
}

extension DeployedHost {
  /// Whether it trusts an authority with this key.
  fileprivate func trusts(_ key: PublicKey) -> Bool {
    trusts.contains { $0.certificates.contains { $0.fields.publicKey == key } }
  }

  /// Whether options name the file for what it trusts.
  func isTrustFile(_ path: String) -> Bool { trusts.contains { $0.file?.path == path } }
}
