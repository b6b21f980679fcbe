import ArgumentParser
import Evaluating
import Reporting

/// `experiments picture fig5 [WEIGHTS...]`
struct PictureCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "picture",
    abstract: "Draw what the paper shows of a network: filters, feature maps, images.",
    usage: """
      experiments picture fig5 [--profile desk]
      experiments picture fig14 srcnn-x3.mat weights.h5
      experiments picture coffee --image photo.jpg --part 100,80,76,76
      """,
    discussion: """
      fig5: first-layer filters by variance, dead ones framed; fig13: those for Cb and Cr; fig6: feature maps of \
      butterfly; fig14, fig15, fig16: butterfly, ppt3 and zebra with a part enlarged and the PSNR of each method; \
      rgb-image: butterfly by a network of three channels; coffee: a photograph that may be shown to anyone; atoms: a \
      dictionary of sparse coding as filters beside a network's first layer. Written to figures/ of the results folder. \
      What shows one of the paper's test images isn't ours to publish: git ignores it.

      Example: experiments picture fig5
      """)

  @Argument(
    help: ArgumentHelp(
      "fig5, fig6, fig13, fig14, fig15, fig16, rgb-image, coffee or atoms.", valueName: "picture"))
  var picture: PaperPicture

  @Argument(
    help: ArgumentHelp(
      "Networks: weights.h5, or the authors' .mat. (default: the published runs)", valueName: "weights"),
    completion: Completions.networks)
  var weights: [String] = []

  @Option(
    help: "The profile whose runs are shown if no weights are named.", completion: Completions.profiles)
  var profile = "desk"

  @Option(
    help: ArgumentHelp("Your own image in place of the paper's.", valueName: "file"),
    completion: .file(), transform: path)
  var image: String?

  @Option(
    help: ArgumentHelp(
      "The part of it that is enlarged. (default: its middle)", valueName: "left,top,width,height"))
  var part: String?

  @OptionGroup var threads: ThreadsOption
  @OptionGroup var global: GlobalOptions

  func validate() throws {
    if part != nil && image == nil { throw ValidationError("--part is for an image of yours: give --image") }
  }

  func run() throws {
    let session = try global.session(profile: profile, threads: threads.count)
    let named = try weights.map { try session.project.method(named: $0, scale: nil) }
    let numbers = part?.split(separator: ",", omittingEmptySubsequences: false).map { Int($0) ?? -1 }
    let own = image.map { OwnImage(path: $0, part: numbers) }
    for path in try session.draw(picture, of: named, showing: own) { say(session.project.shortened(path)) }
  }
}

extension PaperPicture: ExpressibleByArgument {}
