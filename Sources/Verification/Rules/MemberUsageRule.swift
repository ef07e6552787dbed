internal import OpenSSL

/// A member of a Galera cluster or of Group Replication is server and client of the others with one
/// certificate (manual of MySQL, "Securing Group Communication Connections with Secure Socket Layer").
struct MemberUsageRule: Rule {
  static let name = "member-usage"
  static let explainsLinks = false
  /// The links of a group are others than those that are judged.
  static let isWeighed = false

  func findings(in examination: Examination) -> [Finding] {
    examination.deployment.hosts.compactMap { host in
      guard let side = host.asMaster, side.isMember, let presentation = side.presentation,
        let purposes = presentation.chain.value?.first?.fields.extendedKeyUsage
      else { return nil }
      let missing = [ExtendedKeyUsage.serverAuth, .clientAuth].filter { !purposes.contains($0) }
      guard !missing.isEmpty else { return nil }
      return finding(
        .breaks, host, presentation.chain.path,
        "\(host.name) is a member of a cluster, where each is server and client, and its certificate is not for "
          + missing.map(\.description).joined(separator: " and "),
        fix: examination.reissue(host, " --role peer") + ", for serverAuth and clientAuth")
    }
  }
}
