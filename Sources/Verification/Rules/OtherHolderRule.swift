internal import OpenSSL

/// A certificate lies with the host that it was issued to. Servers do not mind, but REQUIRE SUBJECT does, and
/// a key that two hosts share is lost on both when it is lost on one.
struct OtherHolderRule: Rule {
  static let name = "other-holder"
  static let explainsLinks = false

  func findings(in examination: Examination) -> [Finding] {
    let names = Set(examination.deployment.hosts.map { $0.name.lowercased() })
    return examination.deployment.hosts.flatMap { host in
      host.presentations.compactMap { _, presentation in
        guard let holder = presentation.chain.value?.first?.fields.subject.commonName,
          holder.lowercased() != host.name.lowercased(), names.contains(holder.lowercased())
        else { return nil }
        return finding(
          .exposed, host, presentation.chain.path,
          "the certificate was issued to \(holder), not to \(host.name): an account that requires the SUBJECT of one of "
            + "them refuses it with 1045",
          fix:
            host.isOfPKI
            ? "give each host its own files: move \(examination.deployment.source)/hosts/\(host.name) away, and "
              + examination.reissue(host)
            : "give each host its own files: \(examination.reissue(host))")
      }
    }
  }
}
