internal import COpenSSL

/// Reads all objects of one kind from a text in PEM, as OpenSSL's readers do.
enum PEMReader {
  /// A PEM_read_bio function, without the arguments that never differ here.
  typealias Function = (OpaquePointer) -> OpaquePointer?

  /// The objects in `pem`, in order.
  ///
  /// - Parameters:
  ///   - kind: what they are called, "certificate".
  ///   - labels: those of the blocks that count.
  /// - Throws: where there is none, or one of the first `limit` cannot be decoded.
  static func all<Object>(
    in pem: UnsafeRawBufferPointer, _ kind: String, labels: Set<String>, atMost limit: Int = .max,
    _ operation: String, by read: Function, make: (OpaquePointer) throws(OpenSSLError) -> Object
  ) throws(PEMError) -> [Object] {
    let found = unsafe PEMText.labels(in: pem)
    guard found.contains(where: labels.contains) else {
      throw unsafe .missing(kind, found: found, as: found.isEmpty ? DERKind(of: pem) : nil)
    }
    let objects = try unsafe MemoryBIO.reading(pem) { (bio) throws(PEMError) in
      var objects: [Object] = []
      while objects.count < limit, let object = try unsafe next(bio, objects.count, kind, operation, read) {
        do throws(OpenSSLError) { unsafe objects.append(try make(object)) } catch {
          throw PEMError.malformed("\(kind) \(objects.count + 1)", error)
        }
      }
      return objects
    }
    guard let objects else { throw .malformed("\(kind) 1", .drainingQueue("BIO_new_mem_buf")) }
    return objects
  }

  /// The next object; nil at the end of the text, which is an error where there was none before.
  private static func next(
    _ bio: borrowing MemoryBIO, _ count: Int, _ kind: String, _ operation: String, _ read: Function
  ) throws(PEMError) -> OpaquePointer? {
    ERR_clear_error()
    if let object = unsafe read(bio.pointer) { return unsafe object }
    let error = OpenSSLError.drainingQueue(operation)
    if let last = error.entries.last, last.libraryNumber == ERR_LIB_PEM,
      last.reasonNumber == PEM_R_NO_START_LINE, count > 0
    {
      return nil
    }
    throw .malformed("\(kind) \(count + 1)", error)
  }

  static func revocationLists(_ pem: [UInt8], atMost limit: Int) throws(PEMError) -> [RevocationList] {
    try unsafe pem.span.withUnsafeBytes { (bytes) throws(PEMError) in
      try unsafe all(
        in: bytes, "revocation list", labels: ["X509 CRL"], atMost: limit, "PEM_read_bio_X509_CRL",
        by: { unsafe PEM_read_bio_X509_CRL($0, nil, refuseToAsk, nil) },
        make: { (pointer) throws(OpenSSLError) in try unsafe RevocationList(owning: pointer) })
    }
  }
}
