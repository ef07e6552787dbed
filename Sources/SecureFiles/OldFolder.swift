internal import Glibc

/// A folder that another has taken the place of.
enum OldFolder {
  /// Moves what is not ours from the folder `old` to the folder `new`, then removes `old`.
  ///
  /// Nothing in `new` is overwritten: an entry whose name is taken there gets a name of its own,
  /// `NAME.0123456789abcdef.old`.
  ///
  /// - Parameters:
  ///   - old: the folder that goes.
  ///   - new: the folder that stays.
  ///   - managed: the entries that are ours, and go with the folder.
  /// - Returns: the names that the moved entries have in `new`, sorted.
  /// - Throws: where something cannot be moved or removed; it is in `old` then.
  static func retire(_ old: String, into new: String, dropping managed: Set<String>) throws(FileError)
    -> [String]
  {
    var carried: [String] = []
    do {
      let source = try Descriptor.folder(old, .replace)
      let target = try Descriptor.folder(new, .replace)
      for name in try FolderEntries.names(in: source) where !managed.contains(name.text) {
        // A file that was being written when its writer died.
        if SideName.parse(name.text)?.kind == .temporaryFile { continue }
        carried.append(try carry(name, from: source, to: target))
      }
      if !carried.isEmpty {
        try target.sync()
        try source.sync()
      }
    }
    try FolderEntries.removeTree(old)
    return carried.sorted()
  }

  private static func carry(
    _ name: FolderEntries.Name, from source: borrowing Descriptor, to target: borrowing Descriptor
  ) throws(FileError) -> String {
    let from = Rename.Spot(name.bytes, in: source)
    var number = Rename.exclusively(from, to: Rename.Spot(name.bytes, in: target))
    if number == 0 { return name.text }
    let suffix = ".\(SideName.randomDigits()).\(Leftover.Kind.oldFolder.rawValue)"
    if number == EEXIST {
      let bytes = name.bytes.dropLast() + Array(suffix.utf8CString)
      number = Rename.exclusively(from, to: Rename.Spot(Array(bytes), in: target))
    }
    guard number == 0 else { throw FileError(number, .place, target.path + "/" + name.text) }
    return name.text + suffix
  }
}
