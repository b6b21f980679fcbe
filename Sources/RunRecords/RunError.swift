import Datasets
import ExperimentSpecs
import Imaging
import HostSystem
import Scoring
import SparseCoding
import Wording

/// Why a run could not be done.
package enum RunError: CommandError, Equatable {
  /// A living process works on the same run.
  case locked(run: String, owner: FileLock.Owner, path: String)
  /// A file isn't of the kind that it should be.
  case unsuitable(path: String, reason: String)
  /// A set that a run's curve is measured on has other images, or another luminance, than it had.
  case changedData(run: String, set: String, path: String)
  /// A file of a run can't be used; the reason is a sentence.
  case damaged(run: String, path: String, reason: String)
  /// The loss is infinite or not a number.
  case diverged(run: String, loss: Double, backprops: Int, step: Int, savedAt: Int)
  /// The spec wants more training images than the sets have.
  case tooFewImages(run: String, sets: [String], asked: Int, found: Int)
  /// No training image is as large as a sub-image.
  case noSubImages(run: String, sets: [String], subImage: Int)
  /// The network has three channels, and no training image has colour.
  case grayTrainingSet(run: String, sets: [String], channels: String)
  /// The run whose weights are the start can't give them; the reason is a sentence.
  case noInitialWeights(run: String, from: String, reason: String)
  /// The run whose state another goes on from can't give it; the reason is a sentence.
  case noState(run: String, from: String, reason: String)
  /// A method can't be trained or used; the reason is a sentence.
  case method(run: String, reason: String)
  /// A set is missing or damaged; the sentence is the data set's own.
  case data(run: String, reason: String)
  /// The run was begun on another device, or with another driver of it.
  case otherDevice(run: String, path: String, was: String, now: String)
  /// What was thrown has a sentence and an exit code of its own: there is no such device, say.
  case other(run: String, reason: String, exitCode: Int32)
  /// A file can't be read or written: the disk is full, the folder isn't writable.
  case files(run: String, reason: String)

  /// The exit code of a command that ends with this error.
  package var exitCode: Int32 {
    switch self {
    case .locked: 4
    case .changedData, .damaged, .data, .noSubImages, .grayTrainingSet, .otherDevice, .tooFewImages,
      .unsuitable:
      3
    case .diverged, .files, .method, .noInitialWeights, .noState: 1
    case .other(_, _, let exitCode): exitCode
    }
  }
}

extension RunError: CustomStringConvertible {
  /// The sentence for the user: what, where, expected, found, what to do.
  package var description: String {
    switch self {
    case .locked(let run, let owner, let path):
      lockedText(run, owner, path)
    case .unsuitable(let path, let reason):
      "\(path) can't be used: \(reason)"
    case .damaged(let run, let path, let reason):
      "\(run): \(reason)\n\(path) is needed to go on with this run. Put it back from a copy, delete it, or give "
        + "--force to train this run from the start"
    case .changedData(let run, let set, let path):
      "\(run): its curve is of other images of \(set), or of another luminance, than there are now (\(path)). Put the former "
        + "ones back, or give --force to train this run from the start"
    case .diverged(let run, let loss, let backprops, let step, let savedAt):
      "\(run): the loss became \(loss.isNaN ? "not a number" : "infinite") in step \(step), after \(backprops) backprops; the learning rate is too "
        + "high, or the data are damaged. The checkpoint after \(savedAt) backprops is kept; going on from it with "
        + "the same settings ends here again"
    case .tooFewImages(let run, let sets, let asked, let found):
      "\(run): trainImages asks for the first \(asked) images, but \(sets.joined(separator: " + ")) has \(found)"
    case .noSubImages(let run, let sets, let subImage):
      "\(run): no image of \(sets.joined(separator: " + ")) is as large as a sub-image of \(subImage) x \(subImage) "
        + "pixels; choose larger images or a smaller subImage"
    case .grayTrainingSet(let run, let sets, let channels):
      "\(run): every image of \(sets.joined(separator: " + ")) is gray, and channels \(channels) expects colour; choose "
        + "images with colour, or channels y"
    case .noInitialWeights(let run, let from, let reason):
      "\(run): starts from the weights of \(from), but \(reason)"
    case .noState(let run, let from, let reason):
      "\(run): goes on from \(from), but \(reason)"
    case .otherDevice(let run, let path, let was, let now):
      "\(run): was begun on \(was), and \(now) rounds otherwise (\(path)). Go on with the former one, go on as another run by "
        + "`experiments continue`, or give --force to train this run from the start"
    case .data(let run, let reason), .files(let run, let reason), .method(let run, let reason),
      .other(let run, let reason, _):
      "\(run): \(reason)"
    }
  }
}

private func lockedText(_ run: String, _ owner: FileLock.Owner, _ path: String) -> String {
  guard let process = owner.process else {
    return "\(run) is locked by another process (\(path)). Wait until it ends"
  }
  let since = owner.note.isEmpty ? "" : ", since \(owner.note)"
  let remedy =
    process.isAlive == nil
    ? "That is another machine: if nothing runs there any more, delete the file"
    : "Wait until it ends, or stop it"
  return
    "\(run) is being trained by process \(process.process) on \(process.host)\(since) (\(path)). \(remedy)"
}

extension RunError {
  /// Whatever was thrown, as the error of a run.
  package init(_ error: any Error, run: some DescribedRun) {
    switch error {
    case let error as RunError: self = error
    case let error as DatasetError: self = .data(run: run.title, reason: error.description)
    case let error as ImagingError: self = .data(run: run.title, reason: error.description)
    case is SparseCodingError, is ImageError:
      let isOfData = (error as? any CommandError)?.exitCode == 3
      self =
        isOfData
        ? .data(run: run.title, reason: message(of: error))
        : .method(run: run.title, reason: message(of: error))
    case let error as any CommandError:
      self = .other(run: run.title, reason: message(of: error), exitCode: error.exitCode)
    default: self = .files(run: run.title, reason: message(of: error))
    }
  }
}
