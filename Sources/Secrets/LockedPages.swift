internal import Glibc
internal import Synchronization

/// Memory for secrets: whole pages, which the system was asked to keep out of swap.
///
/// A fleet's keys are read one after another, and to lock and unlock pages for each of them splits and joins the
/// process's map of its memory, for which all other threads wait. So pages that were wiped stay locked, and are lent
/// again.
enum LockedPages {
  /// What a piece that is lent again has: enough for the PEM text of any usual key, and for what is read beyond it to
  /// know that a file ends.
  private static let pieceSize = 2 * page
  private static let page = Int(sysconf(Int32(_SC_PAGESIZE)))

  /// How many pieces wait at most, so that no more than 128 KiB of what a process may lock are idle (RLIMIT_MEMLOCK).
  private static let most = max(1, (128 << 10) / pieceSize)

  /// A piece that nobody has.
  @safe private struct Piece: @unchecked Sendable {
    // Sendable: only who takes it out of the list has it.
    let storage: UnsafeMutableRawBufferPointer
  }

  private static let idle = Mutex<[Piece]>([])

  /// Room for at least `count` bytes.
  static func take(_ count: Int) -> UnsafeMutableRawBufferPointer {
    if count <= pieceSize, let piece = idle.withLock({ $0.popLast() }) { return unsafe piece.storage }
    // Whole pages: the system locks no less, and unlocking a page that another secret shares would unlock that too.
    let size = max(pieceSize, (count + page - 1) / page * page)
    let storage = UnsafeMutableRawBufferPointer.allocate(byteCount: size, alignment: page)
    // A favour of the system, not a promise: a small limit declines it.
    unsafe mlock(storage.baseAddress, storage.count)
    return unsafe storage
  }

  /// Wipes what ``take(_:)`` gave, and lends it to the next who asks, or lets it go.
  static func giveBack(_ storage: UnsafeMutableRawBufferPointer) {
    guard let start = storage.baseAddress else { return }
    unsafe explicit_bzero(start, storage.count)
    if storage.count == pieceSize {
      let piece = unsafe Piece(storage: storage)
      let isKept = idle.withLock { idle in
        guard idle.count < most else { return false }
        idle.append(piece)
        return true
      }
      if isKept { return }
    }
    unsafe munlock(start, storage.count)
    unsafe storage.deallocate()
  }
}
