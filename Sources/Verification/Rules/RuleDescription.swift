/// What a rule is about, whatever it finds: for those who read its name in a report.
public struct RuleDescription: Sendable {
  /// One sentence, with capital and full stop.
  public let summary: String
  /// The sentence, with what follows from a finding and what to do.
  public let text: String

  init(_ summary: String, _ more: String) {
    self.summary = summary
    text = "\(summary) \(more)"
  }

  /// The description of the rule with this name; one that says no more than the name, for a name that is not
  /// known.
  public init(of rule: String) {
    self = Self.known[rule] ?? RuleDescription("The rule \(rule).", "The finding says what is wrong.")
  }

  /// By the names of the rules.
  static let known = Dictionary(
    uniqueKeysWithValues: (trust + certificates + files + servers + live).map { ($0, $1) })

  private static let trust: [(String, RuleDescription)] = [
    (
      "another-authority",
      .init(
        "A host's certificate is from another authority than the one that is shared.",
        "Names prove nothing, since each server makes an authority of one name: keys are compared. Issue the host anew."
      )
    ),
    (
      "another-trust",
      .init(
        "A host trusts another authority than the one that is shared.",
        "It refuses its peers, or accepts strangers. Give it the certificate of the shared authority.")
    ),
    (
      "different-authorities",
      .init(
        "The two ends of a connection are under different authorities.",
        "It comes up, but master and slave do not share one authority. Issue one of them anew under the other's."
      )
    ),
    (
      "foreign-authority-key",
      .init(
        "The key in the authority's folder is not that of the authority's certificate.",
        "What would be issued with it is refused. Bring back from a backup whichever of the two was exchanged."
      )
    ),
    (
      "misplaced-authority-key",
      .init(
        "The authority's private key is where it should not be.",
        "Whoever reads it can pretend to be any host. Remove it, and where it may have been read make a new authority."
      )
    ),
    (
      "auto-generated",
      .init(
        "A server made its certificates for itself.",
        "Each server makes an authority of its own, so that no other can verify it. Issue it from a shared one."
      )
    ),
    (
      "self-issued-name",
      .init(
        "A certificate has the whole name of its own authority.",
        "It is taken for self-signed and refused. Issue it under another name.")
    ),
    (
      "same-name-bundle",
      .init(
        "Two authorities of one name are trusted, and only one of them is tried.",
        "Whether a connection comes up depends on their order. Keep the one that is needed.")
    ),
    (
      "trust-settings",
      .init(
        "An authority is written with settings that do not trust it for what it is needed for.",
        "A TRUSTED CERTIFICATE block names purposes. Write it as a plain certificate.")
    ),
    (
      "unhashed-folder",
      .init(
        "A folder of trusted certificates has no names by hash.",
        "The library finds nothing in it. Run `openssl rehash` on it.")
    ),
    (
      "broken-link",
      .init(
        "A slave's connection to a master does not come up, or is not under the shared authority.",
        "The finding says which side refuses which, and why.")
    ),
    (
      "nothing-to-compare",
      .init(
        "A master, a slave or a certificate is missing, so that nothing can be proven.",
        "That nothing was found wrong is no proof. Give what is missing.")
    ),
    (
      "circular-pair",
      .init(
        "Two servers replicate from each other, and one direction does not hold.",
        "Each has to be a good master and a good slave. Mend the end that the finding names.")
    ),
  ]

  private static let certificates: [(String, RuleDescription)] = [
    (
      "validity",
      .init(
        "A certificate is expired, not yet valid, or about to end.",
        "Servers refuse it outside its time. Issue it anew in time.")
    ),
    (
      "wrong-usage",
      .init(
        "A certificate is not for what it is used for.",
        "A server's certificate needs server authentication, a slave's client authentication. Issue it in its role."
      )
    ),
    (
      "member-usage",
      .init(
        "The certificate of a cluster's member is a server's only.",
        "Members of Galera and Group Replication are clients of each other too. Issue it as a peer.")
    ),
    (
      "issuer-not-ca",
      .init(
        "A certificate was issued by one that is no authority's.",
        "It is refused. Issue it from an authority.")
    ),
    (
      "path-length",
      .init(
        "There are more authorities between root and host than the root allows.",
        "The chain is refused. Issue from an authority that stands higher.")
    ),
    (
      "name-constraints",
      .init(
        "A certificate has a name that an authority above it may not certify.",
        "It is refused. Issue it under names that the authority's nameConstraints permit.")
    ),
    (
      "critical-extension",
      .init(
        "A certificate has a critical extension that OpenSSL does not know.",
        "It is refused, as the standard asks. Issue it without that extension.")
    ),
    (
      "issuer-named-by-serial",
      .init(
        "A certificate names its authority by serial number, and another certificate of that authority is trusted.",
        "It is accepted under that very one alone. Keep the old one beside the renewed one.")
    ),
    (
      "missing-intermediate",
      .init(
        "A certificate between the host's and the authority's is missing.",
        "The other end cannot build the chain. Put it behind the host's certificate.")
    ),
    (
      "chain-order",
      .init(
        "The certificates of a chain are in the wrong order.",
        "The first is taken for the host's own. Put the host's first, then each one's issuer.")
    ),
    (
      "intermediate-in-certificate-only",
      .init(
        "An intermediate certificate stands in the host's file only.",
        "Some servers do not send it, and others refuse to load it anew. Put it in the file of authorities too."
      )
    ),
    (
      "weak-certificate",
      .init(
        "A certificate's key or signature is too weak for the server's library.",
        "It refuses to load or to accept it. Issue it anew with a current key and digest.")
    ),
    (
      "version-1",
      .init(
        "A certificate is of version 1, which says nothing of what it is for.",
        "Some libraries refuse it as an authority's. Issue it anew.")
    ),
    (
      "revoked",
      .init("A certificate is revoked.", "Whoever has the list refuses it. Issue the host anew.")
    ),
    (
      "revocation-list",
      .init(
        "A revocation list is missing, stale, or of another authority, or a host has an old copy.",
        "Servers that are told to use one refuse every certificate without a current list, and with an old copy they "
          + "accept what was revoked since. Publish and distribute a current list."
      )
    ),
    (
      "dialled-name",
      .init(
        "A slave dials a name that the master's certificate is not for.",
        "A slave that verifies the name refuses. Dial another name, or issue the master anew with this one.")
    ),
    (
      "shared-key",
      .init(
        "Several hosts have one private key.",
        "Who gets it on one of them is taken for all. Give each host a key of its own.")
    ),
    (
      "other-holder",
      .init(
        "A host has the certificate of another.",
        "Neither can be told from the other. Give each host its own.")
    ),
  ]

