import Foundation
import TestSupport
import Testing

/// A target of the package: what it declares, and what its files say.
struct Room: Sendable, CustomTestStringConvertible {
  let name: String
  let folder: String
  /// The modules that Package.swift says it depends on.
  let declared: Set<String>

  var testDescription: String { name }

  /// The text of each of its Swift files, by its path in the package.
  func files() throws -> [String: String] {
    let root = Mkcerts.packageFolder + "/" + folder
    let names = try FileManager.default.subpathsOfDirectory(atPath: root).filter { $0.hasSuffix(".swift") }
    return try Dictionary(
      uniqueKeysWithValues: names.map {
        ("\(folder)/\($0)", try String(contentsOfFile: root + "/" + $0, encoding: .utf8))
      })
  }

  /// The modules that `text` imports.
  static func imports(_ text: String) -> [String] {
    text.split(separator: "\n").compactMap { line in
      // As in `internal import Glibc`; what one declaration alone is imported from is the system.
      let words = line.split(separator: " ", maxSplits: 3)
      return words.dropLast().last == "import" ? words.last.map(String.init) : nil
    }
  }

  /// The modules that its files import, but for those of the system and the compiler.
  func imported() throws -> Set<String> {
    try Set(files().values.flatMap(Self.imports)).subtracting(Self.ofSystem)
  }

  static let ofSystem: Set = [
    "Dispatch", "Foundation", "FoundationEssentials", "Glibc", "Synchronization", "Testing",
  ]

  /// The rooms below Sources, as Package.swift has them.
  static let sources = all.filter { $0.folder.hasPrefix("Sources/") }

  /// All targets with Swift in them, as Package.swift has them.
  static let all: [Room] = {
    let path = Mkcerts.packageFolder + "/Package.swift"
    guard let text = try? String(contentsOfFile: path, encoding: .utf8) else { return [] }
    let short = text.matches(of: #/(?<kind>room|tests)\(\s*"(?<name>\w+)"(?<rest>[^)]*)\)/#).map {
      target(String($0.name), in: $0.kind == "room" ? "Sources" : "Tests", String($0.rest))
    }
    let long = text.matches(
      of: #/arget\(\s*name: "(?<name>\w+)",\s*dependencies: \[(?<list>[^\]]*)\]/#
    ).map { target(String($0.name), in: $0.name == "TestSupport" ? "Tests" : "Sources", String($0.list)) }
    return short + long
  }()

  private static func target(_ name: String, in folder: String, _ list: String) -> Room {
    let modules = list.replacing(#/excluding: \[.*\]/#, with: "").replacing(#/package: "[^"]*"/#, with: "")
    return Room(
      name: name, folder: "\(folder)/\(name)",
      declared: Set(modules.matches(of: #/"(\w+)"/#).map { String($0.1) }))
  }
}
