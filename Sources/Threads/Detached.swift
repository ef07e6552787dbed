internal import Glibc
internal import Synchronization

/// Work that may last longer than anybody waits for it.
public enum Detached {
  /// What `work` gives back, where that comes within `milliseconds`; nil where it does not, or where the system
  /// grants no thread. The thread is left to itself then, and ends with its work or with the program.
  public static func run<Output: Sendable>(
    milliseconds: Int32, _ work: @escaping @Sendable () -> Output
  ) -> Output? {
    let place = Place<Output>()
    guard let thread = Job({ place.fill(work()) }).start() else { return nil }
    pthread_detach(thread)
    return place.wait(milliseconds: milliseconds)
  }
}

/// Where a thread leaves its output for another that waits.
@safe private final class Place<Output: Sendable>: @unchecked Sendable {
  // Sendable: the semaphore is made for several threads, and the output is behind a lock.
  private let output = Mutex<Output?>(nil)
  private let semaphore: UnsafeMutablePointer<sem_t>

  init() {
    unsafe semaphore = .allocate(capacity: 1)
    unsafe semaphore.initialize(to: sem_t())
    unsafe sem_init(semaphore, 0, 0)
  }

  deinit {
    unsafe sem_destroy(semaphore)
    unsafe semaphore.deallocate()
  }

  func fill(_ value: Output) {
    output.withLock { $0 = value }
    unsafe sem_post(semaphore)
  }

  func wait(milliseconds: Int32) -> Output? {
    var end = timespec()
    unsafe clock_gettime(CLOCK_REALTIME, &end)
    let nanoseconds = Int(end.tv_nsec) + Int(milliseconds % 1000) * 1_000_000
    end.tv_sec += time_t(milliseconds / 1000) + time_t(nanoseconds / 1_000_000_000)
    end.tv_nsec = nanoseconds % 1_000_000_000
    while unsafe sem_timedwait(semaphore, &end) != 0 {
      if errno != EINTR { break }
    }
    return output.withLock(\.self)
  }
}
