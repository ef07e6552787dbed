internal import COpenSSL

/// A call into OpenSSL that failed, with everything that OpenSSL's error queue held about it.
public struct OpenSSLError: Error, Sendable, Hashable, CustomStringConvertible {
  /// One entry of the error queue (ERR_get_error_all(3)).
  public struct Entry: Sendable, Hashable {
    /// The part of OpenSSL that failed, such as "PEM routines".
    public let library: String
    /// What it said, such as "bad decrypt".
    public let reason: String
    /// What it added, such as the name of a missing section; often empty.
    public let detail: String

    let libraryNumber: Int32
    let reasonNumber: Int32

    /// True where an algorithm was asked for that no loaded provider has (EVP_CIPHER_fetch(3)).
    var isMissingAlgorithm: Bool { libraryNumber == ERR_LIB_EVP && reasonNumber == ERR_R_UNSUPPORTED }
  }

  /// The OpenSSL function, or the step, that failed.
  public let operation: String
  /// The queue, oldest entry first. Empty where OpenSSL gave no reason.
  public let entries: [Entry]

  /// One sentence: the operation, and the queue from the first cause on.
  public var description: String {
    guard !entries.isEmpty else { return "\(operation) failed without a reason" }
    let reasons = entries.map { $0.detail.isEmpty ? $0.reason : "\($0.reason) (\($0.detail))" }
    return "\(operation) failed: \(reasons.joined(separator: "; "))"
  }

  /// Takes the whole queue away from OpenSSL.
  static func drainingQueue(_ operation: String) -> OpenSSLError {
    var entries: [Entry] = []
    while true {
      var detail: UnsafePointer<CChar>?
      var flags: Int32 = 0
      let code = unsafe ERR_get_error_all(nil, nil, nil, &detail, &flags)
      guard code != 0 else { break }
      let text = unsafe flags & ERR_TXT_STRING != 0 ? string(detail) : ""
      unsafe entries.append(
        Entry(
          library: string(ERR_lib_error_string(code)), reason: string(ERR_reason_error_string(code)),
          detail: text, libraryNumber: ERR_GET_LIB(code), reasonNumber: ERR_GET_REASON(code)))
    }
    return OpenSSLError(operation: operation, entries: entries)
  }

  private static func string(_ text: UnsafePointer<CChar>?) -> String {
    guard let text = unsafe text else { return "" }
    return unsafe String(cString: text)
  }
}

/// The pointer that `call` returns.
///
/// Every call that may fail goes through here or through `check`: the queue is emptied before it, so that
/// what is thrown is about this call alone.
///
/// - Throws: where it returns null, with all that the error queue holds.
func nonNull<Pointer>(_ operation: String, _ call: @autoclosure () -> Pointer?) throws(OpenSSLError)
  -> Pointer
{
  ERR_clear_error()
  guard let pointer = call() else { throw .drainingQueue(operation) }
  return pointer
}

/// Throws all that the error queue holds where `call` does not return a positive number.
func check(_ operation: String, _ call: @autoclosure () -> Int32) throws(OpenSSLError) {
  ERR_clear_error()
  guard call() > 0 else { throw .drainingQueue(operation) }
}
