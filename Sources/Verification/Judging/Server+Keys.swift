internal import OpenSSL
internal import Replication

extension Server {
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
