internal import OpenSSL

/// The key in the authority's folder is the one of its certificate. Servers do not mind, but nothing more can
/// be issued.
struct ForeignAuthorityKeyRule: Rule {
  static let name = "foreign-authority-key"

  func findings(in examination: Examination) -> [Finding] {
    guard let file = examination.deployment.authorityKeyFile, let key = file.key,
      let meant = examination.authority.first?.fields.publicKey, examination.isAuthorityInDoubt
    else { return [] }
    return [
      finding(
        .exposed, nil, file.path,
        "\(file.path) is not the key of \(examination.deployment.source)/cacert.pem: the SHA-256 of its public key "
          + "begins with \(key.shortFingerprint), the certificate's with \(meant.shortFingerprint)",
        fix:
          "first of all bring back from a backup whichever of the two was exchanged; every host has a copy of "
          + "cacert.pem in its folder")
    ]
  }
}
