internal import OpenSSL

/// A certificate is shown only for what it may be used for (RFC 5280, 4.2.1.3 and 4.2.1.12), and an authority may sign.
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
          symptom: purpose == .server ? Symptoms.slaveRefusesMaster : Symptoms.masterRefusesSlave,
          fix: "issue it anew with `mkcerts issue \(host.name) --replace`, and the role that it has")
      }
    }
    return authorities(examination) + leaves
  }

  /// anyExtendedKeyUsage does not help: OpenSSL does not count it for TLS.
  private func problem(_ fields: CertificateFields, as purpose: TrustStore.Purpose) -> String? {
    let needed = purpose == .server ? ExtendedKeyUsage.serverAuth : .clientAuth
    if let purposes = fields.extendedKeyUsage, !purposes.contains(needed) {
      return
        "the certificate is for \(purposes.map(\.description).joined(separator: ", ")), and is shown as a "
        + "\(purpose == .server ? "server" : "client")'s (\(needed))"
    }
    if let usage = fields.keyUsage,
      usage.isDisjoint(with: [.digitalSignature, .keyEncipherment, .keyAgreement])
    {
      return "the key may only be used for \(usage), which TLS does not need"
    }
    return nil
  }

  private func authorities(_ examination: Examination) -> [Finding] {
    examination.authority.compactMap { authority in
      let fields = authority.fields
      let may = fields.basicConstraints?.isAuthority ?? (fields.version == 1)
      guard !may || fields.keyUsage?.contains(.keyCertSign) == false else { return nil }
      return finding(
        .breaks, nil, examination.deployment.authority?.path,
        "\(fields.subject.rfc2253) is not an authority: its certificate does not allow it to sign others",
        symptom: Symptoms.slaveRefusesMaster, fix: "name the authority's own certificate as cacert.pem")
    }
  }
}
