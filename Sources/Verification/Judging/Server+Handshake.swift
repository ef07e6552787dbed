internal import OpenSSL
internal import Replication

extension Server {
  /// The security level to judge chains at here: OpenSSL 3 refuses SHA-1 at level 1, where the 1.1.1 of MySQL 5.7
  /// takes it.
  var judgingLevel: Int { securityLevel < 2 ? 0 : securityLevel }

  /// How a slave compares the name that it dials with the master's certificate.
  var nameMatching: NameMatching { comparesAddressesStrictly ? .addressOrHost : .hostThenAddress }

  /// Whether handshakes with a key of this kind succeed.
  func takes(_ kind: KeyKind) -> Bool {
    switch kind {
    case .rsa, .ed25519: true
    case .ed448: takesEd448
    case .ec(let curve): takesCurve(curve)
    case .other: false
    }
  }
}
