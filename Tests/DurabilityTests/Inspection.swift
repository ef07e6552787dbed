import Foundation
import OpenSSL
import SQLite
import SecureFiles
import TestSupport

/// What is in a pki folder at one moment, read without mkcerts and without changing anything.
struct Inspection {
  /// A file: what it holds, and its permission bits.
  struct File: Equatable {
    let bytes: [UInt8]
    let mode: UInt16
  }

  /// A certificate in the ledger.
  struct Row {
    let holder: String
    let state: String
  }

  let pki: PKI
  /// By their paths in the folder.
  private(set) var files: [String: File] = [:]
  /// By their serial numbers.
  private(set) var rows: [String: Row] = [:]
  /// The states of the authority's generations, by their serial numbers.
  private(set) var generations: [String: String] = [:]
  /// Where those that were issued are in their lives, by their serial numbers.
  private(set) var stages: [String: String] = [:]
  /// The states of certificates that generations had before, or are about to have.
  private(set) var renewals: [String: String] = [:]
  /// The paths of what commands put aside for a while.
  private(set) var leftovers: Set<String> = []

  init(_ pki: PKI) throws {
    self.pki = pki
    let manager = FileManager.default
    for name in manager.enumerator(atPath: pki.path)?.allObjects as? [String] ?? [] {
      if Self.isAside(name) { leftovers.insert(name) }
      let status = try FileStatus(of: pki(name))
      guard status.kind == .file else { continue }
      files[name] = File(
        bytes: try Files.read(pki(name), limit: 1 << 30), mode: UInt16(truncatingIfNeeded: status.permissions)
      )
    }
    guard let ledger = files["authority/ledger.sqlite"], !ledger.bytes.isEmpty else { return }
    let connection = try Connection(path: pki("authority/ledger.sqlite"), mode: .readOnly)
    // Of version 0 is a ledger that is just being made.
    guard try connection.userVersion > 0 else { return }
    try connection.query("SELECT serial, holder, state FROM certificate") { row throws(SQLiteError) in
      rows[try row.text(0)] = Row(holder: try row.text(1), state: try row.text(2))
    }
    try connection.query("SELECT serial, state, stage FROM generation") { row throws(SQLiteError) in
      generations[try row.text(0)] = try row.text(1)
      stages[try row.text(0)] = try row.text(2)
    }
    try connection.query("SELECT serial, state FROM authority_certificate") { row throws(SQLiteError) in
      renewals[try row.text(0)] = try row.text(1)
    }
  }

  /// Whether a part of the path `name` is what commands put aside for a while.
  private static func isAside(_ name: String) -> Bool {
    name.split(separator: "/").contains { part in
      part.first == "." && [".tmp", ".staged", ".old"].contains { part.hasSuffix($0) }
    }
  }

  /// Whether the next command has something to complete or to clean.
  var isUnfinished: Bool {
    !leftovers.isEmpty || rows.values.contains { $0.state == "planned" }
      || generations.values.contains("planned") || renewals.values.contains("planned")
  }

  /// The hosts that have a folder.
  var hosts: Set<String> {
    Set(
      files.keys.compactMap { name in
        let parts = name.split(separator: "/")
        return parts.count > 2 && parts[0] == "hosts" && parts[1].first != "." ? String(parts[1]) : nil
      })
  }

  /// What no instant may show: each a sentence.
  func problems() throws -> [String] {
    var problems: [String] = []
    var seen: [String: [UInt8]] = [:]
    for (name, file) in files.sorted(by: { $0.key < $1.key }) {
      if Self.isSecret(name, file), file.mode & 0o177 != 0 {
        problems.append("\(name) has the mode \(String(file.mode, radix: 8))")
      }
      guard file.bytes.starts(with: Array("-----BEGIN CERTIFICATE-----".utf8)) else { continue }
      guard let certificates = try? Parsed.certificates(file.bytes) else {
        // What is aside may be half written.
        if !leftovers.contains(name) { problems.append("\(name) is no certificate") }
        continue
      }
      for certificate in certificates {
        let serial = certificate.fields.serial.description
        if rows[serial] == nil, generations[serial] == nil, renewals[serial] == nil {
          problems.append("\(name) has the serial number \(serial), which the ledger does not know")
        }
        if let other = seen.updateValue(certificate.der, forKey: serial), other != certificate.der {
          problems.append("\(name) shares the serial number \(serial) with another certificate")
        }
      }
    }
    if files["cacert.pem"] != nil, files["authority/ca-key.pem"] == nil {
      problems.append("cacert.pem is there before its key")
    }
    return problems + hosts.sorted().flatMap(problems(of:)) + strangers()
  }

