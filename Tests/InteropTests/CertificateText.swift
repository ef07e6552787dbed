import Foundation
import TestSupport

/// What `openssl x509` reads in a certificate file.
struct CertificateText {
  let subject: String
  /// In hexadecimal, with a minus where it is negative.
  let serial: String
  let notBefore: Date
  let notAfter: Date
  /// The lines of each extension, by its long name, which has `: critical` behind it where it is critical.
  let extensions: [String: [String]]

  private static let shortNames = [
    "basicConstraints", "keyUsage", "extendedKeyUsage", "subjectAltName", "subjectKeyIdentifier",
    "authorityKeyIdentifier",
  ]

  /// The first certificate in the file at `path`.
  init(_ path: String) throws {
    let text = try OpenSSLCommand.output(
      [
        "x509", "-in", path, "-noout", "-subject", "-serial", "-dates", "-dateopt", "iso_8601",
        "-nameopt", "RFC2253", "-ext", Self.shortNames.joined(separator: ","),
      ])
    var values: [String: String] = [:]
    var extensions: [String: [String]] = [:]
    var current = ""
    for line in text.split(separator: "\n") {
      if line.hasPrefix("    ") {
        extensions[current, default: []].append(line.trimmingCharacters(in: .whitespaces))
      } else if line.hasPrefix("X509v3 ") {
        current = line.dropFirst("X509v3 ".count).trimmingCharacters(in: CharacterSet(charactersIn: ": "))
      } else if let sign = line.firstIndex(of: "=") {
        values[String(line[..<sign])] = String(line[line.index(after: sign)...])
      }
    }
    self.extensions = extensions
    subject = values["subject"] ?? ""
    serial = values["serial"] ?? ""
    notBefore = try Self.date(values["notBefore"])
    notAfter = try Self.date(values["notAfter"])
  }

  /// The dNSNames.
  var dnsNames: [String] {
    (extensions["Subject Alternative Name"] ?? []).joined().split(separator: ", ")
      .filter { $0.hasPrefix("DNS:") }.map { String($0.dropFirst(4)) }
  }

  private static func date(_ text: String?) throws -> Date {
    let text = (text ?? "").replacingOccurrences(of: " ", with: "T")
    return try Date(text, strategy: .iso8601)
  }
}
