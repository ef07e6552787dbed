internal import COpenSSL
internal import Secrets

/// OpenSSL's pem_password_cb (PEM_read_bio_PrivateKey(3)) for what is never encrypted. Without one OpenSSL
/// would ask on the terminal for the passphrase of any block that claims to be encrypted (RFC 1421, 4.6.1.1),
/// a certificate too.
let refuseToAsk:
  @convention(c) (
    UnsafeMutablePointer<CChar>?, Int32, Int32, UnsafeMutableRawPointer?
  ) -> Int32 = { _, _, _, _ in -1 }

/// A BIO on memory (BIO_s_mem(3)): where PEM is read from and written to.
@safe struct MemoryBIO: ~Copyable {
  let pointer: OpaquePointer

  /// An empty BIO to write to. A secret one is wiped when it is freed (BIO_s_secmem).
  init(secret: Bool = false) throws(OpenSSLError) {
    unsafe pointer = try unsafe nonNull("BIO_new", BIO_new(secret ? BIO_s_secmem() : BIO_s_mem()))
  }

  private init(owning pointer: OpaquePointer) { unsafe self.pointer = unsafe pointer }

  deinit { unsafe BIO_free_all(pointer) }

  /// Lends `bytes` as a BIO that is only read; nothing is copied.
  static func reading<Result, Failure: Error>(
    _ bytes: UnsafeRawBufferPointer, _ body: (borrowing MemoryBIO) throws(Failure) -> Result
  ) throws(Failure) -> Result? {
    // BIO_new_mem_buf refuses a null pointer, which an empty buffer may have.
    guard let length = Int32(exactly: bytes.count), let start = bytes.baseAddress,
      let pointer = unsafe BIO_new_mem_buf(start, length)
    else { return nil }
    return try unsafe body(MemoryBIO(owning: pointer))
  }

  /// What was written so far, in memory that the BIO keeps.
  private var contents: UnsafeRawBufferPointer {
    var start: UnsafeMutablePointer<CChar>?
    let length = unsafe mkcerts_BIO_get_mem_data(pointer, &start)
    return unsafe UnsafeRawBufferPointer(start: start, count: max(0, length))
  }

  /// A copy of what was written so far.
  var bytes: [UInt8] { unsafe Array(contents) }

  /// A copy of what was written so far, as text.
  var text: String { unsafe String(decoding: contents, as: UTF8.self) }

  /// A copy of what was written so far, to be wiped.
  var secret: SecretBytes {
    unsafe SecretBytes(capacity: contents.count) { room in
      unsafe room.copyMemory(from: contents)
      return unsafe contents.count
    }
  }
}
