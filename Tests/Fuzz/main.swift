import CFuzz
import Foundation

/// What drives the reading: `main` of libFuzzer itself would be in the way of a program's own.
@_silgen_name("LLVMFuzzerRunDriver")
private func run(
  _ count: UnsafeMutablePointer<CInt>,
  _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>>,
  _ read: @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt
) -> CInt

if let folder = ProcessInfo.processInfo.environment["FUZZ_SEEDS"] {
  try writeSeeds(in: folder)
} else {
  guard fuzz_share_counters() > 0 else { fatalError("the counters of coverage can't be shared") }
  fuzz_print_at_exit()
  var (count, arguments) = (CommandLine.argc, CommandLine.unsafeArgv)
  exit(run(&count, &arguments, readOneInput))
}
