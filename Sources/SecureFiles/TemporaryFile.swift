internal import Glibc

/// A file beside its final place, complete and on disk, which goes there or vanishes with its owner.
struct TemporaryFile: ~Copyable {
  private let place: PlacePath
  /// Where it is until then.
  let path: String
  private var isOurs = true

  /// Writes `bytes` to a new file of the mode `mode` beside `place`.
  init(for place: PlacePath, _ bytes: UnsafeRawBufferPointer, mode: FileMode) throws(FileError) {
    let path = place.beside(SideName.fresh(for: place.name, .temporaryFile))
    let file = try Self.create(path, mode: mode, called: place.path)
    do throws(FileError) {
      try file.ensure(mode)
      try unsafe file.write(bytes)
      try file.sync()
      try file.closeReporting()
    } catch {
      unsafe unlink(path)
      throw error
    }
    self.place = place
    self.path = path
  }

  /// Makes a file that was not there. It is never wider than `mode`, and narrower only until its mode is
  /// ensured.
  static func create(_ path: String, mode: FileMode, called name: String) throws(FileError) -> Descriptor {
    try Descriptor(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, mode: mode, .create, called: name)
  }

  /// Gives the file its final name where nothing has it.
  consuming func placeNew(_ means: Rename.Means) throws(FileError) {
    let number = Rename.exclusively(Rename.Spot(path), to: Rename.Spot(place.path), means)
    guard number == 0 else { throw FileError(number, .create, place.path) }
    isOurs = false
    try Files.syncFolder(place.folder)
  }

  /// Gives the file its final name, which is taken from a file that has it.
  consuming func placeReplacing() throws(FileError) {
    if let there = try FileStatus.ifExists(place.path) {
      switch there.kind {
      case .file: break
      case .symbolicLink: throw FileError(ELOOP, .replace, place.path)
      case .folder: throw FileError(EISDIR, .replace, place.path)
      default:
        throw FileError(.notAFile, .replace, place.path, "it is \(there.kind.rawValue), not a file")
      }
    }
    guard unsafe rename(path, place.path) == 0 else { throw FileError(errno, .replace, place.path) }
    isOurs = false
    try Files.syncFolder(place.folder)
  }

  deinit { if isOurs { _ = unsafe unlink(path) } }
}
