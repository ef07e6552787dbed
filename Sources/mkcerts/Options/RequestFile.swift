internal import OpenSSL
internal import SecureFiles

/// The file that is named for `--csr`.
enum RequestFile {
  /// The request in the file `path`, PKCS#10 in PEM.
  static func read(_ path: String) throws -> CertificateRequest {
    let text = try Files.read(path)
    do {
      return try CertificateRequest.parse(pem: text)
    } catch {
      throw CommandError(
        "\(path) cannot be used as a request: \(error.description)",
        hint:
          "make one on the host with `openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes "
          + "-keyout client-key.pem -out client-req.pem -subj /CN=NAME`")
    }
  }
}
