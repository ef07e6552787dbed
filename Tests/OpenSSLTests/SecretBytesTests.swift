import Testing

@testable import Secrets

@Suite struct SecretBytesTests {
  @Test(arguments: [
    ("a\n", 1), ("a\r\n", 1), ("a", 1), ("\n", 0), ("\r\n", 0), ("", 0), ("a\n\n", 2), ("a\r", 2),
  ])
  func `one final line end is not part of a passphrase`(text: String, kept: Int) {
    let secret = SecretBytes(copying: Array(text.utf8)).withoutFinalLineEnd()
    let count = secret.count
    #expect(count == kept)
  }

  @Test func `secrets match by content and length`() {
    let one = SecretBytes(copying: [1, 2, 3])
    let same = one.matches(SecretBytes(copying: [1, 2, 3]))
    let other = one.matches(SecretBytes(copying: [1, 2, 4]))
    let shorter = one.matches(SecretBytes(copying: [1, 2]))
    #expect(same && !other && !shorter)
  }

  @Test func `a secret of any size has room for itself and no more`() {
    for size in [0, 1, 4095, 4096, 4097, 20_000] {
      let bytes = (0..<size).map { UInt8(truncatingIfNeeded: $0) }
      let secret = SecretBytes(copying: bytes)
      let (count, isSame) = (secret.count, unsafe secret.withUnsafeBytes { unsafe $0.elementsEqual(bytes) })
      #expect(count == size && isSame)
      unsafe _ = SecretBytes(capacity: size) { room in
        #expect(room.count == size)
        return 0
      }
    }
  }

  @Test func `a filler that fails leaves no secret, and its error is thrown`() {
    struct Failure: Error {}
    #expect(throws: Failure.self) {
      unsafe try SecretBytes(capacity: 8) { (_) throws(Failure) in throw Failure() }.count
    }
  }
}
