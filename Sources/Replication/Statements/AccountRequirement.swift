/// What an account asks of the connection it logs in over.
///
/// The names are those of `X509_NAME_oneline`, `/C=FI/O=Example/CN=slave1`: the server compares them byte for
/// byte (measured; MySQL manual, "CREATE USER Statement").
public enum AccountRequirement: Sendable, Hashable {
  /// Any encrypted connection.
  case ssl
  /// A client certificate that the server's ssl-ca verifies.
  case x509
  /// A verified certificate with this subject.
  case subject(String)
  /// A verified certificate whose direct issuer has this name.
  case issuer(String)
  /// Both of them, the subject first.
  case subjectAndIssuer(String, String)

  /// The words after `REQUIRE`, and whether a backslash stands in them.
  ///
  /// - Throws: `unwritable` for a name that does not begin with `/`, and for one with `+`, `\/` or the like:
  ///   OpenSSL 1.1.1 and 3 write those differently, so the account would break with an upgrade (measured).
  func clause() throws(ReplicationError) -> (text: String, hasBackslash: Bool) {
    switch self {
    case .ssl: return ("SSL", false)
    case .x509: return ("X509", false)
    case .subject(let name):
      let literal = try AccountRequirement.literal(name)
      return ("SUBJECT \(literal)", literal.hasBackslash)
    case .issuer(let name):
      let literal = try AccountRequirement.literal(name)
      return ("ISSUER \(literal)", literal.hasBackslash)
    case .subjectAndIssuer(let subject, let issuer):
      let (subject, issuer) = (
        try AccountRequirement.literal(subject), try AccountRequirement.literal(issuer)
      )
      return ("SUBJECT \(subject) AND ISSUER \(issuer)", subject.hasBackslash || issuer.hasBackslash)
    }
  }

  /// What the server checks, in a sentence without capital and full stop.
  var meaning: String {
    switch self {
    case .ssl: "any encrypted connection will do, no certificate is asked for"
    case .x509: "a client certificate that ssl-ca of this server verifies"
    case .subject: "a verified client certificate with exactly this subject"
    case .issuer: "a verified client certificate, issued directly by exactly this name"
    case .subjectAndIssuer: "a verified client certificate with exactly this subject and direct issuer"
    }
  }

  /// The requirement without its names, for a comment.
  var keyword: String {
    switch self {
    case .ssl: "SSL"
    case .x509: "X509"
    case .subject: "SUBJECT"
    case .issuer: "ISSUER"
    case .subjectAndIssuer: "SUBJECT AND ISSUER"
    }
  }

  private static func literal(_ name: String) throws(ReplicationError) -> SQLLiteral {
    let bytes = Array(name.utf8)
    guard bytes.first == UInt8(ascii: "/"), bytes.contains(UInt8(ascii: "=")) else {
      throw ReplicationError(
        .unwritable, "\(quoted(name)) is not a name of the form /O=Example/CN=slave1",
        hint: "print it with `openssl x509 -noout -subject -nameopt compat -in FILE`")
    }
    let escaped = bytes.indices.contains { index in
      bytes[index] == UInt8(ascii: "\\")
        && !(index + 1 < bytes.count && bytes[index + 1] == UInt8(ascii: "x"))
    }
    guard !escaped, !bytes.contains(UInt8(ascii: "+")) else {
      throw ReplicationError(
        .unwritable,
        "the name \(quoted(name)) has a slash or plus in a value, or several values in one part, "
          + "which servers write differently by their OpenSSL version",
        hint: "ask for X509 instead")
    }
    return try SQLLiteral(doublingBackslashesOf: name)
  }
}
