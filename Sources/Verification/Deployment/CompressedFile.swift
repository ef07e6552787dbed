internal import SecureFiles

/// Files that somebody has compressed otherwise than by gzip.
enum CompressedFile {
  /// How the formats begin, and what undoes them.
  private static let formats: [(magic: [UInt8], program: String)] = [
    ([0xfd, 0x37, 0x7a, 0x58, 0x5a], "unxz"), ([0x42, 0x5a, 0x68], "bunzip2"),
    ([0x28, 0xb5, 0x2f, 0xfd], "unzstd"),
  ]

  /// The command that decompresses the file `path`; nil where it is not compressed, or cannot be looked at.
  static func program(that path: String) -> String? {
    guard let status = try? FileStatus(of: path, followingLinks: true), status.kind == .file,
      let bytes = try? Files.read(path, limit: ArchivedFiles.longest)
    else { return nil }
    return formats.first { bytes.starts(with: $0.magic) }?.program
  }
}
