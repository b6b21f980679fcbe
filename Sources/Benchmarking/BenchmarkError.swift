import Wording

/// Why a benchmark can't be done or wasn't finished.
package enum BenchmarkError: CommandError, Equatable {
  /// It was asked to stop.
  case interrupted
  /// The program named for the comparison isn't there.
  case pythonMissing(path: String)
  /// The program named for the comparison is none, or too old; `found` is what it said.
  case notPython(path: String, found: String)
  /// The Python has no PyTorch; `found` is its own word.
  case torchMissing(python: String, found: String)
  /// The PyTorch is older than what is compared with.
  case torchTooOld(python: String, found: String)
  /// PyTorch doesn't see the device that is measured; the reason is its own word.
  case torchWithoutDevice(reason: String)
  /// The project has no script to run.
  case scriptMissing(path: String)
  /// The script ended or answered something else; `said` is the last line of its complaints.
  case scriptFailed(work: String, said: String)
  /// The script built a network of another size.
  case otherNetwork(work: String, expected: Int, found: Int)

  /// 130 for an interruption, 2 for an option that can't be followed, else 1.
  package var exitCode: Int32 {
    switch self {
    case .interrupted: 130
    case .pythonMissing, .notPython, .torchMissing, .torchTooOld: 2
    case .scriptMissing, .scriptFailed, .otherNetwork, .torchWithoutDevice: 1
    }
  }
}

extension BenchmarkError: CustomStringConvertible {
  /// One sentence: what, expected, found, what to do.
  package var description: String {
    switch self {
    case .interrupted: "interrupted; nothing was written"
    case .pythonMissing(let path):
      "--compare-torch \(path): no such program; expected a Python \(TorchRuntime.oldestPython) or newer with PyTorch. "
        + "Make one with: python3 -m venv torch && torch/bin/pip install torch, then give --compare-torch torch/bin/python"
    case .notPython(let path, let found):
      "--compare-torch \(path): expected a Python \(TorchRuntime.oldestPython) or newer, found "
        + (found.isEmpty ? "a program that doesn't say its version" : "'\(found)'")
    case .torchMissing(let python, let found):
      "--compare-torch: \(python) can't import torch (\(found)); install it with: \(python) -m pip install torch"
    case .torchTooOld(let python, let found):
      "--compare-torch: expected PyTorch \(TorchRuntime.oldestTorch) or newer, found \(found); renew it with: "
        + "\(python) -m pip install --upgrade torch"
    case .torchWithoutDevice(let reason): "PyTorch isn't compared with: \(reason)"
    case .scriptMissing(let path):
      "no \(path): expected the project's script for PyTorch; restore it, or leave out --compare-torch"
    case .scriptFailed(let work, let said):
      "PyTorch failed at \(work): \(said.isEmpty ? "it said nothing" : "it said '\(said)'")"
    case .otherNetwork(let work, let expected, let found):
      "PyTorch measures another network at \(work): expected \(expected) parameters, found \(found)"
    }
  }
}
