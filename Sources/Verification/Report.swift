internal import OpenSSL

/// What a verification says: the one value that all forms of output are rendered from.
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
      /// The subject of the authority's generation that signed it; nil where none of those that all hosts are
      /// measured by did.
      public let authority: String?
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
    /// During a rollover: the other generation, at which chains end too; nil where all end at one.
    public let otherGeneration: Generation?

    /// A generation of the authority beside the one that is named first.
    public struct Generation: Sendable, Encodable {
      public let subject: String
      /// As the proof's own.
      public let keySHA256: String
    }
  }

  /// A slave's connection to a master that is not proven.
  public struct Link: Sendable, Encodable {
    /// What becomes of it.
    public enum Outcome: String, Sendable, Encodable {
      case fails, plain
      /// Encrypted, but the ends do not know each other by one authority.
      case unverified
    }

    public let slave: String
    public let master: String
    public let outcome: Outcome
  }

  /// The version of this format.
  public let format = 1
  public let source: String
  /// The moment that was judged at, in RFC 3339, UTC.
  public let time: String
  /// Whether every link is proven to come up, encrypted, under one authority; where that was asked for, also
  /// that nothing is exposed or due.
  public let passed: Bool
  /// Whether what is exposed or due fails too.
  public let strict: Bool
  public let hosts: [Host]
  /// The worst first.
  public let findings: [Finding]
  /// The rules that found something, in the order of the findings.
  public let rules: [RuleDescription]
  /// The links that are not proven.
  public let links: [Link]
  /// nil where the proof failed.
  public let proof: Proof?
  /// The running servers that were looked at; nil where only files were.
  public internal(set) var live: [LiveHost]?
}

extension Report {
  init(_ examination: Examination, _ findings: [Finding], strict: Bool) {
    let failing = findings.filter { $0.severity <= (strict ? .due : .breaks) }
    let unproven = Self.unproven(examination)
    let hosts = Set(failing.compactMap(\.host) + unproven.filter { $0.outcome != .fails }.map(\.slave))
    source = examination.deployment.source
    self.strict = strict
    time = examination.time.iso8601
    self.findings = findings
    rules = RuleDescription.all(of: findings)
    links = unproven
    self.hosts = examination.deployment.hosts.map { host in
      Host(
        name: host.name, role: host.role, certificates: Self.presented(host, examination),
        passed: !hosts.contains(host.name))
    }
    proof = findings.contains { $0.severity == .breaks } ? nil : Self.proof(examination)
    // That nothing was found is no proof.
    passed = failing.isEmpty && proof != nil
  }

  private static func presented(_ host: DeployedHost, _ examination: Examination) -> [Host.Presented] {
    let time = examination.time
    return host.presentations.compactMap { purpose, presentation in
      guard let leaf = presentation.chain.value?.first else { return nil }
      let end = leaf.fields.notAfter ?? Time(seconds: 0)
      return Host.Presented(
        file: presentation.chain.path, purpose: purpose == .server ? "server" : "client",
        subject: leaf.fields.subject.rfc2253, serial: leaf.fields.serial.description, notAfter: end.iso8601,
        daysLeft: time.days(until: end), names: (leaf.fields.subjectAlternativeNames ?? []).map(\.tagged),
        authority: examination.signer(of: leaf).flatMap {
          examination.certificate(ofKeyIn: [$0])?.fields.subject.rfc2253
        })
    }
  }

  private static func unproven(_ examination: Examination) -> [Link] {
    let hosts = examination.deployment.hosts
    return examination.survey.unproven.map { link, verdict in
      let outcome: Link.Outcome =
        switch verdict {
        case .encrypted: .unverified
        case .plain: .plain
        case .fails: .fails
        }
      return Link(slave: hosts[link.slave].name, master: hosts[link.master].name, outcome: outcome)
    }
  }

  private static func proof(_ examination: Examination) -> Proof? {
    let survey = examination.survey
    guard survey.unproven.isEmpty, let authority = examination.certificate(ofKeyIn: survey.ends),
      let key = authority.fields.publicKey
    else { return nil }
    let others = survey.ends.subtracting([key])
    let other = others.isEmpty ? nil : examination.certificate(ofKeyIn: others)?.fields
    return Proof(
      subject: authority.fields.subject.rfc2253, keySHA256: key.fingerprint.hexadecimal(separator: ":"),
      masters: examination.masters.count, slaves: examination.slaves.count, links: survey.proven,
      otherGeneration: other.map {
        Proof.Generation(
          subject: $0.subject.rfc2253,
          keySHA256: $0.publicKey?.fingerprint.hexadecimal(separator: ":") ?? "")
      })
  }
}

extension Report {
  /// The same report with each fix as `text` gives it back, such as with the folder that its commands shall
  /// work on.
  public func withFixes(_ text: (String) -> String) -> Report {
    let findings = findings.map { finding in
      var changed = Finding(
        rule: finding.rule, severity: finding.severity, host: finding.host, file: finding.file,
        sentence: finding.sentence, failure: finding.failure, symptom: finding.symptom,
        fix: finding.fix.map(text), servers: finding.servers)
      changed.live = finding.live
      return changed
    }
    return Report(
      source: source, time: time, passed: passed, strict: strict, hosts: hosts, findings: findings,
      rules: rules, links: links, proof: proof, live: live)
  }
}

extension DeployedHost {
  /// In the words of a topology.
  var role: String {
    switch (isMaster, !connections.isEmpty) {
    case (true, true):
      asMaster?.presentation?.chain.path == connections.first?.presentation?.chain.path ? "peer" : "both"
    case (true, false): "master"
    case (false, true): "slave"
    case (false, false): "none"
    }
  }
}
