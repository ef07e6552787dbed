import Foundation
import TestSupport
import Testing

/// What mkcerts says, as JSON, is to be done on a host.
struct HostSteps: Decodable {
  struct Step: Decodable {
    let statement: String?
    let copy: [String]?
    let run: String?
    let check: String?
    let restart: Bool?
    fileprivate(set) var from: String?
    let to: String?
  }

  let hosts: [String]
  fileprivate(set) var steps: [Step]

  /// The one host that the steps are for.
  var host: String { hosts.count == 1 ? hosts[0] : hosts.joined(separator: ",") }

  private enum CodingKeys: CodingKey { case hosts, steps }

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    hosts = try container.decode([String].self, forKey: .hosts)
    steps = try container.decode([Step].self, forKey: .steps)
  }

  fileprivate init(_ host: String, of several: HostSteps) {
    hosts = [host]
    steps = several.steps.map { step in
      var step = step
      step.from = step.from?.replacing("/hosts/NAME", with: "/hosts/\(host)")
      return step
    }
  }
}

extension [HostSteps] {
  /// The same host by host.
  var hostByHost: [HostSteps] { flatMap { steps in steps.hosts.map { HostSteps($0, of: steps) } } }
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
