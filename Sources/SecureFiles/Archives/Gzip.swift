internal import CZlib
public import Secrets

/// What gzip(1) compresses (RFC 1952), as zlib decompresses it.
public enum Gzip {
  /// How every member begins.
  private static let magic: [UInt8] = [0x1f, 0x8b]

  /// True where `bytes` begin as gzip writes them.
  public static func isCompressed(_ bytes: borrowing SecretBytes) -> Bool {
    unsafe bytes.withUnsafeBytes { unsafe $0.starts(with: magic) }
  }

  /// What `bytes` decompress to, in as much memory as that takes: it is counted first, and refused before any
  /// of it is kept where it is more than `limit`.
  ///
  /// Several members are one content (RFC 1952, 2.2). Zero bytes behind the last, as tapes leave them, are passed
  /// over, as gzip does.
  ///
  /// - Parameters:
  ///   - path: how errors call it.
  ///   - limit: the most bytes that may come of it.
  /// - Throws: ``FileError/Code/badArchive`` where it is damaged, cut short, longer than that, or followed by
  ///   something else.
  public static func decompress(
    _ bytes: borrowing SecretBytes, called path: String, limit: Int
  ) throws(FileError) -> SecretBytes {
    unsafe try bytes.withUnsafeBytes { (input) throws(FileError) in
      var count = 0
      try unsafe members(of: input, path) { (piece) throws(FileError) in
        count += piece.count
        guard count <= limit else {
          throw Tar.refusal(path, "it unpacks to more than \(limit) bytes, and no more are read")
        }
      }
      return try unsafe SecretBytes(capacity: count) { (room) throws(FileError) in
        var place = 0
        try unsafe members(of: input, path) { (piece) throws(FileError) in
          unsafe UnsafeMutableRawBufferPointer(rebasing: room[place...]).copyMemory(from: piece)
          place += piece.count
        }
        return place
      }
    }
  }

  /// Decompresses one member after another, and lends the pieces to `take`.
  private static func members(
    of input: UnsafeRawBufferPointer, _ path: String,
    take: (UnsafeRawBufferPointer) throws(FileError) -> Void
  ) throws(FileError) {
    let inflation = try Inflation(path)
    var rest = unsafe input
    repeat {
      unsafe rest = unsafe UnsafeRawBufferPointer(
        rebasing: rest[try unsafe inflation.member(rest, path, take: take)...])
    } while unsafe rest.starts(with: magic)
    guard unsafe rest.allSatisfy({ $0 == 0 }) else {
      throw Tar.refusal(path, "\(rest.count) bytes follow what was compressed in it")
    }
  }
}
