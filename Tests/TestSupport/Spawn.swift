import Foundation

/// Starts `program` with `descriptors` as its 0, 1 and 2, in a process group of its own and with no signal
/// blocked or ignored, and returns its process identifier.
func spawn(_ program: Program, _ arguments: [String], descriptors: [Int32]) throws -> Int32 {
  var actions = unsafe posix_spawn_file_actions_t()
  unsafe posix_spawn_file_actions_init(&actions)
  defer { unsafe posix_spawn_file_actions_destroy(&actions) }
  for (target, source) in descriptors.enumerated() {
    unsafe posix_spawn_file_actions_adddup2(&actions, source, Int32(target))
  }

  var attributes = posix_spawnattr_t()
  unsafe posix_spawnattr_init(&attributes)
  defer { unsafe posix_spawnattr_destroy(&attributes) }
  var none = sigset_t()
  var all = sigset_t()
  unsafe sigemptyset(&none)
  unsafe sigfillset(&all)
  unsafe posix_spawnattr_setsigmask(&attributes, &none)
  unsafe posix_spawnattr_setsigdefault(&attributes, &all)
  unsafe posix_spawnattr_setpgroup(&attributes, 0)
  let flags = POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP
  unsafe posix_spawnattr_setflags(&attributes, Int16(flags))

  var pid: Int32 = 0
  // Glibc's posix_spawn changes folders only by a GNU extension that Swift does not see; env(1) has it too.
  let wrapper = program.workingDirectory.map { ["/usr/bin/env", "-C", $0] } ?? []
  let words = wrapper + [program.path] + arguments
  guard !words.contains(where: { $0.contains("\0") }) else {
    throw ProgramFailure(description: "an argument with a NUL cannot be passed to \(program.path)")
  }
  let variables = program.environment.map { "\($0.key)=\($0.value)" }
  var argv: [UnsafeMutablePointer<CChar>?] = unsafe words.map { unsafe strdup($0) }
  var envp: [UnsafeMutablePointer<CChar>?] = unsafe variables.map { unsafe strdup($0) }
  unsafe argv.append(nil)
  unsafe envp.append(nil)
  defer { unsafe (argv + envp).forEach { unsafe free($0) } }
  let failure = unsafe posix_spawn(&pid, words[0], &actions, &attributes, &argv, &envp)
  guard failure == 0 else {
    throw ProgramFailure(
      description: "cannot start \(program.path): \(unsafe String(cString: strerror(failure)))")
  }
  return pid
}
