public import Foundation

/// GnuTLS's `certtool`, a judge that shares no code with OpenSSL.
public enum Certtool {
  /// What a certificate is to be used for, by its object identifier.
  public enum Purpose: String, Sendable {
    /// A TLS server.
    case server = "1.3.6.1.5.5.7.3.1"
    /// A TLS client.
    case client = "1.3.6.1.5.5.7.3.2"
  }

  /// `certtool --verify` of a chain of certificates in PEM, leaf first, under the CA file.
  ///
  /// - Parameters:
  ///   - chain: the path of the chain.
  ///   - authority: the path of the CA's certificate.
  ///   - purpose: the usage to check.
  ///   - host: a host name or IP address that the certificate has to be for.
  ///   - time: when; nil for now. `certtool` has no option for it, so `faketime` tells it the time.
  /// - Returns: status 0 when all hold.
  /// - Throws: `MissingProgram` without `certtool` or, with a time, `faketime`.
  public static func verify(
    _ chain: String, under authority: String, purpose: Purpose? = nil, host: String? = nil,
    at time: Date? = nil
  ) throws -> ProgramResult {
    var arguments = ["--verify", "--infile", chain, "--load-ca-certificate", authority]
    if let purpose { arguments.append("--verify-purpose=\(purpose.rawValue)") }
    if let host { arguments.append("--verify-hostname=\(host)") }
    let certtool = try Program("certtool")
    guard let time else { return try certtool.run(arguments) }
    return try Program("faketime").run(["@\(Int(time.timeIntervalSince1970))", certtool.path] + arguments)
  }
}
