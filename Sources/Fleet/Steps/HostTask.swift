internal import Replication

/// What is to be done on hosts, the same on each of them.
public struct HostTask: Sendable, Hashable, Encodable {
  public let hosts: [String]
  /// The server that the steps are for: `mariadb-10.11`.
  public let server: String
  public let role: String
  /// What it is for, where it is one task of several; a phrase.
  public let purpose: String?
  /// In order. Of several hosts, each host's folder is meant where a folder is named `NAME`.
  public let steps: [HostStep]
  /// What is to be known besides, each a sentence. Of several hosts, each is meant where a command names `NAME`.
  public let remarks: [String]
}

extension HostTask {
  /// - Parameter folder: the host's folder in the pki.
  init(
    on host: HostConfiguration, for purpose: String? = nil, _ steps: [DeploymentStep], from folder: String,
    remarks: [String] = []
  ) {
    self.init(
      hosts: [host.name], server: host.server.description, role: host.role.rawValue, purpose: purpose,
      steps: steps.map { HostStep($0, from: folder) }, remarks: remarks)
  }

  /// What is to be done where these files are new on a host.
  ///
  /// - Parameters:
  ///   - files: their names; none where only `remarks` are to be known.
  ///   - namesListsNewly: whether the host is told of a revocation list for the first time.
  init(
    replacing files: [String], on host: HostConfiguration, from folder: String, namesListsNewly: Bool = false,
    remarks: [String] = []
  ) {
    let replacement = FileReplacement(of: host, files: files, namesListsNewly: namesListsNewly)
    self.init(
      on: host, files.isEmpty ? [] : replacement.steps, from: folder,
      remarks: (files.isEmpty ? [] : replacement.remarks) + remarks)
  }

  /// What is to be done on a host that has nothing yet.
  ///
  /// - Parameter replicates: whether it has a master.
  init(installing host: HostConfiguration, from folder: String, replicates: Bool) {
    let first = FirstInstallation(of: host, optionFile: HostTexts.optionFileName)
    var steps = first.steps
    var remarks = first.remarks
    if host.role.serverPair != nil {
      if replicates {
        remarks.append(
          "its accounts come by replication from its master; where its master has none, run "
            + "SET SESSION sql_log_bin = 0; and then \(HostTexts.accountsName)")
      } else {
        steps.append(.run(HostTexts.accountsName))
      }
    }
    if host.role.clientPair != nil, replicates {
      steps += [.run(HostTexts.changeMasterName), host.checkOfReplication]
    }
    self.init(on: host, steps, from: folder, remarks: remarks)
  }

  /// The tasks of single hosts, those together that are the same but for the host's own folder; masters first.
  static func together(_ tasks: [HostTask]) -> [HostTask] {
    var groups = HostTaskGroups()
    for task in tasks { groups.add(task) }
    return groups.mastersFirst
  }

  /// The same for a host of another name, or for several that are each called so.
  func named(_ name: String, of hosts: [String] = []) -> HostTask {
    let own = Self.commands(about: self.hosts.first ?? "NAME")
    return HostTask(
      hosts: hosts, server: server, role: role, purpose: purpose, steps: steps.map { $0.reading(from: name) },
      remarks: remarks.map { remark in
        zip(own, Self.commands(about: name)).reduce(remark) { $0.replacing($1.0, with: $1.1) }
      })
  }

  /// The commands that remarks name with the host in them.
  private static func commands(about host: String) -> [String] {
    [runningStatement(of: host), stepsOfRequirement(of: host)]
  }

  /// The command that prints a slave's statement without its master's address.
  static func runningStatement(of host: String) -> String { "`mkcerts config \(host) --running`" }

  /// The command that prints in which order an account comes to ask for something else.
  static func stepsOfRequirement(of host: String) -> String {
    "`mkcerts config \(host) --steps \(Procedure.Kind.newRequirement.rawValue)`"
  }
}

extension HostConfiguration {
  /// What shows that a slave replicates. That it does so encrypted, only its master knows. Right after its start it says
  /// `Connecting`, and no statement waits for it to be more than that.
  var checkOfReplication: DeploymentStep {
    .check(
      "\(connection.status);",
      expecting:
        "\(server.words.connectionColumn): Yes, and no Last_IO_Error; while it is Connecting without one, which a start "
        + "takes a moment for, ask again")
  }
}
