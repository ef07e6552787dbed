internal import Glibc

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
  // Sendable: the output is touched behind the lock alone, and lock and condition are made for several threads.
  private var output: Output?
  private let lock: UnsafeMutablePointer<pthread_mutex_t>
  private let filled: UnsafeMutablePointer<pthread_cond_t>

  init() {
    unsafe lock = .allocate(capacity: 1)
    unsafe lock.initialize(to: pthread_mutex_t())
    unsafe pthread_mutex_init(lock, nil)
    unsafe filled = .allocate(capacity: 1)
    unsafe filled.initialize(to: pthread_cond_t())
    var attributes = pthread_condattr_t()
    unsafe pthread_condattr_init(&attributes)
    // By the clock that nobody sets: a time that is set meanwhile makes nobody wait longer (pthread_condattr_setclock(3)).
    unsafe pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC)
    unsafe pthread_cond_init(filled, &attributes)
    unsafe pthread_condattr_destroy(&attributes)
  }

  deinit {
    unsafe pthread_cond_destroy(filled)
    unsafe filled.deallocate()
    unsafe pthread_mutex_destroy(lock)
    unsafe lock.deallocate()
  }

  func fill(_ value: Output) {
    unsafe pthread_mutex_lock(lock)
    output = value
    unsafe pthread_cond_signal(filled)
    unsafe pthread_mutex_unlock(lock)
  }

  func wait(milliseconds: Int32) -> Output? {
    var end = timespec()
    unsafe clock_gettime(CLOCK_MONOTONIC, &end)
    let nanoseconds = Int(end.tv_nsec) + Int(milliseconds % 1000) * 1_000_000
    end.tv_sec += time_t(milliseconds / 1000) + time_t(nanoseconds / 1_000_000_000)
    end.tv_nsec = nanoseconds % 1_000_000_000
    unsafe pthread_mutex_lock(lock)
    defer { unsafe pthread_mutex_unlock(lock) }
    while output == nil, unsafe pthread_cond_timedwait(filled, lock, &end) == 0 {}
    return output
  }
}
