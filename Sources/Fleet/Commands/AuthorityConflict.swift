internal import CertificateAuthority
internal import OpenSSL

/// Whether the authority that is there is the one that is asked for: it is never made anew.
struct AuthorityConflict {
  let existing: Certificate
  /// The pki folder.
  let root: String
  /// Where in a file it is asked for; nil where options ask.
  var place: String?

  /// - Throws: ``IssuanceError`` where something else is asked for than is there; nil asks for nothing.
  func check(name: String?, algorithm: KeyAlgorithm?, days: Int?) throws(IssuanceError) {
    let fields = existing.fields
    let subject = fields.subject.commonName ?? ""
    if let name, name != AuthorityRequest.name(of: subject) {
      throw refusal("it is named \(subject), not \(name)")
    }
    if let algorithm, let kind = fields.publicKey?.kind, kind.algorithm != algorithm {
      throw refusal("its key is \(kind), not \(algorithm.rawValue)")
    }
    if let days, let begin = fields.notBefore, let end = fields.notAfter,
      begin.adding(seconds: Profile.backdate).days(until: end) != days
    {
      throw refusal("it lasts \(begin.adding(seconds: Profile.backdate).days(until: end)) days, not \(days)")
    }
  }

  /// An error that says what differs.
  func refusal(_ what: String) -> IssuanceError {
    IssuanceError(
      .authorityExists, "\(place.map { $0 + ": " } ?? "")\(root) has an authority already, and \(what)",
      hint: place == nil
        ? "leave that option out, or make another authority in another --pki folder"
        : "mend that section, or make another authority in another --pki folder")
  }
}
