internal import Glibc

/// Bytes that nobody else may see: a passphrase, a private key's PEM text.
///
/// They move and are never copied implicitly, are kept out of swap where the system allows it, and
/// are wiped when the owner lets go. There is no description, no equality and no conversion to `String`.
@safe public struct SecretBytes: ~Copyable, @unchecked Sendable {
  // Sendable: the memory has one owner, and nothing writes to it after the initialiser.
  private let storage: UnsafeMutableRawBufferPointer

  /// The number of bytes.
  public let count: Int

  /// True where there is not one byte.
  public var isEmpty: Bool { count == 0 }

  /// Room for `capacity` bytes, which `fill` writes to and says how many it wrote.
  public init<Failure: Error>(
    capacity: Int, filling fill: (UnsafeMutableRawBufferPointer) throws(Failure) -> Int
  ) throws(Failure) {
    let storage = unsafe LockedPages.take(capacity)
    do {
      count = try unsafe fill(UnsafeMutableRawBufferPointer(rebasing: storage[..<capacity]))
    } catch {
      unsafe LockedPages.giveBack(storage)
      throw error
    }
    precondition((0...capacity).contains(count), "a filler wrote more than it was given room for")
    unsafe self.storage = unsafe storage
  }

  /// A copy of `bytes`, whose own wiping stays the caller's duty.
  public init(copying bytes: some Collection<UInt8>) {
    unsafe self.init(capacity: bytes.count) { room in
      // At once where they lie in one piece, since some are megabytes.
      let isCopied: Void? = bytes.withContiguousStorageIfAvailable {
        unsafe room.copyMemory(from: UnsafeRawBufferPointer($0))
      }
      if isCopied == nil { for (offset, byte) in bytes.enumerated() { unsafe room[offset] = byte } }
      return bytes.count
    }
  }

  /// Lends the bytes to `body`; the pointer is void as soon as `body` returns.
  public func withUnsafeBytes<Result: ~Copyable, Failure: Error>(
    _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try unsafe body(UnsafeRawBufferPointer(rebasing: storage[..<count]))
  }

  /// Another secret of the same bytes.
  public func copy() -> SecretBytes {
    unsafe withUnsafeBytes { bytes in unsafe SecretBytes(copying: bytes) }
  }

  /// A copy that nobody wipes, of bytes that turned out to be no secret.
  public func revealed() -> [UInt8] { unsafe withUnsafeBytes { unsafe Array($0) } }

  /// True where the first bytes are those of `text`.
  public func begins(with text: String) -> Bool {
    unsafe withUnsafeBytes { unsafe $0.starts(with: text.utf8) }
  }

  /// True where each byte is a character of ASCII that is seen, or a blank.
  public var isPrintableASCII: Bool {
    unsafe withUnsafeBytes { unsafe $0.allSatisfy { (0x20...0x7e).contains($0) } }
  }

  /// True where both hold the same bytes; takes equally long wherever they differ.
  public func matches(_ other: borrowing SecretBytes) -> Bool {
    guard count == other.count else { return false }
    var difference: UInt8 = 0
    for index in 0..<count { unsafe difference |= storage[index] ^ other.storage[index] }
    return difference == 0
  }

  /// A secret of the same bytes without the line end that text files and `echo` leave behind.
  public consuming func withoutFinalLineEnd() -> SecretBytes {
    var kept = count
    guard kept > 0, unsafe storage[kept - 1] == UInt8(ascii: "\n") else { return self }
    kept -= 1
    if kept > 0, unsafe storage[kept - 1] == UInt8(ascii: "\r") { kept -= 1 }
    let source = unsafe storage
    return unsafe SecretBytes(capacity: kept) { room in
      unsafe room.copyMemory(from: UnsafeRawBufferPointer(rebasing: source[..<kept]))
      return kept
    }
  }

  deinit { unsafe LockedPages.giveBack(storage) }
}
