/// Why one end does not accept the certificate that the other shows; `end` is the one that shows it.
extension Cause {
  static func trustSettings(of end: LinkEnd) -> Cause {
    Cause(
      "trust-settings",
      "\(end.other.trustOption) holds the authority as TRUSTED CERTIFICATE, with settings that do not trust it for "
        + "\(end == .master ? "servers" : "clients")",
      check:
        "grep TRUSTED cacert.pem finds a line; openssl x509 -noout -text -in cacert.pem ends with the uses",
      fix: "write it without the settings: openssl x509 -in cacert.pem -out plain.pem; \(end.other.reload)"
    )
    .among(.chain(of: end), "certificate not trusted, or certificate rejected")
  }

  static func anotherAuthority(of end: LinkEnd) -> Cause {
    Cause(
      "another-authority",
      "\(end.name)'s certificate comes from another authority than \(end.other.name) trusts, "
        + "perhaps of the same name",
      check:
        "openssl verify -CAfile cacert.pem \(end.certificate) with the cacert.pem of "
        + "\(end.other.name) fails; "
        + "with the authority's own cacert.pem it fails too",
      fix: "\(end.reissue), \(end.reload)"
    )
    .among(
      .chain(of: end),
      "unable to get local issuer certificate, or self-signed certificate in certificate chain")
  }
  static func anotherTrust(of end: LinkEnd) -> Cause {
    Cause(
      "another-trust",
      "\(end.other.trustOption) holds another authority than the one that signed \(end.name)'s certificate",
      check: "openssl x509 -noout -pubkey -in cacert.pem prints different keys on master and slave",
      fix: "copy the authority's cacert.pem to \(end.other.name), \(end.other.reload)"
    )
    .among(
      .chain(of: end),
      "unable to get local issuer certificate, self-signed certificate in certificate chain, or certificate signature failure"
    )
  }
  static func validity(of end: LinkEnd) -> Cause {
    Cause(
      "validity", "\(end.name)'s certificate or an authority above it has expired or is not valid yet",
      check: "openssl x509 -noout -dates -in \(end.certificate), and the same of cacert.pem and the clock of "
        + end.other.name,
      fix: "\(end.reissue), \(end.reload); or set the clock right"
    )
    .among(.chain(of: end), "certificate has expired, or certificate is not yet valid")
  }
  static func wrongUsage(of end: LinkEnd) -> Cause {
    Cause(
      "wrong-usage",
      "\(end.name)'s certificate, or an authority above it, is not for the use of \(end.usage)",
      check: "openssl verify -purpose \(end.purpose) -CAfile cacert.pem \(end.certificate) says unsuitable "
        + "certificate purpose, and without -purpose OK",
      fix: "\(end.reissue), \(end.reload)"
    )
    .among(.chain(of: end), "unsuitable certificate purpose, or invalid CA certificate")
  }
  static func nameConstraints(of end: LinkEnd) -> Cause {
    Cause(
      "name-constraints",
      "an authority above \(end.name)'s certificate may not certify one of its names",
      check: "openssl x509 -noout -ext nameConstraints -in cacert.pem prints what it may certify",
      fix: "issue it under names that the authority may certify, or from another one"
    )
    .among(.chain(of: end), "permitted subtree violation")
  }
  static func criticalExtension(of end: LinkEnd) -> Cause {
    Cause(
      "critical-extension",
      "\(end.name)'s certificate has a critical extension that the library does not know",
      check: "openssl x509 -noout -text -in \(end.certificate) prints a number with critical behind it",
      fix: "\(end.reissue), \(end.reload)"
    )
    .among(.chain(of: end), "unhandled critical extension")
  }
  static func issuerNamedBySerial(of end: LinkEnd) -> Cause {
    Cause(
      "issuer-named-by-serial",
      "\(end.name)'s certificate names its authority by serial number, and \(end.other.name) has a renewed "
        + "certificate of it",
      check: "openssl x509 -noout -ext authorityKeyIdentifier -in \(end.certificate) prints a serial, which "
        + "openssl x509 -noout -serial -in cacert.pem does not",
      fix: "put the old certificate of the authority beside the renewed one, \(end.other.reload)"
    )
    .among(.chain(of: end), "unable to get local issuer certificate")
  }
  static func missingIntermediate(of end: LinkEnd) -> Cause {
    Cause(
      "missing-intermediate",
      "an intermediate authority signed \(end.name)'s certificate, and it is neither behind that "
        + "certificate nor in "
        + end.other.trustOption,
      check:
        "openssl x509 -noout -issuer -in \(end.certificate) names an authority that no file has; MySQL 5.7 "
        + "sends no more than the first certificate",
      fix: "put the intermediate behind the certificate in \(end.certificate) and into both trust files, "
        + end.reload
    )
    .among(.chain(of: end), "unable to get local issuer certificate, or unable to get issuer certificate")
  }
  static func issuerNotCA(of end: LinkEnd) -> Cause {
    Cause(
      "issuer-not-ca", "what signed \(end.name)'s certificate is no authority by its own basic constraints",
      check: "openssl x509 -noout -ext basicConstraints -in cacert.pem does not print CA:TRUE",
      fix: "found a new authority with `mkcerts init-ca` and issue all certificates from it"
    )
    .among(.chain(of: end), "invalid CA certificate")
  }
  static func pathLength(of end: LinkEnd) -> Cause {
    Cause(
      "path-length",
      "more intermediates stand above \(end.name)'s certificate than an authority's path length allows",
      check: "openssl x509 -noout -ext basicConstraints -in cacert.pem prints a pathlen below the number of "
        + "intermediates",
      fix: "issue the certificate from an authority nearer to the root"
    )
    .among(.chain(of: end), "path length constraint exceeded")
  }
  static func selfIssuedName(of end: LinkEnd) -> Cause {
    Cause(
      "self-issued-name",
      "\(end.name)'s certificate has the whole name of its authority, so that it is taken for self-signed",
      check: "openssl x509 -noout -subject -issuer -in \(end.certificate) prints the same name twice",
      fix: "issue it again under a name of its own: \(end.reissue), \(end.reload)"
    )
    .among(.chain(of: end), "self-signed certificate")
  }
  static func weakChain(of end: LinkEnd) -> Cause {
    Cause(
      "weak-certificate",
      "a key or signature above or of \(end.name)'s certificate is too weak, as RSA below 2048 "
        + "bits, MD5 or SHA-1",
      check:
        "openssl x509 -noout -text -in cacert.pem, and the same of \(end.certificate): look at "
        + "Public-Key and "
        + "Signature Algorithm",
      fix: "issue it again with a stronger key; for a weak authority found a new one with `mkcerts init-ca`"
    )
    .among(
      .chain(of: end),
      "EE certificate key too weak, CA certificate key too weak, or CA signature digest algorithm too weak")
  }
  static func unhashedFolder(of end: LinkEnd) -> Cause {
    Cause(
      "unhashed-folder", "\(end.other.name)'s folder of authorities or revocation lists has no hashed names",
      check: "the folder that ssl_capath or ssl_crlpath names has no files such as 1a2b3c4d.0 or 1a2b3c4d.r0",
      fix: "openssl rehash FOLDER, \(end.other.reload)"
    )
    .among(
      .chain(of: end), "OK with the file, and with -CApath FOLDER unable to get local issuer certificate")
  }
  static func missingFolder(of end: LinkEnd) -> Cause {
    Cause(
      "missing-file", "\(end.other.name)'s folder of authorities is not there, which no server complains of",
      check: "ls the folder that ssl_capath names, as the server's user",
      fix: "put it there with the authority under its hashed name, \(end.other.reload)"
    )
    .among(.chain(of: end), "OK with the file, and there is no folder for -CApath")
  }
  static func sameNameBundle(of end: LinkEnd) -> Cause {
    Cause(
      "same-name-bundle",
      "\(end.other.trustOption) holds two authorities of one name without key identifiers, and the "
        + "wrong one is tried",
      check:
        "openssl crl2pkcs7 -nocrl -certfile cacert.pem | openssl pkcs7 -print_certs -noout prints "
        + "one subject "
        + "twice",
      fix: "take the authority that is not in use out of the file, \(end.other.reload)"
    )
    .among(.chain(of: end), "certificate signature failure")
  }
  static func versionOne(of end: LinkEnd) -> Cause {
    Cause(
      "version-1",
      "a certificate of version 1 stands in the chain of \(end.name), and it cannot say that it is "
        + "an authority",
      check: "openssl x509 -noout -text -in cacert.pem, and the same of the intermediate, prints Version: 1",
      fix: "found a new authority with `mkcerts init-ca` and issue all certificates from it"
    )
    .among(.chain(of: end), "invalid CA certificate")
  }
  static func revoked(of end: LinkEnd) -> Cause {
    Cause(
      "revoked", "\(end.name)'s certificate or its authority is revoked in the list of \(end.other.name)",
      check: "openssl crl -noout -text -in CRL lists the serial number that openssl x509 -noout -serial -in "
        + "\(end.certificate) prints",
      fix: "\(end.reissue), \(end.reload)"
    )
    .among(.chain(of: end), "certificate revoked")
  }
  static func revocationList(of end: LinkEnd) -> Cause {
    Cause(
      "revocation-list",
      "\(end.other.revocationOption) is stale, not yet valid, or not of every authority above "
        + "\(end.name)'s certificate",
      check:
        "openssl crl -noout -issuer -lastupdate -nextupdate -in CRL; one current list is needed for each "
        + "authority of the chain",
      fix: "put current lists of all authorities into the file, \(end.other.reload)"
    )
    .among(
      .chain(of: end),
      "CRL has expired, CRL is not yet valid, CRL signature failure, unable to get certificate CRL, or key usage does not "
        + "include CRL signing")
  }
  static func unreadableRevocationList(of end: LinkEnd) -> Cause {
    Cause(
      "unreadable-file", "\(end.other.revocationOption) is empty or holds no revocation list",
      check: "openssl crl -noout -in CRL says that it cannot load it",
      fix: "put a current list into the file, \(end.other.reload)"
    )
    .among(.chain(of: end), "Error loading file CRL")
  }
  static func autoGenerated(of end: LinkEnd) -> Cause {
    Cause(
      "auto-generated",
      "\(end.name) uses certificates that the server made for itself, of an authority of its own",
      check:
        "openssl x509 -noout -subject -in ca.pem prints a name with Auto_Generated; MariaDB 11.4 and later "
        + "keeps its own in memory where ssl_cert is not set",
      fix: "name ssl_ca, ssl_cert and ssl_key in the master's [mysqld] group and restart it"
    )
    .among(.chain(of: end), "unable to get local issuer certificate")
  }
  static func differentAuthorities(of end: LinkEnd) -> Cause {
    Cause(
      "different-authorities", "master and slave each have an authority of their own",
      check: "openssl x509 -noout -pubkey -in cacert.pem prints different keys on master and slave",
      fix: "issue both sides from one authority: `mkcerts init-ca`, `mkcerts issue SLAVE`"
    )
    .among(.chain(of: end), "unable to get local issuer certificate")
  }
  static let dialledName = Cause(
    "dialled-name", "the master's certificate does not have the name or address that the slave dials",
    check:
      "openssl x509 -noout -ext subjectAltName -in server-cert.pem does not have Master_Host of the slave's "
      + "status; with MASTER_SSL_VERIFY_SERVER_CERT=0 the link comes up",
    fix:
      "`mkcerts issue MASTER --replace --san NAME`, with each name that it has and the missing one, or dial a name "
      + "that it has")
  static let masterWithoutCA = Cause(
    "master-without-ca", "the master names no ssl_ca, and so accepts no certificate of a slave",
    check: "SHOW VARIABLES LIKE 'ssl_ca%' on the master is empty",
    fix: "set ssl_ca in the master's [mysqld] group, then restart it"
  )
  .among(
    .chain(of: .slave), "OK with the cacert.pem of the slave, and the master has none to verify with")
}
