import Foundation
import TestSupport
import Testing

/// What mkcerts says, as JSON, is to be done on a host.
struct HostSteps: Decodable {
  struct Step: Decodable {
    let statement: String?
    let copy: [String]?
    let from: String?
    let to: String?
  }

  let host: String
  let steps: [Step]
}

extension ReplicationTopology {
  /// The server of that name.
  func server(_ name: String) throws -> MariaDBServer { name == "master" ? master : try slave(name) }

  /// Does on a host what it is told to.
  func follow(_ host: HostSteps) throws {
    let server = try server(host.host)
    for step in host.steps {
      if let statement = step.statement { try server.sql(statement) }
      for file in step.copy ?? [] {
        let from = try #require(step.from) + "/" + file
        let to = (server.settings.program.root ?? "") + (try #require(step.to))
        try Program("cp").output([from, to + "/" + file])
        if let user = server.settings.user { try Program("chown").output([user, to + "/" + file]) }
      }
    }
  }

  /// What the servers have in their folders now, as it would be fetched from their hosts: a folder for each.
  func fetched(into folder: TemporaryFolder) throws -> String {
    let path = folder(UUID().uuidString)
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
    for name in ["master"] + slaves.keys {
      let server = try server(name)
      let installed = (server.settings.program.root ?? "") + server.installFolder
      try Program("cp").output(["-a", installed, "\(path)/\(name)"])
    }
    return path
  }
}
