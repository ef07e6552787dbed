/// What speaks first at a port and is no MySQL or MariaDB server, told by its first bytes.
enum ForeignProtocol: Sendable, Hashable {
  case ssh([UInt8]), http([UInt8]), tlsAlert, tls, mail([UInt8]), xProtocol
  case unknown([UInt8])

  /// The protocol that `bytes`, the first that came, belong to; nil where they may be a server's greeting.
  init?(of bytes: [UInt8]) {
    if bytes.starts(with: "SSH-".utf8) {
      self = .ssh(bytes)
    } else if Self.webWords.contains(where: { bytes.starts(with: $0.utf8) }) {
      self = .http(bytes)
    } else if bytes.starts(with: [0x15, 0x03]) {
      self = .tlsAlert
    } else if bytes.starts(with: [0x16, 0x03]) {
      self = .tls
    } else if Self.mailWords.contains(where: { bytes.starts(with: $0.utf8) }) {
      self = .mail(bytes)
    } else if bytes.count >= 5, bytes[0] < 0x40, bytes[1...3].allSatisfy({ $0 == 0 }), bytes[4] == 0x0b {
      // A notice, which MySQL sends first on that port since 8.0.16; 11 is no version of the other protocol.
      self = .xProtocol
    } else {
      return nil
    }
  }

  /// How web servers answer what they cannot read. A greeting of 60 bytes begins with `<` too.
  private static let webWords = ["HTTP/", "<!DOCTYPE", "<!doctype", "<html", "<HTML"]

  /// How SMTP and FTP, POP3, IMAP and Redis begin.
  private static let mailWords = ["220 ", "220-", "+OK", "* OK", "-ERR", "-DENIED"]

  var error: ReplicationError {
    switch self {
    case .ssh(let bytes):
      Self.error("an SSH server answers, \(Self.line(bytes))")
    case .http(let bytes):
      Self.error("a web server answers, \(Self.line(bytes))")
    case .tlsAlert:
      Self.error(
        "a server that expects TLS from the first byte answers", hint: "look at its certificate with --tls")
    case .tls:
      Self.error("something answers that speaks TLS as a client does")
    case .mail(let bytes):
      Self.error("a server of another protocol answers, \(Self.line(bytes))")
    case .xProtocol:
      ReplicationError(
        .foreign, "the X Protocol of MySQL answers, not the protocol of replication",
        hint: "look at its certificate with --x-protocol, or name the port of replication, mostly 3306")
    case .unknown(let bytes):
      Self.error("something else answers, which begins with \(Self.line(bytes))")
    }
  }

  private static func error(_ sentence: String, hint: String? = nil) -> ReplicationError {
    ReplicationError(.foreign, "\(sentence), not MySQL or MariaDB", hint: hint ?? "check the port")
  }

  /// The first line, in quotes; in hexadecimal where little of it is text.
  private static func line(_ bytes: [UInt8]) -> String {
    let line = bytes.prefix { $0 != ASCII.newline && $0 != 0x0d }.prefix(60)
    let isText = line.count { (0x20...0x7e).contains($0) } * 4 >= line.count * 3
    if isText, !line.isEmpty { return quoted(ASCII.text(line)) }
    return bytes.prefix(8).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined(separator: " ")
  }
}
