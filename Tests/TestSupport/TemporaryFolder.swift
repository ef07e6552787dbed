import Foundation

/// A folder of its own for one test, removed with everything in it when the test lets go.
public final class TemporaryFolder: Sendable {
  /// The folder's absolute path, without a final slash.
  public let path: String

  /// Makes the folder below the system's place for temporary files.
  ///
  /// - Parameter parent: another folder to make it in.
  /// - Throws: what the file system says when it refuses.
  public init(below parent: String? = nil) throws {
    let place = parent.map { URL(filePath: $0) } ?? FileManager.default.temporaryDirectory
    let url = place.appending(path: "mkcerts-test-\(UUID().uuidString)")
    try FileManager.default.createDirectory(
      at: url, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    path = url.path(percentEncoded: false)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// The path of `name` in this folder.
  public func callAsFunction(_ name: String) -> String { path + "/" + name }

  /// Writes `text` to the file `name` and returns its path.
  @discardableResult
  public func write(_ text: String, to name: String) throws -> String {
    try Data(text.utf8).write(to: URL(filePath: self(name)))
    return self(name)
  }

  /// Writes a script for sh(1) that can be run, and returns its path.
  ///
  /// A program of its own writes it: this process has other tests running, and what they start would have the file open
  /// for writing for a moment, in which nobody can run it (execve(2), ETXTBSY).
  public func writeProgram(_ script: String, to name: String) throws -> String {
    try Program("sh").output(
      ["-c", "cat > \"$0\" && chmod 755 \"$0\"", self(name)], input: "#!/bin/sh\n\(script)\n")
    return self(name)
  }
}

extension TemporaryFolder {
  /// Writes `bytes` to the file `name`, with the folders above it, and returns its path.
  @discardableResult
  public func write(bytes: [UInt8], to name: String, mode: Int = 0o644) throws -> String {
    let url = URL(filePath: self(name))
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(bytes).write(to: url)
    try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: self(name))
    return self(name)
  }
}
