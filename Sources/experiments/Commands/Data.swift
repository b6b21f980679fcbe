import ArgumentParser
import Datasets

/// `experiments data`
struct DataCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "data", abstract: "List, get, check and make the image sets.",
    subcommands: [ListSets.self, Fetch.self, Add.self, Verify.self, Generate.self])

  struct ListSets: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "list", abstract: "Say which image sets are here, and where.")

    @OptionGroup var format: FormatOption
    @OptionGroup var global: GlobalOptions

    func run() throws {
      let list = try global.project().catalog().list()
      say(format.format == .json ? list.json.compact : list.text)
    }
  }

  struct Fetch: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Download sets from their public addresses, and verify every file.")

    @Argument(help: ArgumentHelp("Names of sets, such as set5.", valueName: "set"))
    var names: [String]

    @OptionGroup var global: GlobalOptions

    func run() throws {
      let catalog = try global.project().catalog()
      for name in names { _ = try catalog.fetch(name, progress: global.note) }
    }
  }

  struct Add: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Take a set from a folder that you have.")

    @Argument(help: ArgumentHelp("The set's name.", valueName: "set"))
    var name: String

    @Argument(help: "A folder with its images, whatever they are called.", transform: path)
    var folder: String

    @OptionGroup var global: GlobalOptions

    func run() throws {
      _ = try global.project().catalog().add(name, folder: folder, progress: global.note)
    }
  }

  struct Verify: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Check every file of sets against its SHA-256; all sets that are here if none is named.")

    @Argument(help: ArgumentHelp("Names of sets.", valueName: "set"))
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
      abstract: "Make the embedded sets leaves-train and leaves-test.")

    @Argument(help: ArgumentHelp("Names of sets.", valueName: "set"))
    var names: [String] = ["leaves-train", "leaves-test"]

    @OptionGroup var global: GlobalOptions

    func run() throws {
      let catalog = try global.project().catalog()
      for name in names { _ = try catalog.generate(name, progress: global.note) }
    }
  }
}