  private static let files: [(String, RuleDescription)] = [
    (
      "missing-file",
      .init("A file that a server is told to load is not there.", "Bring it back, or name the right one.")
    ),
    (
      "unreadable-file",
      .init(
        "A file cannot be read as what it should be.",
        "What cannot be read is never taken for good. Bring the right file back.")
    ),
    (
      "host-without-folder",
      .init(
        "The ledger knows a host that has no folder here.",
        "Nothing was verified of it. Verify its files where they are, or issue it anew.")
    ),
    (
      "half-pair",
      .init(
        "A certificate is there without its key, or a key without its certificate.",
        "The server loads neither. Bring the other half back, or issue the pair anew.")
    ),
    (
      "key-mismatch",
      .init(
        "A key is not the key of the certificate beside it.",
        "The server loads neither. Bring the right one back, or issue the pair anew.")
    ),
    (
      "encrypted-key",
      .init(
        "A host's private key is encrypted, and servers ask nobody for a passphrase.",
        "It is not loaded. Decrypt it, and protect it by its mode.")
    ),
    (
      "unusable-key",
      .init(
        "A key is of a kind that the server's library does not load or use.",
        "Issue the pair anew with a key of another kind.")
    ),
    (
      "open-key",
      .init(
        "A private key can be read by others than its server.",
        "Whoever read it can pretend to be the host. Close it, and issue the pair anew where it may have been read."
      )
    ),
    (
      "relative-path",
      .init(
        "A path is relative, and the server takes it from its data directory.",
        "It finds another file, or none. Write the whole path.")
    ),
    (
      "trailing-data",
      .init(
        "A file holds more than what is read of it.",
        "What stands behind is ignored by some readers and refused by others. Take it out.")
    ),
  ]

  private static let servers: [(String, RuleDescription)] = [
    (
      "no-tls",
      .init(
        "A slave is not told to use TLS.",
        "It replicates in the clear, or is refused. Name the TLS options in its statement.")
    ),
    (
      "no-client-certificate",
      .init(
        "A slave shows no certificate to its master.",
        "Nothing but a password tells who it is. Name one in its statement, and let the account require it.")
    ),
    (
      "unverified-master",
      .init(
        "A slave does not verify its master.",
        "Anybody between the two can pretend to be the master. Have it verify the certificate and its name.")
    ),
    (
      "plain-text-fallback",
      .init(
        "A slave goes on in the clear where its master offers no TLS.",
        "Nothing says so. Have it verify the master's certificate.")
    ),
    (
      "client-group",
      .init(
        "A slave relies on the options of [client], which its connection does not read.",
        "Name the TLS options in the statement that configures the slave.")
    ),
    (
      "master-without-ca",
      .init(
        "A master knows no authority to verify its clients by.",
        "It cannot verify what slaves show. Give it ssl-ca.")
    ),
    (
      "refused-statement",
      .init(
        "A server refuses a statement: the one that tells a slave of its master, or one that makes an account.",
        "The statement changes nothing. Write it in the words of that server.")
    ),
    (
      "undecided-statement",
      .init(
        "A script has statements of which only a server can tell what they do to accounts or to replication.",
        "Write them out as they are to be run, or verify the running servers with --live.")
    ),
    (
      "server-start",
      .init(
        "A server does not start with these files.", "Mend what the finding names before the next restart.")
    ),
    (
      "tls-not-offered",
      .init(
        "A server starts, but offers no TLS.",
        "Its connections are in the clear. Mend what the finding names.")
    ),
    (
      "account-requirement",
      .init(
        "An account requires of its client what the slave does not show.",
        "The login is refused with error 1045. Change the requirement, or issue the slave anew.")
    ),
    (
      "enforced-validation",
      .init(
        "A server is told to verify its own certificate, and does not start with the one it has.",
        "What counts is ssl_ca alone. Put every issuer there, or issue the certificate anew.")
    ),
    (
      "unusable-account",
      .init(
        "A slave's account on its master is not there, or does not let it replicate.",
        "It may be for other hosts, locked, expired, or without REPLICATION SLAVE. Mend the account.")
    ),
    (
      "tls-versions",
      .init(
        "The two ends of a connection have no version of TLS in common.",
        "It does not come up. Allow one version on both.")
    ),
    (
      "ciphers",
      .init(
        "The two ends of a connection have no cipher in common.",
        "It does not come up. Allow one cipher on both.")
    ),
  ]
}
