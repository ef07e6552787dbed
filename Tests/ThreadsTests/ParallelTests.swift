import Synchronization
import TestSupport
import Testing

@testable import Threads

@Suite struct ParallelTests {
  private struct Failure: Error, Equatable { let element: Int }

  @Test(arguments: [1, 2, 3, 16, 1000])
  func `each element is worked on once, and the results stand in the order of the elements`(
    width: Int
  ) throws {
    var random = SeededGenerator()
    let elements = (0..<500).map { _ in Int.random(in: 0..<3_000, using: &random) }
    let calls = Atomic(0)
    let results = Parallel.map(elements, width: width) { element in
      calls.wrappingAdd(1, ordering: .relaxed)
      // Some take much longer than others, so that later ones are done first.
      return (0..<element).reduce(0, &+)
    }
    #expect(results == elements.map { (0..<$0).reduce(0, &+) }, "TEST_SEED=\(random.seed)")
    #expect(calls.load(ordering: .relaxed) == elements.count)
  }

  @Test func `nothing makes nothing`() {
    #expect(Parallel.map([Int]()) { $0 + 1 } == [])
  }

  @Test(arguments: [1, 2, 8]) func `the failure of the first element by order is the one that is thrown`(
    width: Int
  ) throws {
    for _ in 0..<50 {
      #expect(throws: Failure(element: 3)) {
        try Parallel.map(Array(0..<40), width: width) { (element) throws(Failure) in
          // The first to fail by the clock is the last by order.
          if element == 3, (0..<5_000).reduce(0, +) == 0 { return }
          if element >= 3, element.isMultiple(of: 3) { throw Failure(element: element) }
        }
      }
    }
  }
}
