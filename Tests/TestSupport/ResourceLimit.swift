import Foundation

/// Limits of this process (setrlimit(2)), to be set in a process of its own, as an exit test has.
public enum ResourceLimit {
  /// The longest file that may be written, in bytes. Going beyond is an error, not a signal.
  case fileLength(UInt)
  /// The number that open descriptors stay below.
  case descriptors(UInt)

  /// Sets the limit. Returns false where the system does not.
  public func set() -> Bool {
    switch self {
    case .fileLength(let bytes):
      signal(SIGXFSZ, SIG_IGN)
      var limit = rlimit(rlim_cur: bytes, rlim_max: bytes)
      return unsafe setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit) == 0
    case .descriptors(let number):
      var limit = rlimit(rlim_cur: number, rlim_max: number)
      return unsafe setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0
    }
  }
}
