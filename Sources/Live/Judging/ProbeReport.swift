internal import OpenSSL
internal import Replication
public import Verification

/// What a probe of several servers says: the one value that all forms of output are rendered from.
public struct ProbeReport: Sendable, Encodable {
  /// The version of this format.
  public let format = 1
  /// The moment that was judged at, in RFC 3339, UTC.
  public let time: String
  /// Whether all servers answered, and nothing was found that breaks or exposes a connection.
  public let passed: Bool
  /// In the order in which they were named.
  public let servers: [ProbedServer]

  init(_ servers: [ProbedServer], at time: Time) {
    self.servers = servers
    self.time = time.iso8601
    passed = servers.allSatisfy { $0.outcome == .passed }
  }

  /// Whether a server could not be looked at, so that nothing is known of it.
  public var isIncomplete: Bool { servers.contains { $0.outcome == .unknown } }
}

/// What is known of one server.
public struct ProbedServer: Sendable, Encodable {
  /// What becomes of the question.
  public enum Outcome: String, Sendable, Encodable {
    case passed, failed
    /// It could not be looked at.
    case unknown
  }

  /// A certificate that it serves.
  public struct Served: Sendable, Encodable {
    public let subject: String
    public let issuer: String
    public let serial: String
    /// In RFC 3339, UTC; nil where they are malformed.
    public let notBefore: String?
    public let notAfter: String?
    public let names: [String]
    /// In lower case, with colons between the bytes, as the rest of the program writes them.
    public let sha256: String
    public let sha1: String
  }

  /// What its TLS is like.
  public struct TLS: Sendable, Encodable {
    /// As OpenSSL names them.
    public let version: String
    public let cipher: String
    /// In the order in which they came.
    public let certificates: [Served]
    public let asksForCertificate: Bool
    /// The authorities of which it asked for one.
    public let authorities: [String]
  }

  /// What became of the certificate that was presented.
  public struct Client: Sendable, Encodable {
    public enum Outcome: String, Sendable, Encodable {
      case accepted, refused, notAsked, unknown
    }
    public let subject: String
    public let serial: String
    public let outcome: Outcome
    /// The alert by which it was refused; nil where the server gave none.
    public let alert: String?
  }

  /// Why nothing, or not all, is known.
  public struct Failure: Sendable, Encodable {
    public let sentence: String
    public let hint: String?
  }

  /// As it was named.
  public let target: String
  public let address: String?
  /// The host of the deployment that it is taken for.
  public let host: String?
  /// As in `MariaDB 10.11.18`.
  public let server: String?
  /// As the server spells it.
  public let version: String?
  public let offersTLS: Bool?
  public let tls: TLS?
  public let client: Client?
  public let failure: Failure?
  /// The worst first.
  public let findings: [Finding]
  public let outcome: Outcome

  init(_ probed: Probed, presented leaf: Certificate?, host: String?, findings: [Finding]) {
    target = probed.endpoint.description
    address = probed.address
    self.host = host
    server = probed.release?.description
    version = probed.release?.text
    offersTLS = probed.offersTLS
    tls = probed.served.map(TLS.init)
    client = leaf.flatMap { leaf in probed.reception.map { Client($0, leaf) } }
    failure = probed.failure.map { Failure(sentence: $0.description, hint: $0.hint) }
    self.findings = findings
    let isBad = findings.contains { $0.severity <= .exposed }
    outcome = isBad ? .failed : probed.failure == nil ? .passed : .unknown
  }
}

extension ProbedServer.TLS {
  init(_ served: Probed.Served) {
    version = served.version
    cipher = served.cipher
    certificates = served.chain.map { certificate in
      let fields = certificate.fields
      return ProbedServer.Served(
        subject: fields.subject.rfc2253, issuer: fields.issuer.rfc2253, serial: fields.serial.description,
        notBefore: fields.notBefore?.iso8601, notAfter: fields.notAfter?.iso8601,
        names: (fields.subjectAlternativeNames ?? []).map(\.tagged),
        sha256: certificate.fingerprint.hexadecimal(separator: ":"),
        sha1: certificate.sha1Fingerprint.hexadecimal(separator: ":"))
    }
    asksForCertificate = served.asksForCertificate
    authorities = served.authorities.map(\.rfc2253)
  }
}

extension ProbedServer.Client {
  init(_ reception: Probed.Reception, _ leaf: Certificate) {
    subject = leaf.fields.subject.rfc2253
    serial = leaf.fields.serial.description
    switch reception {
    case .accepted: (outcome, alert) = (.accepted, nil)
    case .refused(let alert): (outcome, self.alert) = (.refused, alert?.description)
    case .notAsked: (outcome, alert) = (.notAsked, nil)
    case .unknown: (outcome, alert) = (.unknown, nil)
    }
  }
}
