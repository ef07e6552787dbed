public import OpenSSL
internal import Replication
internal import Verification

/// Judges what probes saw.
public struct ProbeJudge: Sendable {
  /// The moment to judge at.
  public var time: Time
  /// Within how many seconds an end is worth a word.
  public var warningSeconds: Int64
  /// Whose pair was presented; nil for nobody's.
  public var presented: PresentedPair?
  /// What is to be served; nil where it is held against nothing.
  public var expectation: Expectation?

  public init(
    time: Time, warningSeconds: Int64, presented: PresentedPair? = nil, expectation: Expectation? = nil
  ) {
    self.time = time
    self.warningSeconds = warningSeconds
    self.presented = presented
    self.expectation = expectation
  }

  /// What is to be said of all of `probed`.
  ///
  /// - Parameter names: the host that each is known to be; nil where that is to be found out.
  public func report(on probed: [Probed], as names: [String?]) -> ProbeReport {
    ProbeReport(zip(probed, names).map { judge($0, as: $1) }, at: time)
  }

  /// Whether all names are of hosts that have something to serve.
  ///
  /// - Throws: ``LiveError`` with code `badFiles` for the first that is not.
  public func check(_ names: [String?]) throws(LiveError) {
    guard let expectation else { return }
    for case let name? in names where !expectation.hosts.contains(where: { $0.name == name }) {
      let known = expectation.hosts.map(\.name)
      throw LiveError(
        .badFiles, "there is no host \(name) in \(expectation.source) that has something to serve",
        hint: "there are " + known.prefix(20).joined(separator: ", ") + (known.count > 20 ? " and more" : ""))
    }
  }

  /// What is to be said of one server.
  ///
  /// - Parameter name: the host that it is known to be; nil where that is to be found out.
  public func judge(_ probed: Probed, as name: String? = nil) -> ProbedServer {
    let known = name.flatMap { name in expectation?.hosts.first { $0.name == name } }
    let host = known ?? expectation?.host(of: probed)
    let subject = Subject(probed: probed, host: host, name: host?.name ?? name ?? probed.endpoint.description)
    var findings: [Finding] = []
    if probed.offersTLS == false { findings.append(noTLS(subject)) }
    if let served = probed.served, let leaf = served.chain.first {
      findings += loaded(subject, served, leaf) + trusted(subject, served, leaf)
      findings += validity(subject, served.chain) + names(subject, leaf)
    }
    if let refused = clientRefused(subject) { findings.append(refused) }
    return ProbedServer(
      probed, presented: presented?.leaf, host: host?.name,
      findings: findings.enumerated().sorted {
        ($0.element.severity, $0.offset) < ($1.element.severity, $1.offset)
      }
      .map(\.element))
  }

  /// One server, and the host that it is taken for.
  struct Subject {
    let probed: Probed
    let host: Expectation.Host?
    /// How sentences call it.
    let name: String

    func finding(
      _ rule: String, _ severity: Severity, _ sentence: String, file: String? = nil, fix: String? = nil
    ) -> Finding {
      Finding(rule: rule, severity: severity, host: name, file: file, sentence: sentence, fix: fix)
    }

    /// What has the server take other files than those that its options name.
    ///
    /// The options are dynamic on MySQL from 8.0.16 on alone (manual, "Server-Side Runtime Configuration"); the
    /// statement that reloads reads again the files that are named already.
    func naming(_ options: String) -> String {
      let named = "name \(options) under [mysqld] of an option file that it reads, and restart it"
      guard probed.release?.takesPathsAtRuntime == true else { return named }
      return "\(named), or SET PERSIST them, and then `ALTER INSTANCE RELOAD TLS`"
    }

    /// What makes the server read its files again, in its own words.
    var reload: String {
      switch probed.release?.reload {
      case .statement(let statement)?: "on the server: `\(statement)`"
      case .restart?: "restart the server, which reads its files at no other time"
      case nil where probed.opening == .x: "on the server: `ALTER INSTANCE RELOAD TLS`"
      case nil: "on the server: `ALTER INSTANCE RELOAD TLS` (MySQL) or `FLUSH SSL` (MariaDB)"
      }
    }
  }

  private func noTLS(_ subject: Subject) -> Finding {
    let fix =
      subject.host.map {
        "its files are \($0.file) and those beside it: name them under [mysqld], restart, and see its log"
      }
      ?? "name ssl-ca, ssl-cert and ssl-key under [mysqld], restart, and see its log"
    return subject.finding("tls-not-offered", .breaks, "\(subject.name) offers no TLS", fix: fix)
  }

  /// Leaf and authorities are in their time. The leaf is judged here also where nothing is expected.
  private func validity(_ subject: Subject, _ chain: [Certificate]) -> [Finding] {
    chain.enumerated().compactMap { depth, certificate in
      let what = depth == 0 ? "serves" : "serves, behind its own,"
      let name = "\(subject.name) \(what) \(certificate.fields.subject.rfc2253)"
      let fix = subject.host.map {
        $0.isOfPKI ? "`mkcerts renew \($0.name)`, bring it there, and \(subject.reload)" : nil
      }
      guard let begin = certificate.fields.notBefore, let end = certificate.fields.notAfter else {
        return subject.finding("validity", .breaks, "\(name), whose validity cannot be read")
      }
      if time < begin {
        return subject.finding(
          "validity", .breaks,
          "\(name), which is not valid before \(begin.iso8601), and it is \(time.iso8601)",
          fix: "see the clocks of both machines with `date -u`")
      }
      if end <= time {
        return subject.finding(
          "validity", .breaks, "\(name), which expired \(end.iso8601), and it is \(time.iso8601)",
          fix: fix ?? nil)
      }
      guard end < time.adding(seconds: warningSeconds) else { return nil }
      let left = time.days(until: end)
      return subject.finding(
        "validity", .due, "\(name), which ends \(end.iso8601), in \(left) \(left == 1 ? "day" : "days")",
        fix: fix ?? nil)
    }
  }
}

extension ServerRelease {
  /// Whether the paths of its TLS files can be set while it runs: MySQL 8.0.16 (manual, "Server-Side Runtime
  /// Configuration and Monitoring for Encrypted Connections"); MariaDB takes them at its start alone.
  fileprivate var takesPathsAtRuntime: Bool {
    flavour == .mysql && !numbers.isEmpty && !numbers.lexicographicallyPrecedes([8, 0, 16])
  }
}
