import Foundation
import TestSupport
import Testing

/// What the built program issues, for judges that share no code with it: an authority of each kind of key,
/// and below them hosts of each role with keys of each kind, made by the program or brought in a request.
struct IssuedCertificates: Sendable {
  /// One certificate of a host.
  struct Leaf: Sendable {
    let authority: String
    let certificate: String
    /// The path of its key; nil where the key came in a request.
    let key: String?
    let purposes: Set<Judge.Purpose>
    /// The names and addresses in it.
    let names: [String]
  }

  /// The authority of one kind of key.
  struct Authority: Sendable {
    let algorithm: String
    let pki: String
    let leaves: [Leaf]
    /// A certificate that is a server's and no client's.
    let server: Leaf
    /// One that is a client's and no server's, although a server's names are in it.
    let client: Leaf

    init(algorithm: String, pki: String, leaves: [Leaf]) throws {
      self.algorithm = algorithm
      self.pki = pki
      self.leaves = leaves
      server = try #require(leaves.first { $0.purposes == [.server] })
      client = try #require(leaves.first { $0.purposes == [.client] && !$0.names.isEmpty })
    }

    var certificate: String { pki + "/cacert.pem" }
    /// The master that `init-ca` issued, with the names that it has by default.
    var defaultMaster: String { pki + "/hosts/master/server-cert.pem" }
  }

  static let algorithms = ["ecdsa-p256", "ecdsa-p384", "rsa-2048", "rsa-3072", "rsa-4096", "ed25519"]
  static let roles = ["master", "slave", "both", "peer"]
  static let name = "Replication authority"
  /// Addresses in every server's certificate (RFC 5737, RFC 3849).
  static let addresses = ["192.0.2.7", "2001:db8::7"]

  /// Issued once for all tests.
  static let shared = Result { try IssuedCertificates() }

  let folder: TemporaryFolder
  let authorities: [Authority]
  var leaves: [Leaf] { authorities.flatMap(\.leaves) }

  /// The keys that requests are made with, in the words of `openssl genpkey`.
  private static let requestedKeys: [(name: String, arguments: [String])] = [
    ("p-256", ["-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256"]),
    ("p-384", ["-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-384"]),
    ("p-521", ["-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-521"]),
    ("rsa-2048", ["-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:2048"]),
    ("rsa-3072", ["-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:3072"]),
    ("rsa-4096", ["-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:4096"]),
    ("ed25519", ["-algorithm", "ED25519"]),
  ]

  /// One call of `mkcerts issue`.
  private struct Call: Sendable {
    let host: String
    let role: String
    let arguments: [String]
    let isFromRequest: Bool
  }

  private init() throws {
    let folder = try TemporaryFolder()
    self.folder = folder
    let calls = try Self.ownKeyCalls() + Self.requestCalls(in: folder)
    authorities = try inParallel(Array(Self.algorithms.enumerated())) { number, algorithm in
      let pki = folder(algorithm)
      try Mkcerts.program().output(
        ["init-ca", "--pki", pki, "--key", algorithm, "--name", "\(Self.name) \(algorithm)"])
      // Each authority meets every role, and keys of several kinds.
      let own = calls.enumerated().filter { ($0.offset + $0.offset / 4) % Self.algorithms.count == number }
      return try Authority(
        algorithm: algorithm, pki: pki, leaves: try own.flatMap { try Self.issue($0.element, in: pki) })
    }
  }

  /// Large RSA keys take seconds to make; `init-ca` made one, and these make a server's and a client's.
  private static func ownKeyCalls() -> [Call] {
    algorithms.flatMap { algorithm in
      (["rsa-3072", "rsa-4096"].contains(algorithm) ? ["both"] : roles).map {
        Call(
          host: "\($0)-\(algorithm).example.com", role: $0, arguments: ["--key", algorithm],
          isFromRequest: false)
      }
    }
  }

  private static func requestCalls(in folder: TemporaryFolder) throws -> [Call] {
    let requests = try inParallel(requestedKeys.map { $0 }) { key in
      let file = folder("\(key.name)-key.pem")
      try OpenSSLCommand.output(["genpkey", "-out", file] + key.arguments)
      let request = folder("\(key.name)-req.pem")
      try OpenSSLCommand.output(["req", "-new", "-key", file, "-subj", "/CN=ignored", "-out", request])
      return (name: key.name, file: request)
    }
    return requests.flatMap { request in
      roles.map {
        Call(
          host: "\($0)-csr-\(request.name).example.com", role: $0, arguments: ["--csr", request.file],
          isFromRequest: true)
      }
    }
  }

  /// Names with dots only, so that the linter has nothing to except.
  private static func issue(_ call: Call, in pki: String) throws -> [Leaf] {
    let isServer = call.role != "slave"
    let names = isServer ? [call.host, "db.\(call.host)"] + addresses : []
    try Mkcerts.program().output(
      ["issue", call.host, "--pki", pki, "--role", call.role] + call.arguments
        + names.flatMap { ["--san", $0] })
    let pairs: [(String, Set<Judge.Purpose>)] =
      switch call.role {
      case "master": [("server", [.server])]
      case "slave": [("client", [.client])]
      case "both": [("server", [.server]), ("client", [.client])]
      default: [("server", [.server, .client])]
      }
    let host = "\(pki)/hosts/\(call.host)"
    return pairs.map { pair, purposes in
      Leaf(
        authority: pki + "/cacert.pem", certificate: "\(host)/\(pair)-cert.pem",
        key: call.isFromRequest ? nil : "\(host)/\(pair)-key.pem", purposes: purposes, names: names)
    }
  }
}
