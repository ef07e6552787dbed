import Foundation
import TestSupport
import Testing

/// One system call of a command at which something is made to happen (strace(1)).
struct Fault: Sendable, CustomStringConvertible {
  /// What happens at the call.
  enum Effect: Sendable, Equatable {
    /// The process is killed before the call does anything.
    case kill
    /// This call alone fails with this error.
    case failsOnce(String)
    /// This call and all later ones of its kind fail with this error.
    case failsFromNowOn(String)
  }

  /// The name of the call.
  let call: String
  /// Which one of its name, from 1.
  let number: Int
  let effect: Effect

  var description: String { "\(call) \(number): \(effect)" }

  /// The calls that change what is on disk.
  private static let changing = [
    "write", "pwrite64", "writev", "rename", "renameat", "renameat2", "fsync", "fdatasync", "syncfs",
    "unlink",
    "unlinkat", "mkdir", "mkdirat", "rmdir", "ftruncate", "fallocate", "link", "linkat", "chmod", "fchmod",
    "fchmodat", "fchown",
  ]

  /// A fault at every call of `command` that changes something, each once.
  static func all(_ effect: Effect, of command: [String], on pki: PKI) throws -> [Fault] {
    let log = try TemporaryFolder()
    let names = (changing + ["openat"]).map { "?\($0)" }.joined(separator: ",")
    let result = try pki.run(
      command, through: ["strace", "-f", "-qq", "-e", "trace=\(names)", "-o", log("calls")])
    try #require(result.succeeded, "\(result.errors)")
    var counts: [String: Int] = [:]
    var faults: [Fault] = []
    for line in try String(contentsOfFile: log("calls"), encoding: .utf8).split(separator: "\n") {
      guard let start = line.firstIndex(of: "("),
        let name = line[..<start].split(separator: " ").last.map(String.init)
      else { continue }
      counts[name, default: 0] += 1
      // Of the many files that are opened, those that the opening makes.
      guard changing.contains(name) || name == "openat" && line.contains("O_CREAT") else { continue }
      faults.append(Fault(call: name, number: counts[name] ?? 0, effect: effect))
    }
    return faults
  }

  /// Runs `command` with this fault.
  func run(_ command: [String], on pki: PKI) throws -> ProgramResult {
    let what =
      switch effect {
      case .kill: "signal=KILL:when=\(number)"
      case .failsOnce(let error): "error=\(error):when=\(number)"
      case .failsFromNowOn(let error): "error=\(error):when=\(number)+"
      }
    return try pki.run(
      command,
      through: [
        "strace", "-f", "-qq", "-o", "/dev/null", "-e", "trace=\(call)", "-e", "inject=\(call):\(what)",
      ])
  }
}
