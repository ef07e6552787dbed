import Foundation
import TestSupport
import Testing

@testable import OpenSSL

/// The files of `cryptography_vectors`, whole and damaged, through every reader and judge: no crash, no hang, no memory
/// without bound, and nothing left in OpenSSL's error queue.
@Suite(.serialized) struct VectorTests {
  private struct Vector {
    let name: String
    let bytes: [UInt8]
    var isPEM: Bool { bytes.firstRange(of: Array("-----BEGIN ".utf8)) != nil }
  }

  private func vectors() throws -> [Vector] {
    let paths = try CryptographyVectors.paths(endingIn: [
      ".pem", ".der", ".crt", ".crl", ".cer", ".key", ".csr", ".pub", ".p12", ".p7b",
    ])
    return try paths.map { path in
      let url = URL(filePath: path)
      return Vector(name: url.lastPathComponent, bytes: Array(try Data(contentsOf: url)))
    }
  }

  /// Runs `body`, and expects that it takes less than `limit` and leaves the error queue empty.
  private func expectTame(_ name: String, _ body: () -> Void) {
    let begin = ContinuousClock.now
    expectCleanQueue(after: name, body)
    let took = ContinuousClock.now - begin
    #expect(took < .seconds(20), "\(name) took \(took)")
  }

  /// The most memory that this process ever had, in KiB (proc_pid_status(5)).
  private func peakMemory() throws -> Int {
    let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
    let line = try #require(status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") })
    return try #require(Int(line.filter(\.isNumber)))
  }

  @Test func `every file is read and judged, or refused`() throws {
    let vectors = try vectors()
    #expect(vectors.count > 1000, "the package holds other files than it did")
    let before = try peakMemory()
    for vector in vectors {
      expectTame(vector.name) { vector.isPEM ? Exercise.pem(vector.bytes) : Exercise.der(vector.bytes) }
    }
    // A sanitizer keeps what is freed for a while.
    #expect(try Sanitizer.isOn || peakMemory() - before < 256 * 1024)
  }

  @Test func `every file with flipped bits, or cut short, is read and judged, or refused`() throws {
    let vectors = try vectors()
    var generator = SeededGenerator()
    let before = try peakMemory()
    for round in 0..<(Sanitizer.isOn ? 200 : 1000) {
      guard let vector = vectors.randomElement(using: &generator) else { return }
      // What is inside of the armour is damaged, not the armour alone.
      let blocks = vector.isPEM && round % 4 > 0 ? unarmoured(vector.bytes) : nil
      var bytes = blocks ?? vector.bytes
      guard !bytes.isEmpty else { continue }
      for _ in 0..<Int.random(in: 1...3, using: &generator) {
        let place = Int.random(in: 0..<bytes.count, using: &generator)
        bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
      }
      if Bool.random(using: &generator) {
        bytes = Array(bytes.prefix(Int.random(in: 0...bytes.count, using: &generator)))
      }
      let isPEM = vector.isPEM && blocks == nil
      expectTame("\(vector.name), round \(round), seed \(generator.seed)") {
        isPEM ? Exercise.pem(bytes) : Exercise.der(bytes)
      }
    }
    #expect(try Sanitizer.isOn || peakMemory() - before < 256 * 1024, "seed \(generator.seed)")
  }

  /// The contents of the first block of a file in PEM.
  private func unarmoured(_ bytes: [UInt8]) -> [UInt8]? {
    let lines = String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline)
    guard let first = lines.firstIndex(where: { $0.hasPrefix("-----BEGIN ") }),
      let last = lines[first...].firstIndex(where: { $0.hasPrefix("-----END ") })
    else { return nil }
    let body = lines[(first + 1)..<last].filter { !$0.contains(":") }.joined()
    return Data(base64Encoded: body, options: .ignoreUnknownCharacters).map(Array.init)
  }
}
