extension RuleDescription {
  /// The rules of single certificates, their chains and their revocation.
  static let certificates: [String: RuleDescription] = [
    "validity": .init(
      "A certificate is expired, not yet valid, or about to end.",
      "Servers refuse it outside its time. Issue it anew in time.",
      .rfc(5280, "4.1.2.5"), .measured("on all servers")),
    "wrong-usage": .init(
      "A certificate is not for what it is used for.",
      "A server's certificate needs server authentication, a slave's client authentication. Issue it "
        + "in its role.",
      .rfc(5280, "4.2.1.3"), .rfc(5280, "4.2.1.12"), .openssl("openssl-verification-options", 1),
      .measured("on all servers")),
    "member-usage": .init(
      "The certificate of a cluster's member is a server's only.",
      "Members of Galera and Group Replication are clients of each other too. Issue it as a peer.",
      .mysqlManual(
        "Securing Group Communication Connections with Secure Socket Layer",
        "group-replication-secure-socket-layer-support-ssl"),
      .measured("on MariaDB 11.8 with Galera 26.4 and on MySQL 8.4")),
    "issuer-not-ca": .init(
      "A certificate was issued by one that is no authority's.",
      "It is refused. Issue it from an authority.",
      .rfc(5280, "4.2.1.9"), .openssl("X509_check_ca", 3), .measured("on all servers")),
    "path-length": .init(
      "There are more authorities between root and host than the root allows.",
      "The chain is refused. Issue from an authority that stands higher.",
      .rfc(5280, "4.2.1.9"), .measured("on all servers")),
    "name-constraints": .init(
      "A certificate has a name that an authority above it may not certify.",
      "It is refused. Issue it under names that the authority's nameConstraints permit.",
      .rfc(5280, "4.2.1.10"), .measured("on all servers")),
    "critical-extension": .init(
      "A certificate has a critical extension that OpenSSL does not know.",
      "It is refused, as the standard asks. Issue it without that extension.",
      .rfc(5280, "4.2"), .measured("on all servers")),
    "issuer-named-by-serial": .init(
      "A certificate names its authority by serial number, and another certificate of that authority is trusted.",
      "It is accepted under that very one alone. Keep the old one beside the renewed one.",
      .rfc(5280, "4.2.1.1"), .measured("on all servers")),
    "missing-intermediate": .init(
      "A certificate between the host's and the authority's is missing.",
      "The other end cannot build the chain. Put it behind the host's certificate.",
      .rfc(5280, "6.1"), .openssl("X509_VERIFY_PARAM_set_flags", 3), .measured("on all servers")),
    "chain-order": .init(
      "The certificates of a chain are in the wrong order.",
      "The first is taken for the host's own. Put the host's first, then each one's issuer.",
      .openssl("SSL_CTX_use_certificate_chain_file", 3, page: "SSL_CTX_use_certificate"), .rfc(5246, "7.4.2"),
      .measured("on all servers")),
    "intermediate-in-certificate-only": .init(
      "An intermediate certificate stands in the host's file only.",
      "Some servers do not send it, and others refuse to load it anew. Put it in the file of "
        + "authorities too.",
      .mysqlManual("ALTER INSTANCE Statement, RELOAD TLS", "alter-instance"),
      .measured("on MySQL 5.7, 8.4 and 9.7")),
    "weak-certificate": .init(
      "A certificate's key or signature is too weak for the server's library.",
      "It refuses to load or to accept it. Issue it anew with a current key and digest.",
      .openssl("SSL_CTX_set_security_level", 3, page: "SSL_CTX_set_security_level"),
      .measured("on all servers")),
    "version-1": .init(
      "A certificate is of version 1, which says nothing of what it is for.",
      "Some libraries refuse it as an authority's. Issue it anew.",
      .rfc(5280, "4.1.2.1"), .measured("on all servers")),
    "revoked": .init(
      "A certificate is revoked.",
      "Whoever has the list refuses it. Issue the host anew.",
      .rfc(5280, "5.3"), .measured("on all servers")),
    "revocation-list": .init(
      "A revocation list is missing, stale, or of another authority, or a host has an old copy.",
      "Servers that are told to use one refuse every certificate without a current list, and with an "
        + "old copy they accept what was revoked since. Publish and distribute a current list.",
      .rfc(5280, "5.1.2.5"), .openssl("X509_VERIFY_PARAM_set_flags", 3), .measured("on all servers")),
    "dialled-name": .init(
      "A slave dials a name that the master's certificate is not for.",
      "A slave that verifies the name refuses. Dial another name, or issue the master anew with this "
        + "one.",
      .rfc(6125, "6.4"), .openssl("X509_check_host", 3), .measured("on all servers")),
    "shared-key": .init(
      "Several hosts have one private key.",
      "Who gets it on one of them is taken for all. Give each host a key of its own.",
      .proof("each host has a key that no other has")),
    "other-holder": .init(
      "A host has the certificate of another.",
      "Neither can be told from the other. Give each host its own.",
      .mysqlManual("CREATE USER Statement, SSL/TLS Options", "create-user.html#create-user-tls"),
      .proof("each host has a certificate of its own")),
  ]
}
