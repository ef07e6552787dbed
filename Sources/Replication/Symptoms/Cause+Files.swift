/// Why an end cannot load its own files.
extension Cause {
  static let chainOrder = Cause(
    "chain-order",
    "the file of certificates begins with an authority where the end's own certificate belongs",
    check: "openssl x509 -noout -subject -in the file that ssl_cert names prints an authority's name",
    fix: "put the end's own certificate first, the intermediates behind it")
  static let encryptedKey = Cause(
    "encrypted-key", "the private key is encrypted, and servers do not ask for a passphrase",
    check: "grep ENCRYPTED in the file that ssl_key names finds a line",
    fix: "openssl pkey -in KEY -out PLAIN, with mode 0600 and the server's user as its owner")
  static let keyMismatch = Cause(
    "key-mismatch", "the private key belongs to another certificate",
    check: "openssl pkey -pubout -in KEY and openssl x509 -noout -pubkey -in CERTIFICATE differ",
    fix: "put the pair of one mkcerts issue there")
  static let missingFile = Cause(
    "missing-file", "a file that is named is not there",
    check: "ls -l the path that the option or the statement names, on that very host",
    fix: "put the file there, or mend the path")
  static let unreadableFile = Cause(
    "unreadable-file",
    "the server's user may not read the file, or it is empty, not PEM, or something else than the "
      + "option asks for",
    check: "sudo -u mysql head -1 FILE prints no BEGIN line, or one of another kind",
    fix: "give the file to the user mysql with mode 0600, or put the right one there in PEM")
  static let relativePath = Cause(
    "relative-path", "a path is relative, and servers read it from their data directory",
    check: "the path that the option or the statement names does not begin with /",
    fix: "write the whole path")
  static let halfPair = Cause(
    "half-pair", "the certificate is named without its key, the key without its certificate, or neither",
    check:
      "SHOW VARIABLES LIKE 'ssl%' on the master, Master_SSL_Cert and Master_SSL_Key in the slave's "
      + "status: one "
      + "of the two is empty",
    fix: "name both, ssl_cert and ssl_key, or MASTER_SSL_CERT and MASTER_SSL_KEY")
  static let weakCertificate = Cause(
    "weak-certificate",
    "the certificate's key or signature is too weak for the library: RSA below 2048 bits, MD5, SHA-1",
    check: "openssl x509 -noout -text -in CERTIFICATE: look at Public-Key and Signature Algorithm",
    fix: "issue it again: `mkcerts issue HOST --replace`")
  static let unusableKey = Cause(
    "unusable-key",
    "the certificate's key is of a kind that the other end does not take, as Ed448 or a rare curve",
    check: "openssl x509 -noout -text -in CERTIFICATE: look at Public Key Algorithm and NIST CURVE",
    fix: "issue it again with RSA or P-256: `mkcerts issue HOST --replace`")
  static let trailingData = Cause(
    "trailing-data", "behind a good certificate of the file stands one that cannot be decoded",
    check: "openssl storeutl -noout -certs FILE stops with an error",
    fix: "take the broken block out of the file")

  /// What keeps a pair or a trust file from being loaded, by how often each was the cause.
  static let files: [Cause] = [
    .unreadableFile, .weakCertificate, .missingFile, .halfPair, .chainOrder, .encryptedKey, .keyMismatch,
    .trailingData, .relativePath, .unusableKey,
  ]
}
