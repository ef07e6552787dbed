import Testing

@testable import Secrets

@Suite struct SecretBytesTests {
  @Test(arguments: [("a\n", 1), ("a\r\n", 1), ("a", 1), ("\n", 0), ("", 0), ("a\n\n", 2)])
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
}
