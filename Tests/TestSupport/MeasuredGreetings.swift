/// The first packets of servers, byte for byte as they sent them, but for thread and scramble.
public enum MeasuredGreetings {
  public static let mariadb10 = packet(
    version: "5.5.5-10.11.18-MariaDB-0+deb12u1", capabilities: 0x81ff_fffe, charset: 8, extended: 0x1d,
    plugin: "mysql_native_password")
  public static let mariadb11 = packet(
    version: "11.8.6-MariaDB-0+deb13u1", capabilities: 0x81ff_fffe, charset: 45, extended: 0x3d,
    plugin: "mysql_native_password")
  public static let mysql57 = packet(
    version: "5.7.42", capabilities: 0xc1ff_ffff, charset: 8, plugin: "mysql_native_password")
  public static let mysql8 = packet(
    version: "8.0.46", capabilities: 0xdfff_ffff, charset: 255, plugin: "caching_sha2_password")
  public static let mysql9 = packet(
    version: "9.7.4-2", capabilities: 0xdfff_ffff, charset: 255, plugin: "caching_sha2_password")
  /// A server without TLS.
  public static let plain = packet(
    version: "8.0.46", capabilities: 0xdfff_ffff & ~0x800, charset: 255, plugin: "caching_sha2_password")

  public static let all = [mariadb10, mariadb11, mysql57, mysql8, mysql9, plain]

  public static let blocked = error(1129, "Host '10.0.0.9' is blocked because of many connection errors")
  public static let notAllowed = error(1130, "Host '10.0.0.9' is not allowed to connect to this MySQL server")
  public static let full = error(1040, "Too many connections")

  private static func packet(
    version: String, capabilities: UInt32, charset: UInt8, extended: UInt32 = 0, plugin: String
  ) -> [UInt8] {
    var body: [UInt8] = [10] + Array(version.utf8) + [0]
    body += [7, 0, 0, 0] + Array("abcdefgh".utf8) + [0]
    body += little(capabilities).prefix(2) + [charset, 2, 0] + little(capabilities).suffix(2)
    body += [21] + [0, 0, 0, 0, 0, 0] + little(extended) + Array("ijklmnopqrst".utf8) + [0]
    body += Array(plugin.utf8) + [0]
    return [UInt8(body.count), 0, 0, 0] + body
  }

  private static func error(_ number: UInt16, _ message: String) -> [UInt8] {
    let body = [0xff, UInt8(number & 0xff), UInt8(number >> 8)] + Array(message.utf8)
    return [UInt8(body.count), 0, 0, 0] + body
  }

  private static func little(_ number: UInt32) -> [UInt8] {
    (0..<4).map { UInt8(truncatingIfNeeded: number >> ($0 * 8)) }
  }
}
