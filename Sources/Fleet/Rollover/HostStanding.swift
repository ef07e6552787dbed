internal import CertificateAuthority
internal import OpenSSL
internal import Replication

/// Where one host stands in a rollover.
public struct HostStanding: Sendable, Encodable {
  /// What is known of a fact.
  public struct Known: Sendable, Encodable {
    /// Whether it is so.
    public enum Answer: String, Sendable, Encodable {
      case yes
      /// It was seen not to be so.
      case no
      /// Nobody has shown or said it yet.
      case open
    }

    public let answer: Answer
    /// Who shows or says it: a folder, `the administrator`, or `the ledger`; nil where nobody does.
    public let source: String?
    /// When, in RFC 3339, UTC; nil where nobody does.
    public let at: String?
    /// For what is not so: why, in a sentence.
    public let reason: String?
  }

  public let name: String
  public let role: String
  /// The numbers of the generations that its present certificates in the ledger are of.
  public let issuedBy: [Int]
  /// Whether its folder in the pki trusts just the generations that it should.
  public let isPrepared: Bool
  /// Whether all of its certificates are over: it connects to nobody, and nothing waits for it.
  public let isOver: Bool
  /// Why its certificates cannot be issued from another generation, in a sentence; nil where they can.
  public let obstacle: String?
  /// Whether it trusts the generation that counts in this phase; nil where none does.
  public let trusts: Known?
  /// Whether all that it presents is of the generation that signs; nil where that is not to be yet.
  public let presents: Known?

  let asRole: Role
  /// What its files are written for.
  let server: Server
}

extension HostStanding {
  private enum CodingKeys: CodingKey {
    case name, role, issuedBy, isPrepared, isOver, obstacle, trusts, presents
  }

  /// Whether the next phase need not wait for it.
  var isReady: Bool { isOver || [trusts, presents].allSatisfy { $0?.answer ?? .yes == .yes } }
}

extension HostStanding.Known {
  init(_ confirmation: Confirmation) {
    self.init(
      answer: .yes, source: confirmation.source, at: confirmation.at.iso8601, reason: nil)
  }

  static let open = HostStanding.Known(answer: .open, source: nil, at: nil, reason: nil)
}
