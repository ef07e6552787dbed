import OpenSSL
import TestSupport

/// Makes revocation lists with the `openssl` command.
struct MadeList {
  private let folder: TemporaryFolder
  /// Extensions of the list, as lines of OpenSSL's configuration.
  var extensions: [String] = []
  var thisUpdate = noon.adding(days: -3)

  init(in folder: TemporaryFolder) { self.folder = folder }

  /// A list in the name of `authority`, signed by `key`, in PEM.
  ///
  /// - Parameter reason: in the words of `openssl ca -crl_reason`.
  func make(
    by authority: Certificate, _ key: borrowing PrivateKey, revoking revoked: [Certificate] = [],
    reason: String? = nil, nextUpdate: Time = noon.adding(days: 30)
  ) throws -> String {
    try folder.write(authority.pem(), to: "list-ca.pem")
    try folder.write(text(key.pem()), to: "list-key.pem")
    // The command's database: state, expiry, revocation time and reason, serial, file, name.
    let serials = revoked.map { certificate in
      let digits = certificate.fields.serial.description.uppercased()
      return "R\t300101000000Z\t270201000000Z\(reason.map { ",\($0)" } ?? "")\t\(digits)\tunknown\t/CN=x\n"
    }
    try folder.write(serials.joined(), to: "list-index")
    let digest = if case .ed25519 = key.kind { "null" } else { "sha256" }
    let configuration = """
      [ca]
      default_ca=d
      [d]
      database=\(folder("list-index"))
      default_md=\(digest)
      certificate=\(folder("list-ca.pem"))
      private_key=\(folder("list-key.pem"))
      [x]
      \((["authorityKeyIdentifier=keyid"] + extensions).joined(separator: "\n"))
      """
    return try OpenSSLCommand.output([
      "ca", "-config", folder.write(configuration, to: "list.cnf"), "-gencrl", "-crlexts", "x",
      "-crl_lastupdate", Self.encoded(thisUpdate), "-crl_nextupdate", Self.encoded(nextUpdate),
    ])
  }

  private static func encoded(_ time: Time) -> String { String(time.iso8601.filter { $0.isNumber }) + "Z" }
}
