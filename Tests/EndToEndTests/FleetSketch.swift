import Foundation
import TestSupport
import Testing

/// The folder of example fleets.
let fleets = Mkcerts.packageFolder + "/Fixtures/Fleets"

extension Scratch {
  /// A folder with the example fleets in it and no pki.
  static func withFleets() throws -> Scratch {
    let scratch = try Scratch(empty: true)
    for name in try FileManager.default.contentsOfDirectory(atPath: fleets) {
      try FileManager.default.copyItem(atPath: fleets + "/" + name, toPath: scratch.folder(name))
    }
    return scratch
  }

  /// A folder with the fleet file `fleet.cnf`, which holds `text` and the name of its authority, applied.
  static func applied(_ text: String) throws -> Scratch {
    let scratch = try Scratch(empty: true)
    try scratch.writeFleet(text)
    let result = try scratch.run(["apply", "fleet.cnf"])
    try #require(result.succeeded, "\(result.errors)\(result.output)")
    return scratch
  }

  /// Writes the fleet file `fleet.cnf`.
  func writeFleet(_ text: String) throws {
    try folder.write("[authority]\nname = Shop\n" + text, to: "fleet.cnf")
  }

  /// Serial numbers by host, of all present certificates.
  func serials() throws -> [String: Set<String>] {
    let output = try run(["list", "--format", "json"]).outputBytes
    let json = try JSONSerialization.jsonObject(with: Data(output)) as? [String: Any]
    var serials: [String: Set<String>] = [:]
    for certificate in json?["certificates"] as? [[String: Any]] ?? [] {
      guard let host = certificate["host"] as? String, let serial = certificate["serial"] as? String else {
        continue
      }
      serials[host, default: []].insert(serial)
    }
    return serials
  }

  /// Everything in the pki folder but the files that SQLite has beside a ledger while it is read.
  func made() throws -> [String: String] {
    try tree().filter { $0.key.hasPrefix("pki/") && !$0.key.contains("ledger.sqlite-") }
  }

  /// All texts of a host, one below another.
  func texts(of host: String) throws -> String {
    try ["replication-tls.cnf", "accounts.sql", "change-master.sql"].compactMap { name in
      let path = "pki/hosts/\(host)/\(name)"
      guard FileManager.default.fileExists(atPath: folder(path)) else { return nil }
      return "===== \(host)/\(name)\n" + (try text(path))
    }.joined()
  }
}
