internal import CertificateAuthority
public import OpenSSL

/// What was seen of a host in one place: whom it trusts, and what it presents.
public struct HostSighting: Sendable {
  /// The host's name in the ledger.
  let host: String
  /// Where it was seen.
  let source: String
  /// What each of its sides trusts, as a server and in each of its connections to masters; nil where that was
  /// not looked at, as from outside.
  let trusts: [[Certificate]]?
  /// The revocation lists that each of its sides checks certificates against, in the order of `trusts`; nil
  /// for a side that checks none.
  let lists: [[RevocationList]?]
  /// The certificate that each of its sides presents; nil where that was not looked at.
  let presented: [Certificate]?
  /// Why it cannot be relied on, whatever else was seen; each a sentence.
  let problems: [String]
  /// Whether it is of the server that slaves connect to, and not of the host's own connections to a master.
  var showsServerAlone = false

  /// What it says of a fact: nothing, yes, or no with the reason.
  func answer(_ fact: Confirmation.Fact, of generation: TrustedGeneration) -> Answer {
    if let problem = problems.first { return .no(problem) }
    guard let key = generation.publicKey else { return .nothing }
    let name = generation.certificate.fields.subject.rfc2253
    switch fact {
    case .trusts:
      guard let trusts else { return .nothing }
      let lacks = trusts.first { trusted in !trusted.contains { $0.fields.publicKey == key } }
      guard lacks == nil, !trusts.isEmpty else { return .no("\(source) does not trust \(name)") }
      let hasLists = lists.allSatisfy { $0?.contains { $0.isSigned(by: key) } ?? true }
      return hasLists ? .yes : .no("\(source) has revocation lists, and none of \(name)")
    case .presents:
      guard let presented else { return .nothing }
      guard let other = presented.first(where: { !$0.isSigned(by: key) }) else {
        return presented.isEmpty ? .no("\(source) presents no certificate") : .yes
      }
      return .no("\(source) presents a certificate of \(other.fields.issuer.rfc2253), not of \(name)")
    }
  }

  /// What a sighting says of a fact.
  enum Answer: Equatable {
    case yes
    case no(String)
    /// It was not looked at.
    case nothing
  }
}

/// Where hosts can be seen as they are: folders that were deployed, and the servers themselves.
public protocol HostWitness {
  /// What is to be seen of hosts.
  ///
  /// - Parameter holder: the host that a serial number was issued to; nil where it is nobody's.
  /// - Throws: where a place cannot be read, or is none of a host of this authority.
  func sightings(holder: (Certificate) throws -> String?) throws -> [HostSighting]
}
