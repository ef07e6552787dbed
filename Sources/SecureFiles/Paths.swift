/// `path`, where the system would read it as it was meant.
///
/// - Throws: ``FileError/Code/badName`` for a path with NUL, of which the system would read only the
///   beginning.
func checked(_ path: String, _ operation: FileError.Operation) throws(FileError) -> String {
  guard !path.utf8.contains(0) else {
    let visible = path.split(separator: "\0", omittingEmptySubsequences: false).joined(separator: "\\0")
    throw FileError(.badName, operation, visible, "the name holds NUL")
  }
  return path
}

/// A path in two parts: the folder that holds the last component, and that component.
struct PlacePath {
  let folder: String
  let name: String

  /// - Throws: ``FileError/Code/badName`` where the last component names nothing that could be made.
  init(_ path: String, _ operation: FileError.Operation) throws(FileError) {
    var rest = Substring(try checked(path, operation))
    while rest.utf8.count > 1, rest.hasSuffix("/") { rest.removeLast() }
    let slash = rest.lastIndex(of: "/")
    name = String(slash.map { rest[rest.index(after: $0)...] } ?? rest)
    let before = slash.map { rest[..<$0] }
    folder = before.map { $0.isEmpty ? "/" : String($0) } ?? "."
    guard !name.isEmpty, name != ".", name != ".." else {
      throw FileError(.badName, operation, path, "this names no file or folder that could be made")
    }
  }

  /// The path of `name` in the same folder.
  func beside(_ name: String) -> String { folder == "/" ? "/" + name : folder + "/" + name }

  /// The path itself, without final slashes.
  var path: String { beside(name) }
}
