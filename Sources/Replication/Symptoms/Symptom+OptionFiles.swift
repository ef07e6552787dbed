extension Symptom {
  /// What servers say of the option file itself, as they start.
  static let optionFiles: [Symptom] = [
    Symptom(
      ["ambiguous option"], .server, means: "the server does not start: an option's name is not whole",
      [.ambiguousOption]),
    Symptom(
      ["found option without preceding group"], .server,
      means: "the server does not start: an option stands in no group", [.optionWithoutGroup]),
    Symptom(
      ["option without group"], .server, means: "the server does not start: an option stands in no group",
      [.optionWithoutGroup]),
    Symptom(
      ["wrong group definition in config file"], .server,
      means: "the server does not start: the name of a group is broken", [.brokenGroup]),
    Symptom(
      ["option '", "requires an argument"], .server,
      means: "the server does not start: an option has no value",
      [.missingArgument]),
    Symptom(
      ["can't read dir of"], .server, means: "the server does not start: a folder of option files is missing",
      [.missingInclude], says: [Wording([.masterCannotLoad(.optionFolder)], "Can't read dir of …")]),
    Symptom(
      ["stopped processing the 'includ"], .server,
      means: "the server does not start: an option file that is included is missing", [.missingInclude]),
    Symptom(
      ["open required defaults file"], .server,
      means: "the server does not start: its option file is missing",
      [.missingInclude]),
    Symptom(
      ["world-writable config file"], .server, means: "the server runs without what stands in that file",
      [.ignoredFile]),
    Symptom(
      ["unknown suffix"], .server, means: "an option has a value that is no number", isConsequence: true,
      [.unknownOption]),
    Symptom(
      ["fatal error in defaults handling"], .server,
      means: "the server does not start; the line above names the option file", isConsequence: true,
      [.optionWithoutGroup, .brokenGroup, .missingInclude]),
    Symptom(
      ["failed to access directory for --secure-file-priv"], code: 10095, .server, .mysql,
      means:
        "the server does not start, which has nothing to do with TLS: a folder that an option names is not there",
      [.fileFolder]),
    Symptom(
      ["is a read only variable"], number: 1238, .server,
      means: "the server does not change that while it runs", [.readOnlyVariable]),
  ]
}