  /// What may not be once a command has come to its end besides.
  func problemsAtRest() throws -> [String] {
    var problems = try problems()
    problems += leftovers.sorted().map { "\($0) is left over" }
    problems += rows.filter { $0.value.state == "planned" }.map {
      "\($0.key) of \($0.value.holder) is planned"
    }
    let signing = generations.filter { $0.value == "issued" && stages[$0.key] == "signing" }
    if signing.count != 1 || generations.values.contains("planned") {
      problems.append("the generations are \(generations)")
    }
    var current: [String: Set<String>] = [:]
    for (serial, row) in rows where row.state == "issued" { current[row.holder, default: []].insert(serial) }
    for host in hosts.union(current.keys).sorted() {
      let held = try Set(
        Self.pairs.compactMap { try certificate("hosts/\(host)/\($0)-cert.pem") }.map(\.serial))
      if held != current[host] ?? [] {
        problems.append(
          "\(host) holds \(held.sorted()), and the ledger says \(current[host]?.sorted() ?? [])")
      }
      if files["hosts/\(host)/cacert.pem"]?.bytes != files["cacert.pem"]?.bytes {
        problems.append("\(host) does not trust just what cacert.pem does")
      }
    }
    return problems
  }

  /// The files of `earlier` that are lost or changed, but for the ledger's and those of `hosts`, of which the
  /// keys may be meant all the same.
  func losses(
    since earlier: Inspection, apartFrom hosts: [String] = [], butNotKeys keepsKeys: Bool = false
  ) -> [String] {
    earlier.files.filter { name, file in
      !name.hasPrefix("authority/ledger.sqlite") && !earlier.leftovers.contains(name)
        && (keepsKeys && name.hasSuffix("-key.pem") || !hosts.contains { name.hasPrefix("hosts/\($0)/") })
        && files[name] != file
    }.map { "\($0.key) is lost or changed" }.sorted()
  }

  private static let pairs = ["server", "client"]

  private static func isSecret(_ name: String, _ file: File) -> Bool {
    name.contains("key.pem") || name.hasPrefix("authority/") || name.contains("/ca-key")
      || file.bytes.starts(with: Array("-----BEGIN PRIVATE KEY".utf8))
      || file.bytes.starts(with: Array("-----BEGIN ENCRYPTED".utf8))
  }

  private func certificate(_ name: String) throws -> (serial: String, key: PublicKey?)? {
    guard let file = files[name], let first = try Parsed.certificates(file.bytes).first else { return nil }
    return (first.fields.serial.description, first.fields.publicKey)
  }

  /// A host's folder that is in its place is whole.
  private func problems(of host: String) -> [String] {
    var problems: [String] = []
    let folder = "hosts/\(host)/"
    var count = 0
    for pair in Self.pairs {
      let key = files[folder + pair + "-key.pem"]
      let isThere = files[folder + pair + "-cert.pem"] != nil
      let hasRequest = files[folder + pair + "-req.pem"] != nil
      count += isThere ? 1 : 0
      if isThere != (key != nil || hasRequest) { problems.append("\(folder) holds half a \(pair) pair") }
      guard isThere, key != nil else { continue }
      let matches = try? keyOf(folder + pair + "-key.pem") == certificate(folder + pair + "-cert.pem")?.key
      if matches != true { problems.append("the \(pair) pair in \(folder) does not match") }
    }
    if count == 0 { problems.append("\(folder) holds no certificate") }
    for name in ["cacert.pem", "replication-tls.cnf"] where files[folder + name]?.bytes.isEmpty != false {
      problems.append("\(folder) has no \(name)")
    }
    return problems
  }

  /// The hosts whose certificates are not signed by what another one trusts: whoever brings the folders to
  /// their hosts at this moment has them refuse each other.
  private func strangers() -> [String] {
    func certificates(_ name: String) -> [Certificate] {
      (files[name].flatMap { try? Parsed.certificates($0.bytes) }) ?? []
    }
    let leaves = hosts.sorted().flatMap { host in
      Self.pairs.flatMap { certificates("hosts/\(host)/\($0)-cert.pem").prefix(1) }.map { (host, $0) }
    }
    let trusts = Dictionary(grouping: hosts) { files["hosts/\($0)/cacert.pem"]?.bytes ?? [] }
    return trusts.values.flatMap { trusting -> [String] in
      let keys = certificates("hosts/\(trusting[0])/cacert.pem").compactMap(\.fields.publicKey)
      return leaves.filter { leaf in !keys.contains { Parsed.isSigned(leaf.1, by: $0) } }.map {
        "\(trusting.sorted()) do not trust the authority of \($0.0)"
      }
    }.sorted()
  }

  private func keyOf(_ name: String) throws -> PublicKey {
    try Parsed.key(files[name]?.bytes ?? []) {
      try PrivateKey.parse(pem: Files.readSecret(pki(name))).publicKey
    }
  }
}
