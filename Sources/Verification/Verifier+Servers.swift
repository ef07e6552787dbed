internal import OpenSSL
internal import Replication

extension Verifier {
  /// What there is to say of what `reader` reads. Where neither `--server` nor the files say which server a host
  /// runs, all of it is judged for the oldest and the newest known server of each family, and a finding that is
  /// not true of all of them says of which.
  ///
  /// - Throws: ``VerificationError`` where it cannot be read.
  public func verify(_ reader: DeploymentReader) throws(VerificationError) -> Report {
    var reader = reader
    reader.progress = progress
    let deployment = try reader.read(assuming: .default)
    if deployment.hosts.allSatisfy({ $0.server != nil }) { return verify(deployment) }
    var reports: [(server: Server, report: Report)] = []
    for server in Server.extremes {
      reports.append((server, verify(try reader.read(assuming: server), assuming: server)))
    }
    return Report(merging: reports)
  }
}

extension Report {
  /// One report of what was found for several servers.
  init(merging reports: [(server: Server, report: Report)]) {
    let first = reports[0].report
    var servers: [Finding: [String]] = [:]
    var order: [Finding] = []
    var symptoms: [Finding: [(server: Server, text: String)]] = [:]
    for (server, report) in reports {
      for finding in report.findings {
        if servers[finding.withoutSymptom] == nil { order.append(finding) }
        servers[finding.withoutSymptom, default: []].append(server.description)
        finding.symptom.map { symptoms[finding.withoutSymptom, default: []].append((server, $0)) }
      }
    }
    let findings: [Finding] = order.map { finding in
      var finding = finding
      let named = servers[finding.withoutSymptom] ?? []
      finding.symptom = Self.symptom(symptoms[finding.withoutSymptom] ?? [], of: named.count)
      finding.servers = named.count == reports.count ? nil : named
      return finding
    }.worstFirst
    let worst = reports.map(\.report).max { $0.links.count < $1.links.count } ?? first
    let areProven = reports.allSatisfy { $0.report.proof != nil }
    self.init(
      source: first.source, time: first.time, passed: reports.allSatisfy(\.report.passed),
      strict: first.strict,
      hosts: first.hosts.enumerated().map { index, host in
        Host(
          name: host.name, role: host.role, certificates: host.certificates,
          passed: reports.allSatisfy { $0.report.hosts[index].passed })
      },
      findings: findings, rules: RuleDescription.all(of: findings), links: worst.links,
      proof: areProven ? first.proof : nil)
  }

  /// One text where all servers print the same; else each with the servers that print it.
  private static func symptom(_ said: [(server: Server, text: String)], of all: Int) -> String? {
    var texts: [String] = []
    for (_, text) in said where !texts.contains(text) { texts.append(text) }
    if texts.count == 1, said.count == all { return texts[0] }
    guard !texts.isEmpty else { return nil }
    return texts.map { text in
      let servers = said.filter { $0.text == text }.map(\.server.title).joined(separator: ", ")
      // A text that names its server needs no more.
      return said.contains { $0.text == text && text.contains($0.server.title) }
        ? text : "\(text) (\(servers))"
    }.joined(separator: "; ")
  }
}
