import Dispatch
import Synchronization

/// What `body` returns for each of `items`, in their order; as many run at once as there are processors.
///
/// - Throws: the first error, in the order of the items, once all have run.
public func inParallel<Item: Sendable, Answer: Sendable>(
  _ items: [Item], _ body: @Sendable (Item) throws -> Answer
) throws -> [Answer] {
  let answers = Mutex<[Int: Result<Answer, any Error>]>([:])
  DispatchQueue.concurrentPerform(iterations: items.count) { index in
    let answer = Result { try body(items[index]) }
    answers.withLock { $0[index] = answer }
  }
  return try answers.withLock { answers in
    try items.indices.compactMap { try answers[$0]?.get() }
  }
}
