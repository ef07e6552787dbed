/// Why an end cannot load its own files.
extension Cause {
  static let chainOrder = Cause(
    "chain-order",
    "the file of certificates begins with an authority where the end's own certificate belongs",
    check: "openssl x509 -noout -subject -in the file that ssl_cert names prints an authority's name",
    fix: "put the end's own certificate first, the intermediates behind it"
  )
  .among(.files, "the subject of an authority, and two different keys")
  static let encryptedKey = Cause(
    "encrypted-key", "the private key is encrypted, and servers do not ask for a passphrase",
    check: "grep ENCRYPTED in the file that ssl_key names finds a line",
    fix: "openssl pkey -in KEY -out PLAIN, with mode 0600 and the server's user as its owner"
  )
  .among(.files, "it asks for a pass phrase")
  static let keyMismatch = Cause(
    "key-mismatch", "the private key belongs to another certificate",
    check: "openssl pkey -pubout -in KEY and openssl x509 -noout -pubkey -in CERTIFICATE differ",
    fix: "put the pair of one mkcerts issue there"
  )
  .among(.files, "two different keys")
  static let missingFile = Cause(
    "missing-file", "a file that is named is not there",
    check: "ls -l the path that the option or the statement names, on that very host",
    fix: "put the file there, or mend the path"
  )
  .among(.files, "No such file or directory")
  static let unreadableFile = Cause(
    "unreadable-file",
    "the server's user may not read the file, or it is empty, not PEM, or something else than the "
      + "option asks for",
    check: "sudo -u mysql head -1 FILE prints no BEGIN line, or one of another kind",
    fix: "give the file to the user mysql with mode 0600, or put the right one there in PEM"
  )
  .among(.files, "Permission denied, or Could not read")
  static let relativePath = Cause(
    "relative-path", "a path is relative, and servers read it from their data directory",
    check: "the path that the option or the statement names does not begin with /",
    fix: "write the whole path"
  )
  .among(.files, "No such file or directory")
  static let halfPair = Cause(
    "half-pair", "the certificate is named without its key, the key without its certificate, or neither",
    check:
      "SHOW VARIABLES LIKE 'ssl%' on the master, Master_SSL_Cert and Master_SSL_Key in the slave's "
      + "status: one "
      + "of the two is empty",
    fix: "name both, ssl_cert and ssl_key, or MASTER_SSL_CERT and MASTER_SSL_KEY"
  )
  .among(.files, "one of the two paths is not named at all")
  static let weakCertificate = Cause(
    "weak-certificate",
    "the certificate's key or signature is too weak for the library: RSA below 2048 bits, MD5, SHA-1",
    check: "openssl x509 -noout -text -in CERTIFICATE: look at Public-Key and Signature Algorithm",
    fix: "issue it again: `mkcerts issue HOST --replace`"
  )
  .among(
    .files, "two equal keys; -text in the place of -subject -pubkey shows RSA below 2048 bits, MD5 or SHA-1")
  static let unusableKey = Cause(
    "unusable-key",
    "the certificate's key is of a kind that the other end does not take, as Ed448 or a rare curve",
    check: "openssl x509 -noout -text -in CERTIFICATE: look at Public Key Algorithm and NIST CURVE",
    fix: "issue it again with RSA or P-256: `mkcerts issue HOST --replace`"
  )
  .among(.handshake, "alert handshake failure, and with a pair on P-256 a connection")
  static let trailingData = Cause(
    "trailing-data", "behind a good certificate of the file stands one that cannot be decoded",
    check: "openssl storeutl -noout -certs FILE stops with an error",
    fix: "take the broken block out of the file"
  )
  .among(.files, "two equal keys; openssl storeutl -noout -certs CERTIFICATE stops with an error")

  static let intermediateInCertificateOnly = Cause(
    "intermediate-in-certificate-only",
    "the intermediate stands behind the server's certificate and not in its ssl_ca: good until MySQL 8.4 reloads",
    check:
      "openssl verify -CAfile cacert.pem server-cert.pem fails, and with -untrusted server-cert.pem it is OK",
    fix: "put the intermediate into ssl_ca as well")

  /// What keeps a pair or a trust file from being loaded, by how often each was the cause.
  static let files: [Cause] = [
    .unreadableFile, .weakCertificate, .missingFile, .halfPair, .chainOrder, .encryptedKey, .keyMismatch,
    .trailingData, .relativePath, .unusableKey,
  ]
}
