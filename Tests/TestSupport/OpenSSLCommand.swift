/// The `openssl` command, a judge and a maker of files that shares no code of ours.
public enum OpenSSLCommand {
  /// Runs `openssl` with these arguments, whatever its status.
  public static func run(_ arguments: [String], input: String = "") throws -> ProgramResult {
    try Program("openssl").run(arguments, input: input)
  }

  /// Runs `openssl` with these arguments and returns its standard output.
  ///
  /// - Throws: `ProgramFailure`, with all that it wrote, unless it returns 0.
  @discardableResult
  public static func output(_ arguments: [String], input: String = "") throws -> String {
    try Program("openssl").output(arguments, input: input)
  }

  /// What a certificate is to be used for, in the words of `openssl verify -purpose`.
  public enum Purpose: String, Sendable {
    /// A TLS server.
    case server = "sslserver"
    /// A TLS client.
    case client = "sslclient"
  }

  /// `openssl verify -x509_strict` of the certificate file under the CA file.
  ///
  /// - Parameters:
  ///   - certificate: the path of the certificate.
  ///   - authority: the path of the CA's certificate, which alone is trusted.
  ///   - purpose: the usage to check.
  ///   - host: a host name or IP address that the certificate has to be for.
  ///   - more: further options, such as `-attime`.
  /// - Returns: status 0 when all hold.
  /// - Throws: `MissingProgram` without `openssl`.
  public static func verify(
    _ certificate: String, under authority: String, purpose: Purpose? = nil, host: String? = nil,
    more: [String] = []
  ) throws -> ProgramResult {
    let purposes = purpose.map { ["-purpose", $0.rawValue] } ?? []
    let hosts = host.map { [isAddress($0) ? "-verify_ip" : "-verify_hostname", $0] } ?? []
    let trust = ["-no-CAfile", "-no-CApath", "-no-CAstore", "-CAfile", authority]
    return try run(["verify", "-x509_strict"] + trust + purposes + hosts + more + [certificate])
  }

  private static func isAddress(_ host: String) -> Bool {
    host.contains(":") || host.split(separator: ".").allSatisfy { UInt8($0) != nil }
  }
}
