import COpenSSL

/// Makes a call into OpenSSL that fails, and does not look at the error queue.
func leaveAnEntryBehind() {
  let bytes: [UInt8] = [0x30, 0x04, 0x30, 0x7f, 0x00, 0x00]
  unsafe bytes.withUnsafeBufferPointer { buffer in
    var start = buffer.baseAddress
    unsafe X509_free(d2i_X509(nil, &start, buffer.count))
  }
}
