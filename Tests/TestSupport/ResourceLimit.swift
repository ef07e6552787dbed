import Foundation

/// Limits of this process (setrlimit(2)), to be set in a process of its own, as an exit test has.
public enum ResourceLimit {
  /// The longest file that may be written, in bytes. Going beyond is an error, not a signal.
  case fileLength(UInt)
  /// The number that open descriptors stay below.
  case descriptors(UInt)

  /// Sets the limit, which may be raised again. Returns false where the system does not set it.
  public func set() -> Bool {
    signal(SIGXFSZ, SIG_IGN)
    let (resource, value) =
      switch self {
      case .fileLength(let bytes): (__rlimit_resource_t(RLIMIT_FSIZE.rawValue), bytes)
      case .descriptors(let number): (__rlimit_resource_t(RLIMIT_NOFILE.rawValue), number)
      }
    var limit = rlimit()
    guard unsafe getrlimit(resource, &limit) == 0 else { return false }
    limit.rlim_cur = rlim_t(value)
    return unsafe setrlimit(resource, &limit) == 0
  }
}
