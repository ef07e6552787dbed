/// One thing that is looked for in a deployment.
protocol Rule: Sendable {
  /// The name in output, in kebab case; stable.
  static var name: String { get }
  /// Whether a host that it finds broken has links that break for the same reason, so that they need no words
  /// of their own.
  static var explainsLinks: Bool { get }
  /// What the rule finds, in the order of the hosts.
  func findings(in examination: Examination) -> [Finding]
}

extension Rule {
  static var explainsLinks: Bool { true }

  /// A finding of this rule.
  func finding(
    _ severity: Severity, _ host: DeployedHost?, _ file: String?, _ sentence: String, symptom: String? = nil,
    fix: String? = nil
  ) -> Finding {
    Finding(
      rule: Self.name, severity: severity, host: host?.name, file: file, sentence: sentence, symptom: symptom,
      fix: fix)
  }
}

/// All rules.
enum Rules {
  /// The ones that explain most come first: their findings are shown first.
  static let all: [any Rule] = [
    NothingToCompareRule(), UnreadableFileRule(), HalfPairRule(), EncryptedKeyRule(), ChainOrderRule(),
    KeyMismatchRule(), MissingIntermediateRule(),
    AnotherAuthorityRule(), AnotherTrustRule(), WrongUsageRule(), UnusableKeyRule(), ValidityRule(),
    IssuerNotCARule(), PathLengthRule(), SelfIssuedNameRule(), SameNameBundleRule(), WeakCertificateRule(),
    RevokedRule(), RevocationListRule(), IntermediateInCertificateOnlyRule(), TLSVersionsRule(),
    CiphersRule(),
    MemberUsageRule(), TrailingDataRule(),
    DialledNameRule(), RefusedStatementRule(), ClientGroupRule(), NoTLSRule(), TLSNotOfferedRule(),
    ServerStartRule(), UnhashedFolderRule(), UnverifiedMasterRule(), PlainTextFallbackRule(),
    MasterWithoutCARule(), AccountRequirementRule(), OtherHolderRule(), OpenKeyRule(),
    MisplacedAuthorityKeyRule(), ForeignAuthorityKeyRule(),
    DifferentAuthoritiesRule(), Version1Rule(), BrokenLinkRule(),
  ]
}
