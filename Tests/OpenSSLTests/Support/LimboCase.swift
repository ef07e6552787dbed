import Foundation
import OpenSSL

/// A case of C2SP's x509-limbo, one line of the suite as a table.
struct LimboCase {
  let id: String
  let isAccepted: Bool
  let purpose: TrustStore.Purpose?
  let time: Time
  let peer: PathValidator.PeerName?
  let maximumDepth: Int?
  let leaf: String
  let intermediates: [String]
  let anchors: [String]
  let lists: [String]

  /// Reads one line; the suite's "now" is `now`.
  init(_ line: Substring, now: Time) throws {
    let columns = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
    guard columns.count == 13 else { throw Malformed(line: String(line.prefix(80))) }
    id = columns[0]
    isAccepted = columns[1] == "SUCCESS"
    purpose =
      switch columns[2] {
      case "SERVER": .server
      case "CLIENT": .client
      default: nil
      }
    time = Int64(columns[3]).map { Time(seconds: $0) } ?? now
    peer = try Self.peer(columns[4], columns[5])
    maximumDepth = Int(columns[7])
    leaf = columns[9]
    (intermediates, anchors, lists) = (Self.list(columns[10]), Self.list(columns[11]), Self.list(columns[12]))
  }

  struct Malformed: Error { let line: String }

  private static func list(_ column: String) -> [String] {
    column == "-" ? [] : column.split(separator: ",").map(String.init)
  }

  private static func peer(_ kind: String, _ value: String) throws -> PathValidator.PeerName? {
    switch kind {
    case "DNS": return .host(value)
    case "RFC822": return .mailbox(value)
    case "IP":
      guard case .ip(let bytes)? = GeneralName.ip(parsing: value) else { throw Malformed(line: value) }
      return .address(bytes)
    default: return nil
    }
  }

  private static func der(_ base64: String) throws -> [UInt8] {
    guard let data = Data(base64Encoded: base64) else { throw Malformed(line: base64) }
    return Array(data)
  }

  /// What our validation says: nil where it accepts.
  func refusal() throws -> String? {
    let certificates: (leaf: Certificate, others: [Certificate], anchors: [Certificate])
    do {
      certificates = (
        try Certificate(der: Self.der(leaf)), try intermediates.map { try Certificate(der: Self.der($0)) },
        try anchors.map { try Certificate(der: Self.der($0)) }
      )
    } catch let error as OpenSSLError {
      return error.description
    }
    var validator = PathValidator(certificates.anchors)
    validator.revocationLists = try lists.map { try RevocationList(der: Self.der($0)) }
    validator.checksRevocation = !lists.isEmpty
    if let maximumDepth { validator.maximumDepth = maximumDepth }
    switch try validator.validate(
      certificates.leaf, intermediates: certificates.others, as: purpose, at: time, peer: peer)
    {
    case .accepted: return nil
    case .refused(let refusal): return "\(refusal.cause): \(refusal.reason) at \(refusal.depth)"
    }
  }
}
