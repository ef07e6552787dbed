import Foundation
import TestSupport
import Testing

/// The rooms of CONTRIBUTING.md, and the arrows between them.
@Suite struct RoomTests {
  @Test func `Package.swift is read as it is meant`() {
    #expect(Room.sources.map(\.name).contains("Secrets") && Room.sources.map(\.name).contains("mkcerts"))
    #expect(Room.sources.count == 13 && Room.all.count == 13 + 15)
  }

  @Test(arguments: Room.all) func `a target declares what it imports, and nothing else`(room: Room) throws {
    // The tests of the built program need it built, and all tests may use TestSupport.
    let mayBeUnused: Set = ["TestSupport", "mkcerts"]
    let imported = try room.imported()
    #expect(!(try room.files().isEmpty))
    #expect(imported.subtracting(["TestSupport"]).subtracting(room.declared) == [], "imported only")
    #expect(room.declared.subtracting(imported).subtracting(mayBeUnused) == [], "declared only")
  }

  /// What each room must not know; that nobody declares it is checked here, and that nobody imports it above.
  static let forbidden: [(String, Set<String>)] = [
    ("Secrets", ["OpenSSL", "SecureFiles", "SQLite", "Threads"]),
    ("Threads", ["OpenSSL", "Secrets", "SecureFiles", "SQLite"]),
    ("OpenSSL", ["SecureFiles", "SQLite", "Replication"]),
    ("SQLite", ["OpenSSL", "Secrets", "SecureFiles"]),
    ("SecureFiles", ["OpenSSL", "SQLite"]),
    ("CertificateAuthority", ["Replication", "Verification", "Fleet"]),
    (
      "Replication",
      ["OpenSSL", "SecureFiles", "SQLite", "Secrets", "CertificateAuthority", "Verification", "Fleet"]
    ),
    ("Sockets", ["OpenSSL", "Replication", "SecureFiles", "SQLite", "Secrets"]),
    ("Processes", ["OpenSSL", "Replication", "SecureFiles", "SQLite", "Secrets"]),
    ("Verification", ["CertificateAuthority", "SQLite", "Fleet", "Live", "Sockets"]),
    ("Live", ["CertificateAuthority", "SQLite", "Fleet", "Secrets"]),
    ("Fleet", ["SQLite", "mkcerts"]),
  ]

  @Test(arguments: forbidden) func `a room does not know what is not its matter`(
    name: String, unknown: Set<String>
  ) throws {
    let room = try #require(Room.sources.first { $0.name == name })
    #expect(room.declared.isDisjoint(with: unknown))
  }

  @Test func `each C library has one importer`() {
    let importers = Room.sources.flatMap { room in
      room.declared.intersection(["COpenSSL", "CSQLite", "CLinux", "CZlib"]).map { "\(room.name) \($0)" }
    }
    #expect(
      importers.sorted() == ["OpenSSL COpenSSL", "SQLite CSQLite", "SecureFiles CLinux", "SecureFiles CZlib"])
  }

  @Test(arguments: Room.sources) func `the word unsafe stands next to C only`(room: Room) throws {
    let besideC: Set = ["OpenSSL", "Processes", "SQLite", "SecureFiles", "Secrets", "Sockets", "Threads"]
    guard !besideC.contains(room.name) else { return }
    for (path, text) in try room.files() {
      for line in text.split(separator: "\n") where line.contains("unsafe") || line.contains("@unchecked") {
        #expect(line.drop { $0 == " " }.hasPrefix("//"), "\(path): \(line)")
      }
    }
  }

  @Test(arguments: Room.sources) func `no source imports Foundation`(room: Room) throws {
    for (path, text) in try room.files() {
      let imports = Room.imports(text)
      #expect(!imports.contains("Foundation"), "\(path)")
      // JSON is written in one place.
      let writesJSON = path == "Sources/mkcerts/Rendering/Output.swift"
      #expect(imports.contains("FoundationEssentials") == writesJSON, "\(path)")
    }
  }

  @Test(arguments: Room.sources) func `every shim has a user`(room: Room) throws {
    let headers = ["OpenSSL": ["COpenSSL"], "SQLite": ["CSQLite"], "SecureFiles": ["CLinux", "CZlib"]]
    let sources = try room.files().values.joined()
    for module in headers[room.name] ?? [] {
      let header = try String(
        contentsOfFile: "\(Mkcerts.packageFolder)/Sources/\(module)/shim.h", encoding: .utf8)
      for match in header.matches(of: #/\b((?:mkcerts_|MKCERTS_RENAME_)\w+)/#) {
        #expect(sources.contains(match.1), "\(module) has \(match.1)")
      }
    }
  }
}
