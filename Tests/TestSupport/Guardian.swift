/// Programs that must not outlive the tests.
public enum Guardian {
  /// Starts `words` as the child of a shell that, when the test process ends, however that ends, kills it and
  /// removes `folder`. A SIGTERM to what is returned reaches the child.
  ///
  /// - Throws: `ProgramFailure` when it cannot be started.
  public static func start(_ words: [String], in folder: TemporaryFolder) throws -> RunningProgram {
    try Program("bash").start(["-c", script, "bash", folder.path] + words, input: .heldOpen)
  }

  /// At the end of its input, which the test process holds open, kills the child and removes the folder.
  private static let script = """
    folder=$1; shift
    exec 3<&0 </dev/null
    trap : TERM
    "$@" & server=$!
    ( trap '' TERM; read -r _ <&3; touch "$folder/abandoned"; kill -KILL $server ) & watch=$!
    while wait $server; status=$?; kill -0 $server 2>/dev/null; do :; done
    if [ -e "$folder/abandoned" ]; then rm -rf -- "$folder"; else kill -KILL $watch; fi
    exit $status
    """
}
