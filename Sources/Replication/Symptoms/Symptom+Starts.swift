extension Symptom {
  /// What an end says that cannot load its files or take its options: a server in its log as it starts or
  /// reloads, a slave in `Last_IO_Error`.
  static let starts: [Symptom] = [
    Symptom(
      ["Unable to get private key"], .either,
      means: "the private key cannot be loaded or is not the certificate's", .privateKey),
    Symptom(["Unable to get certificate"], .either, means: "the certificate cannot be loaded", .certificate),
    Symptom(
      ["SSL_CTX_set_default_verify_paths failed"], .either,
      means: "the trust file or a revocation list cannot be loaded", .trust),
    Symptom(
      ["Private key does not match the certificate public key"], .either,
      means: "certificate and private key do not belong together", [.keyMismatch, .halfPair, .tlsNotOffered]),
    Symptom(
      ["SSL context is not usable without certificate and private key"], .server, .mysql,
      means: "the options name an authority, and no certificate and key", [.halfPair, .tlsNotOffered]),
    Symptom(["Failed to set ciphers to use"], .either, means: "no cipher that is named exists", [.ciphers]),
    Symptom(
      ["contains cipher", "that is blocked"], .server, .mysql, means: "a cipher that is named is not taken",
      [.ciphers]),
    Symptom(
      ["TLS version is invalid"], .either, .mysql, means: "no TLS version that is named is spoken",
      [.tlsVersions]),
    Symptom(
      ["tls-version", "is set to an invalid value"], .server, .mysql, means: versionUnknown, [.tlsVersions]),
    Symptom(
      ["Error while setting value", "tls_version"], .server, .mariadb, means: versionUnknown, [.tlsVersions]),
    Symptom(
      ["Error while setting value"], .server, .mariadb, means: "an option has a value that it does not take",
      [
        .unknownOption, .tlsVersions,
      ]),
    Symptom(
      ["TLSv1.0 and TLSv1.1 are insecure"], .server, .mariadb,
      means: "old TLS versions are named, which the library may refuse in every handshake", [.tlsVersions]),
    Symptom(["unknown variable"], .server, means: "an option is unknown to this release", [.unknownOption]),
    Symptom(["unknown option"], .server, means: "an option is unknown to this release", [.unknownOption]),
    Symptom(
      ["Cannot open certificate"], .server, .mysql, means: "the trust file cannot be opened",
      [
        .unreadableFile, .missingFile, .relativePath,
      ]),
  ]

  private static let versionUnknown = "a TLS version that is named is unknown or no longer spoken"
}
