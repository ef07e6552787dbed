public import Secrets

extension Tar {
  /// How much an archive may hold.
  public struct Limits: Sendable, Hashable {
    /// The longest file, in bytes.
    public var fileSize: Int
    /// The most entries.
    public var count: Int

    public init(fileSize: Int = Files.readingLimit, count: Int = 10_000) {
      self.fileSize = fileSize
      self.count = count
    }
  }

  /// What becomes of the links in an archive.
  public enum Links: Sendable {
    /// It is refused for them.
    case refused
    /// They are entries of their own, which say where they lead; nothing is looked up there.
    case kept
  }

  /// True where `bytes` begin as an archive does that ``read(_:called:limits:links:)`` knows.
  public static func isArchive(_ bytes: borrowing SecretBytes) -> Bool {
    unsafe bytes.withUnsafeBytes { bytes in
      bytes.count >= block
        && [magic, magicOfGNU].contains { unsafe bytes[Field.magic].elementsEqual($0) }
    }
  }

  /// Everything in an archive, in its order. Nothing is written anywhere.
  ///
  /// Read are ustar, pax (POSIX.1-2017) and the format of GNU tar, as far as files and folders go. Names
  /// begin without `./` and end without a slash.
  ///
  /// - Parameters:
  ///   - bytes: the archive.
  ///   - path: how errors call it.
  ///   - limits: how much it may hold.
  ///   - links: what becomes of links. A hard link leads to an entry before it.
  /// - Throws: ``FileError/Code/badArchive`` where it is none, damaged or cut short, where a name leads out
  ///   of it, through a link or stands in it twice, or where it holds a device or something else that is no file.
  public static func read(
    _ bytes: borrowing SecretBytes, called path: String, limits: Limits = Limits(), links: Links = .refused
  ) throws(FileError) -> [ArchiveEntry] {
    unsafe try bytes.withUnsafeBytes { (bytes) throws(FileError) in
      var walk = unsafe TarWalk(bytes, path, limits, links)
      var entries: [ArchiveEntry] = []
      var names = ArchiveNames(path)
      while let entry = try walk.next() {
        try names.add(entry)
        entries.append(entry)
        guard entries.count <= limits.count else {
          throw refusal(path, "it has more than \(limits.count) entries")
        }
      }
      return entries
    }
  }

  /// Everything in an archive that gzip compressed.
  ///
  /// - Parameter limit: the most bytes that it may decompress to.
  /// - Throws: as ``read(_:called:limits:links:)`` and ``Gzip/decompress(_:called:limit:)`` do, and where something else
  ///   than an archive was compressed.
  public static func read(
    gzip bytes: borrowing SecretBytes, called path: String, limit: Int, links: Links = .refused
  ) throws(FileError) -> [ArchiveEntry] {
    let content = try Gzip.decompress(bytes, called: path, limit: limit)
    guard isArchive(content) else {
      throw FileError(
        .badArchive, .read, path, "what gzip compressed in it is no tar archive",
        hint: "unpack it with `gunzip \(path)`, and name what comes of it")
    }
    return try read(content, called: path, links: links)
  }

  static func refusal(_ path: String, _ reason: String) -> FileError {
    FileError(
      .badArchive, .read, path, reason, hint: "see what is in it with `tar -tvf \(path)`, and pack it anew")
  }
}

/// The names that an archive has had so far.
private struct ArchiveNames {
  private let path: String
  private var kinds: [String: ArchiveEntry.Kind] = [:]
  /// Every folder that some name goes through.
  private var folders: Set<String> = []

  init(_ path: String) { self.path = path }

  mutating func add(_ entry: ArchiveEntry) throws(FileError) {
    let shown = entry.name.debugDescription
    guard kinds.updateValue(entry.kind, forKey: entry.name) == nil else {
      throw Tar.refusal(path, "it holds \(shown) twice")
    }
    if case .hardLink(let target) = entry.kind { try check(target, of: shown) }
    if entry.kind != .folder, folders.contains(entry.name) { throw refusal(shown, entry.kind) }
    var rest = entry.name[...]
    while let slash = rest.lastIndex(of: "/") {
      rest = rest[..<slash]
      if let kind = kinds[String(rest)], kind != .folder {
        throw refusal(String(rest).debugDescription, kind)
      }
      if !folders.insert(String(rest)).inserted { break }
    }
  }

  /// A hard link is another name of what has one already, so that no chain of them comes back to its beginning.
  private func check(_ target: String, of link: String) throws(FileError) {
    let kind = kinds[target]
    guard kind != nil, kind != .folder, target.debugDescription != link else {
      throw Tar.refusal(
        path, "\(link) in it is a hard link to \(target.debugDescription), which is no file before it")
    }
  }

  private func refusal(_ name: String, _ kind: ArchiveEntry.Kind) -> FileError {
    Tar.refusal(path, "\(name) is a \(kind == .file ? "file" : "link") and a folder in it")
  }
}
