import Foundation

/// What the programs under test were built with.
public enum Sanitizer {
  /// Whether this is a run under AddressSanitizer (`make test-asan`). Its runtime and libfaketime, both loaded before
  /// everything else, wait for each other.
  public static let isOn = ProcessInfo.processInfo.environment["ASAN_OPTIONS"] != nil
}
