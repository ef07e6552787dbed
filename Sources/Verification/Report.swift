internal import OpenSSL

/// What a verification says: the one value that text and JSON are rendered from.
public struct Report: Sendable, Encodable {
  /// One host, and what there is to know of it where all is well.
  public struct Host: Sendable, Encodable {
    /// A certificate that it presents.
    public struct Presented: Sendable, Encodable {
      public let file: String
      /// `server` or `client`.
      public let purpose: String
      public let subject: String
      public let serial: String
      /// In RFC 3339, UTC.
      public let notAfter: String
      /// Whole days that are left; negative once it is over.
      public let daysLeft: Int
      public let names: [String]
    }

    public let name: String
    public let role: String
    public let certificates: [Presented]
    /// Whether nothing was found that makes the verification fail.
    public let passed: Bool
  }

  /// The same-CA proof.
  public struct Proof: Sendable, Encodable {
    public let subject: String
    /// SHA-256 of the authority's SubjectPublicKeyInfo, hexadecimal with colons.
    public let keySHA256: String
    public let masters: Int
    public let slaves: Int
    /// How many slave → master connections were proven.
    public let links: Int
  }

  /// The version of this format.
  public let format = 1
  public let source: String
  /// The moment that was judged at, in RFC 3339, UTC.
  public let time: String
  /// Whether every link is proven and nothing is exposed; where that was asked for, nothing is due either.
  public let passed: Bool
  public let hosts: [Host]
  /// The worst first.
  public let findings: [Finding]
  /// nil where the proof failed.
  public let proof: Proof?
}

extension Report {
  init(_ examination: Examination, _ findings: [Finding], strict: Bool) {
    let failing = findings.filter { $0.severity <= (strict ? .due : .exposed) }
    let hosts = Set(failing.compactMap(\.host))
    source = examination.deployment.source
    time = examination.time.iso8601
    self.findings = findings
    self.hosts = examination.deployment.hosts.map { host in
      Host(
        name: host.name, role: host.role, certificates: Self.presented(host, at: examination.time),
        passed: !hosts.contains(host.name))
    }
    proof = findings.contains { $0.severity == .breaks } ? nil : Self.proof(examination)
    // That nothing was found is no proof.
    passed = failing.isEmpty && proof != nil
  }

  private static func presented(_ host: DeployedHost, at time: Time) -> [Host.Presented] {
    host.presentations.compactMap { purpose, presentation in
      guard let leaf = presentation.chain.value?.first else { return nil }
      let end = leaf.fields.notAfter ?? Time(seconds: 0)
      return Host.Presented(
        file: presentation.chain.path, purpose: purpose == .server ? "server" : "client",
        subject: leaf.fields.subject.rfc2253, serial: leaf.fields.serial.description, notAfter: end.iso8601,
        daysLeft: time.days(until: end), names: (leaf.fields.subjectAlternativeNames ?? []).map(\.tagged))
    }
  }

  private static func proof(_ examination: Examination) -> Proof? {
    var ends: Set<PublicKey> = []
    for link in examination.links {
      guard case .holds(let key) = examination.judge.verdict(link) else { return nil }
      ends.insert(key)
    }
    guard !ends.isEmpty, ends.isSubset(of: examination.authorityKeys),
      let authority = examination.authority.first(where: { $0.fields.publicKey.map(ends.contains) == true }),
      let key = authority.fields.publicKey
    else { return nil }
    return Proof(
      subject: authority.fields.subject.rfc2253, keySHA256: key.fingerprint.hexadecimal(separator: ":"),
      masters: examination.masters.count, slaves: examination.slaves.count, links: examination.linkCount)
  }
}

extension Report {
  /// The same report with each fix as `text` gives it back, such as with the folder that its commands shall
  /// work on.
  public func withFixes(_ text: (String) -> String) -> Report {
    let findings = findings.map { finding in
      Finding(
        rule: finding.rule, severity: finding.severity, host: finding.host, file: finding.file,
        sentence: finding.sentence, symptom: finding.symptom, fix: finding.fix.map(text))
    }
    return Report(
      source: source, time: time, passed: passed, hosts: hosts, findings: findings, proof: proof)
  }
}

extension DeployedHost {
  /// In the words of a topology.
  var role: String {
    switch (asMaster != nil, asSlave != nil) {
    case (true, true): asMaster?.chain.path == asSlave?.chain.path ? "peer" : "both"
    case (true, false): "master"
    case (false, true): "slave"
    case (false, false): "none"
    }
  }
}
