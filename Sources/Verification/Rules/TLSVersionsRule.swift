internal import OpenSSL
internal import Replication

/// The versions of TLS that options name are known and in use, and both ends of a link have one in common
/// (tls_version of both families; what servers make of others is measured).
struct TLSVersionsRule: Rule {
  static let name = "tls-versions"

  func findings(in examination: Examination) -> [Finding] {
    examination.restrictedEnds.compactMap { end in
      guard let text = end.transport.versions, let sentence = Self.problem(text) else { return nil }
      return finding(
        end.severity(.versions), end.host, end.file, "\(end.host.name) has tls_version=\(text): \(sentence)",
        symptom: end.symptom(.versions), fix: "write tls_version=TLSv1.2,TLSv1.3")
    } + examination.restrictedLinks.compactMap { disjoint($0.link, fails: $0.fails, examination) }
  }

  private static func problem(_ text: String) -> String? {
    guard let versions = ProtocolVersion.list(text) else { return "it names a version that is not known" }
    guard let newest = versions.max() else { return "it names no version" }
    if newest < .tls12 { return "OpenSSL of today speaks nothing older than TLSv1.2" }
    return versions.contains { $0 < .tls12 }
      ? "the versions before TLSv1.2 are insecure, and not spoken any more" : nil
  }

  private func disjoint(_ link: Link, fails: Bool, _ examination: Examination) -> Finding? {
    let (slave, master) = (
      examination.deployment.hosts[link.slave], examination.deployment.hosts[link.master]
    )
    let connection = slave.connections[link.connection]
    guard let ours = connection.transport.versions, let theirs = master.asMaster?.transport.versions,
      let one = ProtocolVersion.list(ours), let other = ProtocolVersion.list(theirs), !one.isEmpty,
      !other.isEmpty, one.isDisjoint(with: other)
    else { return nil }
    return finding(
      fails ? .breaks : .note, slave, connection.statementFile,
      "\(slave.name) speaks \(ours) and \(master.name) \(theirs): they have no version in common",
      symptom: fails ? .noVersionInCommon : nil, fix: "allow TLSv1.2,TLSv1.3 on both")
  }
}
