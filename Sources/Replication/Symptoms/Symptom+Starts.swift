extension Symptom {
  /// What an end says that cannot load its files or take its options: a server in its log as it starts or
  /// reloads, a slave in `Last_IO_Error`.
  static let starts: [Symptom] = [
    Symptom(
      ["Unable to get private key"], .either,
      means: "the private key cannot be loaded or is not the certificate's", .privateKey,
      says: [
        Wording([.slaveCannotLoad(.key)], on: .mariadb, "SSL connection error: Unable to get private key"),
        Wording(
          [.slaveCannotLoad(.key)], on: .mysql(from: .mysql8),
          "SSL connection error: Unable to get private key"),
        Wording([.masterCannotLoad(.key)], "SSL error: Unable to get private key"),
      ]),
    Symptom(
      ["Unable to get certificate"], .either, means: "the certificate cannot be loaded", .certificate,
      says: [
        Wording(
          [.slaveCannotLoad(.certificate)], on: .mariadb, "SSL connection error: Unable to get certificate"),
        Wording(
          [.slaveCannotLoad(.certificate)], on: .mysql(from: .mysql8),
          "SSL connection error: Unable to get certificate"),
        Wording([.masterCannotLoad(.certificate)], "SSL error: Unable to get certificate"),
      ]),
    Symptom(
      ["SSL_CTX_set_default_verify_paths failed"], .either,
      means: "the trust file or a revocation list cannot be loaded", .trust,
      says: [
        Wording(
          [.slaveCannotLoad(.trust)], on: .mariadb,
          "SSL connection error: SSL_CTX_set_default_verify_paths failed"),
        Wording(
          [.slaveCannotLoad(.trust)], on: .mysql(from: .mysql8),
          "SSL connection error: SSL_CTX_set_default_verify_paths failed"),
        Wording([.masterCannotLoad(.trust)], "SSL error: SSL_CTX_set_default_verify_paths failed"),
      ]),
    Symptom(
      ["Private key does not match the certificate public key"], .either,
      means: "certificate and private key do not belong together", [.keyMismatch, .halfPair, .tlsNotOffered],
      says: [
        Wording(
          [.slaveCannotLoad(.keyOfAnotherKind)], on: .mariadb,
          "SSL connection error: Private key does not match the certificate public key"),
        Wording(
          [.slaveCannotLoad(.keyOfAnotherKind)], on: .mysql(from: .mysql8),
          "SSL connection error: Private key does not match the certificate public key"),
        Wording(
          [.masterCannotLoad(.keyOfAnotherKind)],
          "SSL error: Private key does not match the certificate public key"),
        Wording(
          [.masterShowsNothing], on: .mariadb,
          "SSL error: Private key does not match the certificate public key"),
      ]),
    Symptom(
      ["SSL context is not usable without certificate and private key"], .server, .mysql,
      means: "the options name an authority, and no certificate and key", [.halfPair, .tlsNotOffered]),
    Symptom(
      ["Failed to set ciphers to use"], .either, means: "no cipher that is named exists", [.ciphers],
      says: [
        Wording(
          [.slaveCannotLoad(.ciphers)], on: .mariadb, "SSL connection error: Failed to set ciphers to use"),
        Wording(
          [.slaveCannotLoad(.ciphers)], on: .mysql(from: .mysql8),
          "SSL connection error: Failed to set ciphers to use"),
        Wording([.masterCannotLoad(.ciphers)], on: .mariadb, "SSL error: Failed to set ciphers to use"),
        Wording(
          [.masterCannotLoad(.ciphers)], on: .mysql(before: .mysql84),
          "SSL error: Failed to set ciphers to use"),
      ]),
    Symptom(
      ["contains cipher", "that is blocked"], .server, .mysql(from: .mysql84),
      means: "a cipher that is named is not taken",
      [.ciphers],
      says: [
        Wording(
          [.masterCannotLoad(.ciphers)], on: .mysql(from: .mysql84),
          "Value for option … contains cipher … that is blocked")
      ]),
    Symptom(
      ["TLS version is invalid"], .either, .mysql, means: "no TLS version that is named is spoken",
      [.tlsVersions],
      says: [
        Wording(
          [.slaveCannotLoad(.versions)], on: .mysql(from: .mysql8),
          "SSL connection error: TLS version is invalid"),
        Wording(
          [.masterCannotLoad(.versions)], on: .mysql(before: .mysql8),
          "SSL error: TLS version is invalid"),
      ]),
    Symptom(
      ["tls-version", "is set to an invalid value"], .server, .mysql(from: .mysql8), means: versionUnknown,
      [.tlsVersions],
      says: [
        Wording(
          [.masterCannotLoad(.versions)], on: .mysql(from: .mysql8),
          "Option --tls-version or --admin-tls-version is set to an invalid value …")
      ]),
    Symptom(
      ["Error while setting value", "tls_version"], .server, .mariadb, means: versionUnknown, [.tlsVersions],
      says: [
        Wording(
          [.masterCannotLoad(.versions)], on: .mariadb, "Error while setting value … to 'tls_version'")
      ]),
    Symptom(
      ["Error while setting value"], .server, .mariadb, means: "an option has a value that it does not take",
      [
        .unknownOption, .tlsVersions,
      ]),
    Symptom(
      ["TLSv1.0 and TLSv1.1 are insecure"], .server, .mariadb,
      means: "old TLS versions are named, which the library may refuse in every handshake", [.tlsVersions]),
    Symptom(
      ["Certificate validation has failed"], code: 15006, .server, .mysql(from: .mysql8),
      means:
        "the server is told to verify its own certificate (tls_certificates_enforced_validation), which does "
        + "not hold under its ssl_ca",
      [.ownCertificate],
      says: [
        Wording(
          [.masterCannotLoad(.validation)], on: .mysql(from: .mysql8),
          "Certificate validation has failed. Stopping the server as tls-certificates-enforced-validation is "
            + "enabled")
      ]),
    Symptom(
      ["unknown variable"], .server, means: "an option is unknown to this release", [.unknownOption],
      says: [
        Wording([.masterCannotLoad(.options)], "unknown variable …")
      ]),
    Symptom(
      ["Maximum value of", "cannot be set"], .server,
      means: "an option is named with maximum-, and has no maximum that could be set", [.unknownOption]),
    Symptom(["unknown option"], .server, means: "an option is unknown to this release", [.unknownOption]),
    Symptom(
      ["Cannot open certificate"], .server, .mysql, means: "the trust file cannot be opened",
      [
        .unreadableFile, .missingFile, .relativePath,
      ]),
  ]

  private static let versionUnknown = "a TLS version that is named is unknown or no longer spoken"
}
