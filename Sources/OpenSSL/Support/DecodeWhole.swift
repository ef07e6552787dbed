internal import COpenSSL

/// What `decode`, a d2i function, makes of `der`, of which nothing may be left over.
func decodeWhole(
  _ der: [UInt8], _ operation: String, of kind: String,
  by decode: (inout UnsafePointer<UInt8>?, Int) -> OpaquePointer?, orFree free: (OpaquePointer) -> Void
) throws(OpenSSLError) -> OpaquePointer {
  let (object, used) = unsafe der.withUnsafeBufferPointer { bytes -> (OpaquePointer?, Int) in
    ERR_clear_error()
    var start = bytes.baseAddress
    let object = unsafe decode(&start, bytes.count)
    return unsafe (object, start.map { unsafe bytes.baseAddress?.distance(to: $0) ?? 0 } ?? 0)
  }
  guard let object = unsafe object else { throw .drainingQueue(operation) }
  guard used == der.count else {
    unsafe free(object)
    throw OpenSSLError(operation: "reading \(kind) that \(der.count - used) more bytes follow", entries: [])
  }
  return unsafe object
}
