/// One thing to do on a host so that its server uses what it was given.
public enum DeploymentStep: Sendable, Hashable {
  /// To be run as an administrator on the host's server, with its semicolon.
  case statement(String)
  /// These files of the host's folder go to this folder on the host.
  case copy([String], to: InstallDirectory)
  /// The server does not read replaced files, or new options, while it runs.
  case restart
  /// A file of SQL in the host's folder, to be run as an administrator with the password put in.
  case run(String)
  /// To be run as `statement` is; what it has to show.
  case check(String, expecting: String)
  /// What no statement does, in a sentence without capital and full stop.
  case byHand(String)
}
