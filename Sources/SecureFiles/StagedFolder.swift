internal import Glibc
public import Secrets

/// A folder that is filled beside its final place and goes there whole (``FolderBatch``), or vanishes with
/// its owner.
///
/// While it is filled, nobody but its owner can look into it. Errors call its files by their final names.
public struct StagedFolder: ~Copyable, Sendable {
  /// How a folder comes to its place.
  public enum Placement: Sendable, Hashable {
    /// Nothing may be there.
    case new
    /// The folder that is there, if any, makes way. Its entries move over to the new folder, except the
    /// `managed` ones, which are removed, and those that the new folder has an entry for.
    case replacing(managed: Set<String>)
  }

  /// Where the folder goes.
  public var finalPath: String { place.path }
  /// Where it is until then.
  public let path: String
  /// The files in it, as they were added: `server-key.pem`, `capath/2c543cd1.0`.
  public private(set) var files: [String] = []

  let place: PlacePath
  private let mode: FileMode
  private var subfolders: [String] = []
  private var isOurs = true

  /// Makes the folder, empty, in the folder where `finalPath` goes.
  ///
  /// - Parameters:
  ///   - finalPath: where it goes; nothing is done there yet.
  ///   - mode: the mode that it has there, whatever the umask.
  /// - Throws: where the folder above is missing or cannot be written to.
  public init(for finalPath: String, mode: FileMode = .folder) throws(FileError) {
    let place = try PlacePath(finalPath, .createFolder)
    path = try Self.makeFolder(beside: place)
    self.place = place
    self.mode = mode
  }

  private static func makeFolder(beside place: PlacePath) throws(FileError) -> String {
    let path = place.beside(SideName.fresh(for: place.name, .stagedFolder))
    guard unsafe mkdir(path, 0o700) == 0 else { throw FileError(errno, .createFolder, place.path) }
    do throws(FileError) {
      try Files.setMode(FileMode(0o700), ofFolder: path, called: place.path)
    } catch {
      unsafe rmdir(path)
      throw error
    }
    return path
  }

  deinit {
    // Whatever stays behind in spite of this is found by `Files.leftovers(in:)`.
    if isOurs { try? FolderEntries.removeTree(path) }
  }

  /// Adds a file.
  ///
  /// - Parameters:
  ///   - name: its name, which may begin with one subfolder as in `capath/2c543cd1.0`; that is made when
  ///     needed.
  ///   - bytes: what it holds.
  ///   - mode: its mode, whatever the umask.
  /// - Throws: where the name leads elsewhere or is taken, or the file cannot be written.
  public mutating func add(
    _ name: String, _ bytes: [UInt8], mode: FileMode = .certificate
  ) throws(FileError) {
    let target = try prepare(name)
    unsafe try Files.withBytes(of: bytes) { (bytes) throws(FileError) in
      unsafe try Self.write(bytes, to: target, mode: mode, called: finalPath + "/" + name)
    }
    files.append(name)
  }

  /// As ``add(_:_:mode:)``, for a private key.
  public mutating func add(
    _ name: String, secret: borrowing SecretBytes, mode: FileMode = .key
  ) throws(FileError) {
    let target = try prepare(name)
    let shown = finalPath + "/" + name
    unsafe try secret.withUnsafeBytes { (bytes) throws(FileError) in
      unsafe try Self.write(bytes, to: target, mode: mode, called: shown)
    }
    files.append(name)
  }

  /// Takes a file over from the folder that this one will replace, under its own name: contents, mode, owner and
  /// dates stay as they are, and there is no moment at which either folder lacks it.
  ///
  /// It becomes a second name of the same file (link(2)), or a copy where the file system has no such names.
  ///
  /// - Returns: false where the folder has no such entry, or it is a folder.
  /// - Throws: where the name leads elsewhere or is taken, or the file can be neither linked nor copied.
  @discardableResult
  public mutating func keep(_ name: String) throws(FileError) -> Bool {
    let target = try prepare(name)
    let old = finalPath + "/" + name
    guard let there = try FileStatus.ifExists(old), there.kind != .folder else { return false }
    if unsafe linkat(AT_FDCWD, old, AT_FDCWD, target, 0) == 0 { return true }
    guard [EPERM, EOPNOTSUPP, ENOSYS, EMLINK, EXDEV].contains(errno), there.kind == .file else {
      throw FileError(errno, .create, old)
    }
    let contents = try Files.readSecret(old, followingLinks: false)
    try add(name, secret: contents, mode: there.mode)
    return true
  }

