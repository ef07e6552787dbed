internal import SecureFiles

/// The links in a tar archive, followed as the machine that it was made on would, but never out of the archive.
struct ArchivedLinks: Sendable {
  /// Where a path leads.
  enum Place {
    /// To this path without links, whether anything is there or not; through so many links.
    case leads(String, through: Int)
    /// Out of the archive or in a circle, for this reason.
    case leadsAway(String)
  }

  /// A link by what it says itself.
  private enum Target: Sendable {
    /// A path in the archive, in its parts.
    case inside([Substring])
    /// A path that counts from the folder that the link is in.
    case relative([Substring])
    /// One that nothing in the archive is the end of.
    case outside(String)
  }

  private let archive: String
  private var targets: [String: Target] = [:]

  /// As many links as Linux follows on one way (path_resolution(7)).
  private static let most = 40

  /// - Parameters:
  ///   - archive: how the paths of all that is in the archive begin.
  ///   - root: the folder, with its slash, that is left out of the paths.
  init(_ entries: [ArchiveEntry], in archive: String, root: String) {
    self.archive = archive
    let names = Set(entries.map(\.name))
    for entry in entries {
      let target: Target
      switch entry.kind {
      case .file, .folder: continue
      case .hardLink(let name): target = .inside(Self.parts(name.dropFirst(root.count)))
      case .symbolicLink(let path) where path.hasPrefix("/"):
        target =
          Self.name(of: path, in: names, root: root).map { .inside(Self.parts($0)) } ?? .outside(path)
      case .symbolicLink(let path): target = .relative(Self.parts(path[...]))
      }
      targets[String(entry.name.dropFirst(root.count))] = target
    }
  }

  private static func parts(_ path: Substring) -> [Substring] {
    path.split(separator: "/").filter { $0 != "." }
  }

  /// Where an absolute path of the host is among `names`: at the longest end of it that one of them is, which has to
  /// be more than the file's own name, behind `root`.
  private static func name(of path: String, in names: Set<String>, root: String) -> Substring? {
    let parts = path.split(separator: "/")
    return parts.indices.dropLast().lazy.map { parts[$0...].joined(separator: "/") }.first {
      names.contains($0) && $0.hasPrefix(root)
    }.map { $0.dropFirst(root.count) }
  }

  /// The paths of all links.
  var paths: [String] { targets.keys.map { archive + "/" + $0 } }

  /// Whether the last name of the path is a link's.
  func isLink(_ path: String) -> Bool {
    path.hasPrefix(archive + "/") && targets[String(path.dropFirst(archive.count + 1))] != nil
  }

  /// Where `path` leads.
  func place(of path: String) -> Place {
    guard !targets.isEmpty, path.hasPrefix(archive + "/") else { return .leads(path, through: 0) }
    var left = Array(Self.parts(path.dropFirst(archive.count + 1)).reversed())
    var place: [Substring] = []
    var followed = 0
    while let part = left.popLast() {
      if part == ".." {
        guard place.popLast() != nil else { return .leadsAway("it leads out of the archive") }
        continue
      }
      place.append(part)
      let name = place.joined(separator: "/")
      guard let target = targets[name] else { continue }
      followed += 1
      guard followed <= Self.most else {
        return .leadsAway("it is a link that leads through more than \(Self.most) others, or in a circle")
      }
      switch target {
      case .inside(let parts):
        place = []
        left += parts.reversed()
      case .relative(let parts):
        place.removeLast()
        guard Self.stays(parts, below: place.count) else {
          return .leadsAway(Self.reason(parts.joined(separator: "/")))
        }
        left += parts.reversed()
      case .outside(let path): return .leadsAway(Self.reason(path))
      }
    }
    return .leads(([archive[...]] + place).joined(separator: "/"), through: followed)
  }

  /// Whether a path that begins `depth` folders deep never leads above the first.
  private static func stays(_ parts: [Substring], below depth: Int) -> Bool {
    var depth = depth
    return parts.allSatisfy { part in
      depth += part == ".." ? -1 : 1
      return depth >= 0
    }
  }

  static func reason(_ target: String) -> String {
    "it is a link to \(target), which is not in the archive"
  }
}
