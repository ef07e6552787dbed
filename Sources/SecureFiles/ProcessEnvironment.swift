internal import Glibc

/// What surrounds this process.
public enum ProcessEnvironment {
  /// The value of an environment variable; nil where it is not set.
  public static func value(_ name: String) -> String? {
    guard let value = unsafe getenv(name) else { return nil }
    return unsafe String(cString: value)
  }

  /// The name of this machine (gethostname(2)); nil where it has none.
  public static var machineName: String? {
    var room = [CChar](repeating: 0, count: 256)
    guard unsafe gethostname(&room, room.count - 1) == 0 else { return nil }
    let name = String(decoding: room.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    return name.isEmpty ? nil : name
  }
}
