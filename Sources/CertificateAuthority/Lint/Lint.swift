public import OpenSSL

/// What a lint looks at.
public struct LintContext: Sendable {
  /// The certificate, signed or not.
  public let fields: CertificateFields
  /// What it is for.
  public let profile: Profile
  /// The authority that signs it; for an authority's own certificate, the certificate itself.
  public let authority: CertificateFields

  public init(fields: CertificateFields, profile: Profile, authority: CertificateFields) {
    self.fields = fields
    self.profile = profile
    self.authority = authority
  }
}

/// One thing that must be so in every certificate before it is signed.
public protocol Lint: Sendable {
  /// The name in output, in kebab case; stable.
  var name: String { get }
  /// What is wrong, as a sentence without capital and full stop; nil where nothing is.
  func problem(in context: LintContext) -> String?
}

/// What a lint says.
public struct LintFinding: Sendable, Hashable {
  public let lint: String
  public let sentence: String
}

/// All lints.
public enum Lints {
  /// In the order of the fields of a certificate (RFC 5280, 4.1).
  public static let all: [any Lint] = [
    VersionLint(), SerialNumberLint(), SubjectNameLint(), ValidityLint(), OutlivesAuthorityLint(),
    KeyPolicyLint(),
    ExtensionSetLint(), BasicConstraintsLint(), KeyUsageLint(), ExtendedKeyUsageLint(), SubjectAltNameLint(),
    KeyIdentifierLint(),
  ]

  /// What all lints say of a certificate; empty where it may be signed.
  public static func findings(in context: LintContext) -> [LintFinding] {
    all.compactMap { lint in
      lint.problem(in: context).map { LintFinding(lint: lint.name, sentence: $0) }
    }
  }
}
