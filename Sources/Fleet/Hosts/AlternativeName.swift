internal import CertificateAuthority
public import OpenSSL

extension GeneralName {
  /// The name that `text` spells: `dns:NAME`, `ip:ADDRESS`, or one of the two without its kind.
  ///
  /// - Throws: where it is neither a DNS name nor an address that a server's certificate can carry.
  public init(parsing text: String) throws(FleetError) {
    let name: GeneralName
    if let rest = text.dropping(prefix: "ip:") {
      guard let address = GeneralName.ip(parsing: rest) else {
        throw FleetError(
          .badName, "--san \(text.quotedForDisplay) is not an IP address", hint: "as in --san ip:10.0.0.5")
      }
      name = address
    } else if let rest = text.dropping(prefix: "dns:") {
      name = .dns(rest.lowercased())
    } else {
      name = GeneralName.ip(parsing: text) ?? .dns(text.lowercased())
    }
    if let reason = NamePolicy.refusal(of: name) {
      throw FleetError(
        .badName, "--san \(text.quotedForDisplay) cannot be taken: \(reason)",
        hint: "as in --san dns:db1.example.com or --san ip:10.0.0.5")
    }
    self = name
  }
}

extension String {
  /// What stands behind `prefix`, whose case does not count; nil where it does not begin so.
  fileprivate func dropping(prefix: String) -> String? {
    lowercased().hasPrefix(prefix) ? String(dropFirst(prefix.count)) : nil
  }
}
