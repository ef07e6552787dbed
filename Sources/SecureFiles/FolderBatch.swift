internal import CLinux
internal import Glibc

/// Staged folders that go to their places together: all contents are on disk before the first of them
/// appears.
///
/// Each folder appears whole or not at all; the batch as such may be cut short between two of them. Whoever
/// holds a batch holds the lock that keeps others from working in the same place.
public final class FolderBatch {
  /// Up to so many files are synced one by one; for more, one syncfs(2) is cheaper, though it also waits for
  /// what other programs wrote to the same file system.
  public static let filesSyncedOneByOne = 64

  /// The final paths of the folders that are in their places, in order; after an error, what was done before
  /// it.
  public private(set) var placed: [String] = []

  /// The entries that moved over from a folder that was replaced, by the path of the folder they are now in.
  public private(set) var carriedOver: [(folder: String, entries: [String])] = []

  /// The number of folders that wait for ``commit()``.
  public var count: Int { waiting.count }

  private final class Entry {
    var folder: StagedFolder
    let placement: StagedFolder.Placement
    var parent: String { folder.place.folder }

    init(_ folder: consuming StagedFolder, _ placement: StagedFolder.Placement) {
      self.folder = folder
      self.placement = placement
    }
  }

  private var waiting: [Entry] = []
  private let means: Rename.Means

  /// A batch without folders.
  public convenience init() { self.init(.kernelFirst) }

  init(_ means: Rename.Means) { self.means = means }

  /// Takes a folder that has all its files.
  public func add(_ folder: consuming StagedFolder, _ placement: StagedFolder.Placement) {
    waiting.append(Entry(folder, placement))
  }

  /// Puts every folder in its place, durably, and empties the batch.
  ///
  /// - Throws: why one could not be placed: nothing has changed for it and those after it, which are given
  ///   up; those before it are in ``placed``. Or why a folder that was replaced could not be cleared away:
  ///   then all are placed, and ``Files/leftovers(in:)`` finds the rest.
  public func commit() throws(FileError) {
    let entries = waiting
    waiting = []
    for entry in entries { try entry.folder.setFinalMode() }
    try sync(entries)

    var replaced: [(entry: Entry, old: String)] = []
    var failure: FileError?
    for entry in entries {
      do throws(FileError) {
        if let old = try entry.folder.move(entry.placement, means) { replaced.append((entry, old)) }
        placed.append(entry.folder.finalPath)
      } catch {
        failure = error
        break
      }
    }
    // Even for a part: what is placed is to be relied on. Only then may anything of the old folders go.
    for folder in Set(entries.map(\.parent)).sorted() { try Files.syncFolder(folder) }
    for (entry, old) in replaced { try retire(old, for: entry) }
    if let failure { throw failure }
  }

  private func retire(_ old: String, for entry: Entry) throws(FileError) {
    guard case .replacing(let managed) = entry.placement else { return }
    let path = entry.folder.finalPath
    let carried = try OldFolder.retire(old, into: path, dropping: managed.union(entry.folder.entries))
    if !carried.isEmpty { carriedOver.append((path, carried)) }
  }

  private func sync(_ entries: [Entry]) throws(FileError) {
    guard entries.reduce(0, { $0 + $1.folder.files.count }) > Self.filesSyncedOneByOne else {
      for entry in entries { try entry.folder.sync() }
      return
    }
    var done: Set<UInt64> = []
    for folder in Set(entries.map(\.parent)).sorted() {
      let open = try Descriptor(folder, O_RDONLY | O_DIRECTORY, .sync)
      guard done.insert(try open.status().device).inserted else { continue }
      guard syncfs(open.number) == 0 else { throw FileError(errno, .sync, folder) }
    }
  }
}
