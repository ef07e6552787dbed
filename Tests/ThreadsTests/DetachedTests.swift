import Foundation
import Testing

@testable import Threads

@Suite struct DetachedTests {
  @Test func `what comes in time is given back, at once`() {
    let start = ContinuousClock.now
    for number in 0..<200 { #expect(Detached.run(milliseconds: 60_000) { number } == number) }
    #expect(ContinuousClock.now - start < .seconds(30))
  }

  @Test func `what does not come in time is not waited for`() {
    let start = ContinuousClock.now
    let answer = Detached.run(milliseconds: 300) { () -> Int in
      usleep(20_000_000)
      return 1
    }
    let spent = ContinuousClock.now - start
    #expect(answer == nil && spent >= .milliseconds(290) && spent < .seconds(15), "\(spent)")
    #expect(Detached.run(milliseconds: 0) { () -> Int in 1 } ?? 1 == 1)
  }
}
