internal import Glibc
internal import Synchronization

/// Work that is done on all cores at once.
///
/// The threads are the system's own (pthreads(7)), started for one call and gone when it returns: a command
/// starts none before it has work for them, and needs no other library for it.
public enum Parallel {
  /// How many threads can run at once: the cores that are switched on (sysconf(3), _SC_NPROCESSORS_ONLN), at
  /// least 1. A process that may use fewer of them loses nothing by it but the start of some threads.
  public static var width: Int { max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))) }

  /// What `transform` makes of each element, in the order of the elements.
  ///
  /// - Parameter width: how many threads work on it, the caller's own among them; nil for ``width``. With
  ///   one, or where the system grants no thread, all is done on the caller's own.
  /// - Throws: what `transform` threw for the first element, in the order of the elements, that it throws
  ///   for; those behind it may be left out.
  public static func map<Element: Sendable, Output: Sendable, Failure: Error>(
    _ elements: [Element], width: Int? = nil,
    _ transform: @escaping @Sendable (Element) throws(Failure) -> Output
  ) throws(Failure) -> [Output] {
    let count = min(width ?? Self.width, elements.count)
    guard count > 1 else { return try elements.map(transform) }
    let outputs = Outputs<Output, Failure>(count: elements.count)
    let job = Job {
      while let index = outputs.next() {
        outputs.set(index, Result { () throws(Failure) in try transform(elements[index]) })
      }
    }
    let threads = (1..<count).compactMap { _ in job.start() }
    job.work()
    for thread in threads { pthread_join(thread, nil) }
    return try outputs.all()
  }
}

/// The outputs of a job, and which of them is next to be worked on.
private final class Outputs<Output: Sendable, Failure: Error>: Sendable {
  private let index = Atomic(0)
  private let outputs: Mutex<[Result<Output, Failure>?]>
  private let count: Int

  init(count: Int) {
    self.count = count
    outputs = Mutex(Array(repeating: nil, count: count))
  }

  /// The next place, in order; nil where none is left or one has failed. Every place before one that failed
  /// was handed out already, so the first failure by order is always found.
  func next() -> Int? {
    let next = index.wrappingAdd(1, ordering: .relaxed).oldValue
    return next < count ? next : nil
  }

  func set(_ place: Int, _ output: Result<Output, Failure>) {
    outputs.withLock { $0[place] = output }
    if case .failure = output { index.store(count, ordering: .relaxed) }
  }

  /// All outputs, to be asked for once all threads are done.
  func all() throws(Failure) -> [Output] {
    // Behind the first failure there may be nothing, and before it there is something everywhere.
    try outputs.withLock { $0 }.map { (output) throws(Failure) in
      guard let output else { preconditionFailure("a place was handed out and not filled") }
      return try output.get()
    }
  }
}

/// What each thread does.
final class Job: Sendable {
  let work: @Sendable () -> Void

  init(_ work: @escaping @Sendable () -> Void) { self.work = work }

  /// A thread that works; nil where the system grants none.
  func start() -> pthread_t? {
    var thread = pthread_t()
    let context = unsafe Unmanaged.passRetained(self)
    let failure = unsafe pthread_create(
      &thread, nil,
      { context in
        guard let context = unsafe context else { return nil }
        unsafe Unmanaged<Job>.fromOpaque(context).takeRetainedValue().work()
        return nil
      }, context.toOpaque())
    guard failure == 0 else {
      unsafe context.release()
      return nil
    }
    return thread
  }
}
