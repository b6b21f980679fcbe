import ArgumentParser
import Datasets

/// `experiments data`
struct DataCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "data", abstract: "List, get, check and make the image sets.",
    subcommands: [ListSets.self, Fetch.self, Add.self, Verify.self, Generate.self])

  struct ListSets: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "list", abstract: "Say which image sets are here, and where.",
      discussion: "Example: experiments data list")

    @OptionGroup var format: FormatOption
    @OptionGroup var global: GlobalOptions

    func run() throws {
      let list = try global.project().catalog().list()
      say(format.format == .json ? list.json.compact : list.text)
    }
  }

  struct Fetch: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Download sets from their public addresses, and verify every file.",
      discussion: "Example: experiments data fetch t91 set5 set14")

    @Argument(
      help: ArgumentHelp("Names of sets, such as set5.", valueName: "set"), completion: Completions.sets)
    var names: [String]

    @OptionGroup var global: GlobalOptions

    func run() throws {
      let catalog = try global.project().catalog()
      for name in names { _ = try catalog.fetch(name, progress: global.note) }
    }
  }

  struct Add: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Take a set from a folder that you have.",
      discussion: """
        A name of your own makes a manifest beside the set, with the number of images and their digest: in the folder that \
        --data-root names, else in the project's datasets/. The images stay where they are.

        Example: experiments data add my-train ~/photos
        """)

    @Argument(help: ArgumentHelp("The set's name.", valueName: "set"), completion: Completions.sets)
    var name: String

    @Argument(
      help: "A folder with its images, whatever they are called.", completion: .directory, transform: path)
    var folder: String

    @Option(help: "What a set of your own is for: train or test.")
    var role = DatasetManifest.Role.train

    @Option(
      help: "What a set of your own is scored on: ycbcr (Y, as in the paper's tables) or gray (full range).")
    var luma = DatasetManifest.Luma.ycbcr

    @OptionGroup var global: GlobalOptions

    func run() throws {
      _ = try global.project().catalog().add(
        name, folder: folder, role: role, luma: luma, progress: global.note)
    }
  }

  struct Verify: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Check every file of sets against its SHA-256; all sets that are here if none is named.",
      discussion: "Example: experiments data verify set5")

    @Argument(help: ArgumentHelp("Names of sets.", valueName: "set"), completion: Completions.sets)
    var names: [String] = []

    @OptionGroup var global: GlobalOptions

    func run() throws {
      let catalog = try global.project().catalog()
      for name in names.isEmpty ? catalog.list().presentNames : names {
        let set = try catalog.verify(name, progress: global.note)
        if !global.quiet { say("\(name): all \(set.images.count) images are right, digest \(set.digest)") }
      }
    }
  }

  struct Generate: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Make the embedded sets leaves-train and leaves-test.",
      discussion: "Example: experiments data generate leaves-test")

    @Argument(help: ArgumentHelp("Names of sets.", valueName: "set"), completion: Completions.sets)
    var names: [String] = ["leaves-train", "leaves-test"]

    @OptionGroup var global: GlobalOptions

    func run() throws {
      let catalog = try global.project().catalog()
      for name in names { _ = try catalog.generate(name, progress: global.note) }
    }
  }
}

extension DatasetManifest.Role: ExpressibleByArgument {}
extension DatasetManifest.Luma: ExpressibleByArgument {}
