public import OpenSSL

/// Which names a certificate may carry.
public enum NamePolicy {
  /// Why `name` cannot stand in a subjectAltName of a server's certificate; nil where it can.
  ///
  /// DNS names are labels of letters, digits, hyphens and, since container networks use them, underscores
  /// (RFC 1034, 3.5). A wildcard covers one whole leftmost label and needs two labels behind it: no server's
  /// client accepts `*.test` (X509_check_host(3)).
  public static func refusal(of name: GeneralName) -> String? {
    switch name {
    case .ip(let bytes): bytes.count == 4 || bytes.count == 16 ? nil : "an IP address has 4 or 16 octets"
    case .other: "only DNS names and IP addresses are looked at by database servers"
    case .dns(let text): refusal(ofDNS: text)
    }
  }

  private static func refusal(ofDNS text: String) -> String? {
    guard !text.isEmpty else { return "it is empty" }
    guard !text.hasSuffix(".") else { return "it ends with a dot, which no certificate carries" }
    guard text.utf8.count <= 253 else { return "a DNS name has at most 253 characters" }
    var labels = text.split(separator: ".", omittingEmptySubsequences: false)
    if labels.first == "*" {
      labels.removeFirst()
      guard labels.count >= 2 else {
        return "a wildcard needs at least two labels behind it, as in *.db.example.com"
      }
    }
    guard !labels.contains(where: { $0.contains("*") }) else {
      return "a wildcard is the whole first label and no other, as in *.db.example.com"
    }
    for label in labels {
      guard !label.isEmpty else { return "a label between two dots is empty" }
      guard label.utf8.count <= 63 else { return "a label of a DNS name has at most 63 characters" }
      guard label.utf8.allSatisfy(isLabelCharacter) else {
        return "a DNS name is made of letters, digits, '-', '_' and dots; write other alphabets as xn--…"
      }
      guard label.first != "-", label.last != "-" else { return "a label may not begin or end with '-'" }
    }
    guard let last = labels.last, !last.utf8.allSatisfy(isDigit) else {
      return "it looks like an IP address but is none"
    }
    return nil
  }

  private static func isDigit(_ character: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(character)
  }

  private static func isLabelCharacter(_ character: UInt8) -> Bool {
    isDigit(character) || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(character | 0x20)
      || character == UInt8(ascii: "-") || character == UInt8(ascii: "_")
  }
}
