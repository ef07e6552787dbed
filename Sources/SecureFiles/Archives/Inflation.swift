internal import CZlib
internal import Glibc

/// zlib's state while it decompresses. All memory that has held something of the contents is wiped: keys are what
/// archives are made for here.
@safe struct Inflation: ~Copyable {
  private let stream: UnsafeMutablePointer<z_stream>
  private let window: UnsafeMutableRawBufferPointer

  /// How many bytes come out at a time.
  private static let windowSize = 1 << 16

  /// - Parameter path: how errors call what is decompressed.
  init(_ path: String) throws(FileError) {
    // zlib's own state points back to the stream, which therefore stays where it is.
    let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
    unsafe stream.initialize(to: z_stream())
    unsafe stream.pointee.zalloc = { _, count, size in unsafe WipedMemory.allocate(Int(count) * Int(size)) }
    unsafe stream.pointee.zfree = { _, memory in unsafe WipedMemory.free(memory) }
    guard unsafe mkcerts_inflateInit_gzip(stream) == Z_OK else {
      unsafe stream.deallocate()
      throw Tar.refusal(path, "there is not enough memory to decompress it")
    }
    unsafe self.stream = unsafe stream
    unsafe window = UnsafeMutableRawBufferPointer.allocate(byteCount: Self.windowSize, alignment: 16)
  }

  /// Decompresses the member that `input` begins with, and lends its pieces to `take`.
  ///
  /// - Returns: how many bytes of `input` it has.
  func member(
    _ input: UnsafeRawBufferPointer, _ path: String,
    take: (UnsafeRawBufferPointer) throws(FileError) -> Void
  ) throws(FileError) -> Int {
    unsafe inflateReset(stream)
    unsafe stream.pointee.next_in = unsafe input.bindMemory(to: UInt8.self).baseAddress
    unsafe stream.pointee.avail_in = UInt32(clamping: input.count)
    while true {
      unsafe stream.pointee.next_out = unsafe window.bindMemory(to: UInt8.self).baseAddress
      unsafe stream.pointee.avail_out = UInt32(window.count)
      let result = unsafe inflate(stream, Z_NO_FLUSH)
      let made = unsafe window.count - Int(stream.pointee.avail_out)
      try unsafe take(UnsafeRawBufferPointer(rebasing: window[..<made]))
      switch result {
      case Z_STREAM_END: return unsafe input.count - Int(stream.pointee.avail_in)
      case Z_OK: continue
      // No step is possible: the input is at its end.
      case Z_BUF_ERROR: throw Tar.refusal(path, "it is cut short")
      case Z_MEM_ERROR: throw Tar.refusal(path, "there is not enough memory to decompress it")
      default: throw Tar.refusal(path, "it is damaged")
      }
    }
  }

  deinit {
    unsafe inflateEnd(stream)
    unsafe stream.deallocate()
    if let start = unsafe window.baseAddress { unsafe explicit_bzero(start, window.count) }
    unsafe window.deallocate()
  }
}

/// Memory that knows its size, so that it can be wiped as it is given back.
private enum WipedMemory {
  /// As much as keeps what follows aligned for anything.
  private static let header = 16

  static func allocate(_ size: Int) -> UnsafeMutableRawPointer? {
    guard let start = unsafe calloc(1, size + header) else { return nil }
    unsafe start.storeBytes(of: size, as: Int.self)
    return unsafe start + header
  }

  static func free(_ memory: UnsafeMutableRawPointer?) {
    guard let memory = unsafe memory else { return }
    let start = unsafe memory - header
    unsafe explicit_bzero(memory, start.load(as: Int.self))
    unsafe Glibc.free(start)
  }
}
