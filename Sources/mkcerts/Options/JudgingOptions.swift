internal import ArgumentParser
internal import OpenSSL
internal import Verification

/// When and how strictly a deployment is judged, of every command that judges one.
struct JudgingOptions: ParsableArguments {
  @Flag(help: "Fail also for what is exposed or due. Default: only tell.")
  var strict = false

  @OptionGroup var moment: MomentOptions

  /// Judges as these options say.
  var verifier: Verifier {
    Verifier(time: moment.time, warningSeconds: moment.seconds, isStrict: strict)
  }
}
