/// A running server of a deployment, and what was seen of it.
public struct LiveHost: Sendable, Encodable {
  public let host: String
  /// Where it was looked for.
  public let address: String
  /// As in `MariaDB 10.11.18`; nil where it did not tell.
  public let server: String?
  /// The protocol and cipher of the connection that looked at it; nil where there was none with TLS.
  public let tls: String?
  /// The serial number of the certificate that it serves.
  public let serial: String?
  /// What could be read with a login.
  public let read: [String]
  /// What was asked with a login and could not be read.
  public let unread: [String]

  public init(
    host: String, address: String, server: String?, tls: String?, serial: String?, read: [String],
    unread: [String]
  ) {
    self.host = host
    self.address = address
    self.server = server
    self.tls = tls
    self.serial = serial
    self.read = read
    self.unread = unread
  }
}

extension Report {
  /// The same with what was found on running servers.
  ///
  /// Where a server runs otherwise than its files say, what is proven of the files is not proven of the
  /// deployment: a live finding that breaks or exposes something makes it fail.
  ///
  /// - Parameters:
  ///   - found: the findings. One that the files have too, by rule and host, is left out for those rules that judge
  ///     the same certificate in both places.
  ///   - plain: the slaves that replicate in the clear, with their masters.
  ///   - hosts: what was looked at.
  public func adding(
    _ found: [Finding], plain: [(slave: String, master: String)], hosts seen: [LiveHost]
  ) -> Report {
    let known = Set(findings.map { "\($0.rule) \($0.host ?? "")" })
    let new = found.filter {
      !Self.ofCertificates.contains($0.rule) || !known.contains("\($0.rule) \($0.host ?? "")")
    }.map { finding in
      var finding = finding
      finding.live = true
      return finding
    }
    let failing = new.filter(fails)
    let failed = Set(failing.compactMap(\.host) + plain.map(\.slave))
    let findings = (findings + new).worstFirst
    let isProven = proof != nil && failing.isEmpty && plain.isEmpty
    return Report(
      source: source, time: time, passed: passed && isProven, strict: strict,
      hosts: hosts.map { host in
        Host(
          name: host.name, role: host.role, certificates: host.certificates,
          passed: host.passed && !failed.contains(host.name))
      },
      findings: findings, rules: RuleDescription.all(of: findings),
      links: links + plain.map { Link(slave: $0.slave, master: $0.master, outcome: .plain) },
      proof: isProven ? proof : nil, live: seen)
  }

  /// Whether a finding makes the verification fail.
  public func fails(_ finding: Finding) -> Bool {
    finding.severity <= (strict ? .due : finding.live == true ? .exposed : .breaks)
  }

  private static let ofCertificates: Set = ["validity", "revoked", "dialled-name", "revocation-list"]
}