  /// Puts the folder in its place at once, durably: as a ``FolderBatch`` of one.
  ///
  /// - Returns: the entries that moved over from the folder that was there.
  @discardableResult
  public consuming func place(_ placement: Placement) throws(FileError) -> [String] {
    let batch = FolderBatch()
    batch.add(self, placement)
    try batch.commit()
    return batch.carriedOver.flatMap(\.entries)
  }

  /// The path of the file to be, in a subfolder that exists.
  private mutating func prepare(_ name: String) throws(FileError) -> String {
    let parts = try checked(name, .create).split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count <= 2, parts.allSatisfy({ !["", ".", ".."].contains($0) }) else {
      throw FileError(
        .badName, .create, finalPath + "/" + name, "this is not a name in one folder or a subfolder")
    }
    if parts.count == 2, let subfolder = parts.first.map(String.init), !subfolders.contains(subfolder) {
      let folder = path + "/" + subfolder
      guard unsafe mkdir(folder, 0o700) == 0 else {
        throw FileError(errno, .createFolder, finalPath + "/" + subfolder)
      }
      try Files.setMode(.folder, ofFolder: folder)
      subfolders.append(subfolder)
    }
    return path + "/" + name
  }

  private static func write(
    _ bytes: UnsafeRawBufferPointer, to path: String, mode: FileMode, called name: String
  ) throws(FileError) {
    let file = try TemporaryFile.create(path, mode: mode, called: name)
    try file.ensure(mode)
    unsafe try file.write(bytes)
    try file.closeReporting()
  }
}

extension StagedFolder {
  /// The entries of the folder itself.
  var entries: Set<String> {
    Set(files.compactMap { $0.split(separator: "/").first.map(String.init) })
  }

  /// Gives the folder its final mode.
  func setFinalMode() throws(FileError) {
    try Files.setMode(mode, ofFolder: path, called: finalPath)
  }

  /// Waits until everything in the folder is on disk.
  func sync() throws(FileError) {
    for name in files {
      try Descriptor(path + "/" + name, O_RDONLY | O_NOFOLLOW, .sync, called: finalPath + "/" + name).sync()
    }
    for name in subfolders.map({ "/" + $0 }) + [""] {
      try Descriptor(path + name, O_RDONLY | O_DIRECTORY, .sync, called: finalPath + name).sync()
    }
  }

  /// Puts the folder in its place.
  ///
  /// - Returns: where the folder is now that was there, or nil where there was none.
  /// - Throws: and then what was there is there still.
  mutating func move(_ placement: Placement, _ means: Rename.Means) throws(FileError) -> String? {
    if placement != .new, let there = try FileStatus.ifExists(finalPath) {
      switch there.kind {
      case .folder: return try exchange(means)
      case .symbolicLink: throw FileError(ELOOP, .replace, finalPath)
      default:
        throw FileError(.notAFolder, .replace, finalPath, "it is \(there.kind.rawValue), not a directory")
      }
    }
    let number = Rename.exclusively(Rename.Spot(path), to: Rename.Spot(finalPath), means)
    guard number == 0 else { throw FileError(number, .place, finalPath) }
    isOurs = false
    return nil
  }

  private mutating func exchange(_ means: Rename.Means) throws(FileError) -> String {
    if let number = Rename.exchange(path, finalPath, means) {
      guard number == 0 else { throw FileError(number, .replace, finalPath) }
      isOurs = false
      return path
    }
    // For an instant there is no folder. Whoever finds it so puts the old one back:
    // `Leftover.resolve(managed:)`.
    let old = place.beside(SideName.fresh(for: place.name, .oldFolder))
    guard unsafe rename(finalPath, old) == 0 else { throw FileError(errno, .replace, finalPath) }
    let number = Rename.exclusively(Rename.Spot(path), to: Rename.Spot(finalPath), means)
    guard number == 0 else {
      _ = Rename.exclusively(Rename.Spot(old), to: Rename.Spot(finalPath), means)
      throw FileError(number, .replace, finalPath)
    }
    isOurs = false
    return old
  }
}
