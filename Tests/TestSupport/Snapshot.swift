import Foundation

/// Why a text is not what its snapshot says.
public struct SnapshotMismatch: Error, CustomStringConvertible {
  /// Which snapshot, and the first line that differs.
  public let description: String
}

/// Compares `text` with the file `Snapshots/name` beside the calling test file.
///
/// With `RECORD_SNAPSHOTS=1` in the environment the file is rewritten, and the run fails all the same, so
/// that a recording run never passes for a test.
/// - Throws: `SnapshotMismatch` where they differ, where there is no snapshot, and after recording.
public func snapshot(_ text: String, named name: String, file: String = #filePath) throws {
  let url = URL(filePath: file).deletingLastPathComponent().appending(path: "Snapshots/\(name)")
  if ProcessInfo.processInfo.environment["RECORD_SNAPSHOTS"] == "1" {
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: url)
    throw SnapshotMismatch(description: "recorded \(name); run again without RECORD_SNAPSHOTS")
  }
  guard let data = try? Data(contentsOf: url) else {
    throw SnapshotMismatch(description: "no snapshot \(name); record it with RECORD_SNAPSHOTS=1")
  }
  guard data != Data(text.utf8) else { return }
  let wanted = String(decoding: data, as: UTF8.self).components(separatedBy: "\n")
  let got = text.components(separatedBy: "\n")
  let line = zip(wanted, got).enumerated().first { $1.0 != $1.1 }?.offset ?? min(wanted.count, got.count)
  throw SnapshotMismatch(
    description: "\(name), line \(line + 1): snapshot has "
      + "\(line < wanted.count ? wanted[line] : "no such line"), text has "
      + "\(line < got.count ? got[line] : "no such line")")
}
