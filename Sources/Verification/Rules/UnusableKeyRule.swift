internal import OpenSSL

/// The key is of a kind that servers take for TLS: of the elliptic curves P-256, P-384 and P-521 alone. The chain of
/// another verifies, and yet no handshake succeeds (measured with secp224r1, secp256k1 and brainpoolP256r1 under
/// OpenSSL 3.0, with TLS 1.2 and 1.3).
struct UnusableKeyRule: Rule {
  static let name = "unusable-key"

  func findings(in examination: Examination) -> [Finding] {
    examination.deployment.hosts.flatMap { host in
      host.presentations.compactMap { purpose, presentation in
        guard let kind = presentation.chain.value?.first?.fields.publicKey?.kind, !Self.isTaken(kind) else {
          return nil
        }
        return finding(
          .breaks, host, presentation.chain.path, "the key is \(kind), which servers do not take for TLS",
          symptom: purpose == .server ? Symptoms.slaveRefusesMaster : Symptoms.masterRefusesSlave,
          fix: "issue it anew with `mkcerts issue \(host.name) --key ecdsa-p256 --replace`")
      }
    }
  }

  private static func isTaken(_ kind: KeyKind) -> Bool {
    switch kind {
    case .rsa, .ed25519, .ed448, .ec("prime256v1"), .ec("secp384r1"), .ec("secp521r1"): true
    case .ec, .other: false
    }
  }
}
