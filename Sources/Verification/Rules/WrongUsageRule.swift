internal import OpenSSL
internal import Replication

/// A certificate is shown only for what it may be used for (RFC 5280, 4.2.1.3 and 4.2.1.12), and an authority
/// may sign.
struct WrongUsageRule: Rule {
  static let name = "wrong-usage"

  func findings(in examination: Examination) -> [Finding] {
    let leaves = examination.deployment.hosts.flatMap { host in
      host.presentations.compactMap { purpose, presentation -> Finding? in
        guard let leaf = presentation.chain.value?.first, let sentence = problem(leaf.fields, as: purpose)
        else {
          return nil
        }
        return finding(
          .breaks, host, presentation.chain.path, sentence,
          symptom: purpose == .server ? .slaveRefusesMaster : .masterRefusesSlave(nil),
          fix: examination.reissue(host, for: purpose) + (host.isOfPKI ? ", and the role that it has" : ""))
      }
    }
    return authorities(examination) + leaves + above(examination)
  }

  /// An authority's extended key usage holds for all below it (openssl-verification-options(1), "Extended Key
  /// Usage"; measured on all servers).
  private func above(_ examination: Examination) -> [Finding] {
    refusals([.wrongPurpose], in: examination) { chain, certificate in
      guard chain.refusal.depth > 0 else { return nil }
      let host = examination.deployment.hosts[chain.holder]
      let purposes = certificate.fields.extendedKeyUsage?.map(\.description).joined(separator: ", ")
      let end = chain.purpose == .server ? "server" : "client"
      return (
        "\(certificate.fields.subject.rfc2253), above the certificate of \(host.name), "
          + (purposes.map { "is for \($0)" } ?? "is not for TLS")
          + ", which holds for all that it signs, and \(host.name) shows its certificate as a \(end)'s",
        "issue \(host.name) from an authority without extended key usage, or with that of a \(end)"
      )
    }
  }

  /// anyExtendedKeyUsage does not help: OpenSSL does not count it for TLS.
  private func problem(_ fields: CertificateFields, as purpose: TrustStore.Purpose) -> String? {
    let needed = purpose == .server ? ExtendedKeyUsage.serverAuth : .clientAuth
    if let purposes = fields.extendedKeyUsage, !purposes.contains(needed) {
      return
        "the certificate is for \(purposes.map(\.description).joined(separator: ", ")), and is shown as a "
        + "\(purpose == .server ? "server" : "client")'s (\(needed))"
    }
    // As OpenSSL's check_purpose_ssl_server and …_client have it: a client has to sign or agree.
    let useful: KeyUsage =
      purpose == .server
      ? [.digitalSignature, .keyEncipherment, .keyAgreement] : [.digitalSignature, .keyAgreement]
    if let usage = fields.keyUsage, usage.isDisjoint(with: useful) {
      return
        "the key may only be used for \(usage), and not as a TLS \(purpose == .server ? "server" : "client")'s"
    }
    return nil
  }

  private func authorities(_ examination: Examination) -> [Finding] {
    let severity = examination.authority.contains { Self.maySign($0.fields) } ? Severity.note : .breaks
    // Where links fail for its basicConstraints, another rule says so.
    let named = Set(
      examination.refusedChains.compactMap { chain -> Certificate? in
        guard chain.refusal.cause == .notAuthority, let issuer = chain.refusal.certificate,
          issuer.authorityKind == .none, issuer.fields.basicConstraints?.isAuthority != true
        else { return nil }
        return issuer
      })
    return examination.authority.filter { !Self.maySign($0.fields) && !named.contains($0) }.map { authority in
      let fields = authority.fields
      return finding(
        severity, nil, examination.deployment.authority?.path,
        "\(fields.subject.rfc2253) is not an authority: its certificate does not allow it to sign others",
        symptom: severity == .breaks ? .slaveRefusesMaster : nil,
        fix: "name the authority's own certificate as cacert.pem")
    }
  }

  /// As OpenSSL's check_ca has it: where basicConstraints are missing, a version 1 certificate may sign, and
  /// one whose keyUsage says so.
  private static func maySign(_ fields: CertificateFields) -> Bool {
    guard fields.keyUsage?.contains(.keyCertSign) != false else { return false }
    return fields.basicConstraints?.isAuthority ?? (fields.version == 1 || fields.keyUsage != nil)
  }
}
