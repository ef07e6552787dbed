internal import SecureFiles

/// What an option names, one path or several with commas between them.
enum NamedPath {
  /// - Throws: ``LiveError`` with code `badFiles` for the first that leads nowhere, with what is beside it.
  static func check(_ paths: String) throws(LiveError) {
    for path in paths.split(separator: ",").map(String.init)
    where (try? FileStatus(of: path, followingLinks: true)) == nil {
      let parent = path.parentFolder
      let beside = ((try? Files.list(parent)) ?? []).filter { !$0.hasPrefix(".") }
        .sorted()
      let names = beside.prefix(12).joined(separator: ", ") + (beside.count > 12 ? " …" : "")
      throw LiveError(
        .badFiles, "there is no folder or file \(path)",
        hint: beside.isEmpty ? "check its path" : "in \(parent) there are \(names)")
    }
  }
}
