internal import SecureFiles

/// From a path as a server's option or statement names it to the file that is looked at here.
///
/// What is judged may be on the host itself, where paths are as they are named, or have been copied from it
/// into one folder, where the files lie beside the option file.
struct FileLocator {
  /// The folder that the source is, or lies in.
  let folder: String
  /// Whether the files were copied there from their places on the host: then no other place is looked at, where
  /// this machine may have files of the same names.
  let isCopy: Bool
  /// The data directory, from which servers count relative paths; nil where no option names it.
  let dataDirectory: String?
  /// The names in the folder, where they are known, so that nothing is looked for below others.
  var names: Set<String>?
  /// Whether the folder itself was given as the source.
  var isFolder = false
  /// Where the files are.
  var tree = FileTree.disk

  /// The path to read for `named`.
  func callAsFunction(_ named: String) -> String {
    let beside = folder + "/" + named.lastPathComponent
    guard named.utf8.first == UInt8(ascii: "/") else { return relative(named, beside) }
    if isCopy { return named.hasPrefix(folder + "/") ? named : copied(named) ?? beside }
    return exists(named) || !exists(beside) ? named : beside
  }

  /// Whether `path`, which was found for `named`, is where the host has it, so that owner and mode are those that the
  /// server meets.
  func isInPlace(_ path: String, _ named: String) -> Bool {
    path == named || !isCopy && dataDirectory.map { path == $0 + "/" + named } == true
  }

  /// The path to read for what an option file includes: in a copy of it, where that is there. Nil where it was not
  /// copied, and this machine has one of that name, which is another host's.
  ///
  /// Whoever gives a folder that is not among this machine's own option files has copied it, as far as can be told.
  func included(_ named: String) -> String? {
    guard named.utf8.first == UInt8(ascii: "/"), !named.hasPrefix(folder + "/") else { return named }
    if !isCopy, folder == "/etc" || folder.hasPrefix("/etc/") { return named }
    return copied(named) ?? ((isCopy || isFolder) && exists(named) ? nil : named)
  }

  /// Where a file of the host lies in a copy that kept some of the folders above it: at the most of them that is there.
  private func copied(_ named: String) -> String? {
    let parts = named.utf8.split(separator: UInt8(ascii: "/")).map { Substring($0) }
    for start in parts.indices where mayHold(parts[start]) {
      let path = folder + "/" + parts[start...].joined(separator: "/")
      // What the folder's own list names is there.
      if names != nil, start == parts.index(before: parts.endIndex) { return path }
      if (try? tree.exists(path)) == true { return path }
    }
    return nil
  }

  private func mayHold(_ name: Substring) -> Bool { names?.contains(String(name)) ?? true }

  /// A relative path that leads to no file in the data directory, though one lies beside the option file, where
  /// no server looks; nil for any other.
  func astray(_ named: String) -> AstrayPath? {
    guard named.utf8.first != UInt8(ascii: "/") else { return nil }
    let path = AstrayPath(named: named, expected: self(named), found: folder + "/" + named)
    return !exists(path.expected) && exists(path.found) ? path : nil
  }

  /// A server that is not told its data directory has the one that it was built with.
  private func relative(_ named: String, _ beside: String) -> String {
    if let dataDirectory {
      let place = isCopy ? copied(dataDirectory) ?? dataDirectory : dataDirectory
      return exists(place) ? place + "/" + named : beside
    }
    let isDataDirectory = exists(folder + "/auto.cnf") || exists(folder + "/ibdata1")
    return (isDataDirectory ? folder : Self.builtInDataDirectory) + "/" + named
  }

  private static let builtInDataDirectory = "/var/lib/mysql"

  private func exists(_ path: String) -> Bool { (try? tree.exists(path)) ?? true }
}
