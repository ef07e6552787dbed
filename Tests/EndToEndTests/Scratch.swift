import Foundation
import TestSupport
import Testing

/// A folder of one test, with a pki in it that the built program works on.
final class Scratch: Sendable {
  let folder: TemporaryFolder

  /// An empty folder, or one with a copy of a pki of an authority `T`, a master, and two slaves.
  init(empty: Bool = false) throws {
    folder = try TemporaryFolder()
    if !empty { try FileManager.default.copyItem(atPath: Self.founded.get()("pki"), toPath: folder("pki")) }
  }

  private static let founded = Result<TemporaryFolder, any Error> { try found() }
  /// A pki of another authority with the very same name, and hosts of the same names.
  static let foreign = Result<TemporaryFolder, any Error> { try found() }

  private static func found() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    var program = try Mkcerts.program()
    program.workingDirectory = folder.path
    program.environment["MKCERTS_PKI"] = nil
    try program.output(["init-ca", "--name", "T", "--san", "master"])
    try program.output(["issue", "slave01", "slave02"])
    return folder
  }

  /// Runs the program in the folder, so that `./pki` is what it works on.
  @discardableResult
  func run(_ arguments: [String], input: String = "", environment: [String: String] = [:]) throws
    -> ProgramResult
  {
    var program = try Mkcerts.program()
    program.workingDirectory = folder.path
    program.environment["MKCERTS_PKI"] = nil
    program.environment.merge(environment) { $1 }
    return try program.run(arguments, input: input)
  }

  /// Runs a shell script in the folder; `$MKCERTS` is the program.
  @discardableResult
  func shell(_ script: String) throws -> ProgramResult {
    var program = try Program("/bin/bash")
    program.workingDirectory = folder.path
    program.environment["MKCERTS_PKI"] = nil
    program.environment["MKCERTS"] = try Mkcerts.program().path
    return try program.run(["-c", script])
  }

  /// Expects a refusal: the status, one sentence and one hint on standard error, nothing on standard output,
  /// nothing changed on disk, and of `saying` every part.
  func refuses(
    _ arguments: [String], status: Int32 = 2, saying parts: [String] = [], input: String = "",
    environment: [String: String] = [:], changing: Bool = false,
    at location: SourceLocation = #_sourceLocation
  ) throws {
    let before = try tree()
    let result = try run(arguments, input: input, environment: environment)
    let shown = Comment(
      rawValue: "\(arguments.map { $0.prefix(60) }): \(result.ending) \(result.errors)\(result.output)")
    #expect(result.status == status, shown, sourceLocation: location)
    #expect(result.outputBytes.isEmpty, shown, sourceLocation: location)
    let lines = result.errors.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.count == 3 && lines.last == "", shown, sourceLocation: location)
    #expect(lines.first?.hasPrefix("mkcerts: error: ") == true, shown, sourceLocation: location)
    #expect(lines.dropFirst().first?.hasPrefix("mkcerts: hint: ") == true, shown, sourceLocation: location)
    #expect(result.errors.utf8.count < 1200, shown, sourceLocation: location)
    for part in parts { #expect(result.errors.contains(part), shown, sourceLocation: location) }
    if !changing { #expect(try tree() == before, shown, sourceLocation: location) }
  }

  /// Everything in the folder: kinds, modes, lengths and contents.
  func tree() throws -> [String: String] {
    var tree: [String: String] = [:]
    for name in try FileManager.default.subpathsOfDirectory(atPath: folder.path) {
      let attributes = try FileManager.default.attributesOfItem(atPath: folder(name))
      let kind = attributes[.type] as? FileAttributeType
      let size = (attributes[.size] as? Int) ?? 0
      let mode = (attributes[.posixPermissions] as? Int) ?? 0
      var content = ""
      // Foundation loses the memory that it reads an empty file into.
      if kind == .typeRegular, (1..<1 << 22).contains(size) {
        content = try Data(contentsOf: URL(filePath: folder(name))).base64EncodedString()
      }
      tree[name] =
        "\(kind?.rawValue ?? "?") \(String(mode, radix: 8)) \(kind == .typeRegular ? size : 0) \(content)"
    }
    return tree
  }

  /// The text of a file in the folder.
  func text(_ name: String) throws -> String { try String(contentsOfFile: folder(name), encoding: .utf8) }
}

/// What changes from run to run, taken out: dates, serial numbers, fingerprints, days.
func steady(_ text: String) -> String {
  text
    .replacing(#/\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\dZ)?/#, with: "DATE")
    .replacing(#/([0-9a-f]{2}:){31}[0-9a-f]{2}/#, with: "SHA256")
    .replacing(#/([0-9a-f]{2}:){5}[0-9a-f]{2}/#, with: "SHA256…")
    .replacing(#/[0-9a-f]{6}…[0-9a-f]{4}/#, with: "SERIAL")
    .replacing(#/\b[0-9a-f]{12}\b/#, with: "SHA256…")
    .replacing(#/\d+ days/#, with: "N days")
}
