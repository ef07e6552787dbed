import Foundation

/// The program under test, built beside the test bundle.
public enum Mkcerts {
  /// The built program: `$MKCERTS_BINARY` where that is set, else `mkcerts` in the folder of the test bundle.
  ///
  /// - Throws: `MissingProgram` when it is not there.
  public static func program() throws -> Program {
    if let path = ProcessInfo.processInfo.environment["MKCERTS_BINARY"] { return try Program(path) }
    return try Program(productsFolder + "/mkcerts")
  }

  /// The folder that SwiftPM built the tests and the programs into.
  ///
  /// Swift Testing's helper gets the bundle as an argument; a test bundle that is itself the program is
  /// `argv[0]`.
  public static var productsFolder: String {
    let arguments = CommandLine.arguments
    let flag = arguments.firstIndex(of: "--test-bundle-path").map { $0 + 1 }
    let bundle = flag.flatMap { arguments.indices.contains($0) ? arguments[$0] : nil } ?? arguments[0]
    return URL(filePath: bundle).deletingLastPathComponent().path(percentEncoded: false)
  }

  /// The folder of the package, with Package.swift in it.
  public static let packageFolder = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .path(percentEncoded: false)
}
