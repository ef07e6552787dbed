extension RuleDescription {
  /// The rules of whom hosts trust, and of whom their certificates are.
  static let trust: [String: RuleDescription] = [
    "another-authority": .init(
      "A host's certificate is from another authority than the one that is shared.",
      "Names prove nothing, since each server makes an authority of one name: keys are compared. "
        + "Issue the host anew.",
      .proof("every certificate is signed by the key of one authority"), .rfc(5280, "6.1.3")),
    "another-trust": .init(
      "A host trusts another authority than the one that is shared.",
      "It refuses its peers, or accepts strangers. Give it the certificate of the shared authority.",
      .rfc(5280, "6.1.1"), .measured("on all servers")),
    "different-authorities": .init(
      "The two ends of a connection are under different authorities.",
      "It comes up, but master and slave do not share one authority. Issue one of them anew under the "
        + "other's.",
      .proof("both ends of a connection are under one authority")),
    "foreign-authority-key": .init(
      "The key in the authority's folder is not that of the authority's certificate.",
      "What would be issued with it is refused. Bring back from a backup whichever of the two was "
        + "exchanged.",
      .rfc(5280, "4.1.1.3"), .proof("what would be issued verifies under the authority's certificate")),
    "misplaced-authority-key": .init(
      "The authority's private key is where it should not be.",
      "Whoever reads it can pretend to be any host. Remove it, and where it may have been read make a "
        + "new authority.",
      .rfc(5280, "8"), .proof("the authority's key is in its own folder alone")),
    "auto-generated": .init(
      "A server made its certificates for itself.",
      "Each server makes an authority of its own, so that no other can verify it. Issue it from a "
        + "shared one.",
      .mysqlManual(
        "Creating SSL and RSA Certificates and Keys using MySQL", "creating-ssl-rsa-files-using-mysql"),
      .measured("on all MySQL servers")),
    "self-issued-name": .init(
      "A certificate has the whole name of its own authority.",
      "It is taken for self-signed and refused. Issue it under another name.",
      .mysqlManual("Creating SSL Certificates and Keys Using openssl", "creating-ssl-files-using-openssl"),
      .rfc(5280, "6.1"), .measured("on all servers")),
    "same-name-bundle": .init(
      "Two authorities of one name are trusted, and only one of them is tried.",
      "Whether a connection comes up depends on their order. Keep the one that is needed.",
      .openssl("X509_STORE_CTX_get1_issuer", 3, page: "X509_STORE_set_verify_cb_func"),
      .measured("on all servers")),
    "trust-settings": .init(
      "An authority is written with settings that do not trust it for what it is needed for.",
      "A TRUSTED CERTIFICATE block names purposes. Write it as a plain certificate.",
      .openssl("openssl-x509", 1), .measured("on all servers")),
    "unhashed-folder": .init(
      "A folder of trusted certificates has no names by hash.",
      "The library finds nothing in it. Run `openssl rehash` on it.",
      .openssl("openssl-rehash", 1), .measured("on all servers")),
    "broken-link": .init(
      "A slave's connection to a master does not come up, or is not under the shared authority.",
      "The finding says which side refuses which, and why.",
      .proof("a connection comes up, encrypted, and both its chains end at one key"),
      .mysqlManual("Setting Up Replication to Use Encrypted Connections", "replication-encrypted-connections")
    ),
    "nothing-to-compare": .init(
      "A master, a slave or a certificate is missing, so that nothing can be proven.",
      "That nothing was found wrong is no proof. Give what is missing.",
      .proof("that nothing was found wrong proves nothing")),
    "circular-pair": .init(
      "Two servers replicate from each other, and one direction does not hold.",
      "Each has to be a good master and a good slave. Mend the end that the finding names.",
      .proof("each direction of a pair is a connection of its own")),
  ]
}
