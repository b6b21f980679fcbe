// swift-tools-version: 6.2
import PackageDescription

/// Numeric loops stay optimised in a debug build too, so that `swift run experiments …` is no speed trap.
let fastC: [CSetting] = [.unsafeFlags(["-O3"])]
let fastSwift: [SwiftSetting] = [.unsafeFlags(["-O"])]

/// Pointers are confined to the kernel, codec and storage targets; elsewhere one is a compile error.
let safe: [SwiftSetting] = [
  .strictMemorySafety(), .treatWarning("StrictMemorySafety", as: .error),
]

let package = Package(
  name: "srcnn-experiments",
  platforms: [.macOS(.v15)],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2")
  ],
  targets: [
    // C libraries and kernels
    .systemLibrary(
      name: "CHDF5", pkgConfig: "hdf5", providers: [.apt(["libhdf5-dev"]), .brew(["hdf5"])]),
    .systemLibrary(
      name: "CMatio", pkgConfig: "matio", providers: [.apt(["libmatio-dev"]), .brew(["libmatio"])]),
    .systemLibrary(
      name: "CPNG", pkgConfig: "libpng", providers: [.apt(["libpng-dev"]), .brew(["libpng"])]),
    .systemLibrary(
      name: "CTurboJPEG", pkgConfig: "libturbojpeg",
      providers: [.apt(["libturbojpeg0-dev"]), .brew(["jpeg-turbo"])]),
    .systemLibrary(
      name: "CLAPACK", pkgConfig: "openblas",
      providers: [.apt(["libopenblas-dev", "liblapacke-dev"]), .brew(["openblas"])]),
    .target(name: "CImageCodecs", dependencies: ["CPNG", "CTurboJPEG"]),
    .target(name: "CKernels", cSettings: fastC),
    .target(name: "CHostSystem"),

    // Values: each of these knows nothing of the others' purpose
    .target(name: "HostSystem", dependencies: ["CHostSystem"]),
    .target(name: "Tensors", dependencies: ["CKernels"], swiftSettings: fastSwift),
    .target(name: "Imaging", dependencies: ["CImageCodecs", "HostSystem"], swiftSettings: fastSwift),
    .target(
      name: "LinearAlgebra", dependencies: ["CLAPACK"], swiftSettings: fastSwift,
      linkerSettings: [.linkedLibrary("lapacke", .when(platforms: [.linux]))]),
    .target(name: "HDF5Storage", dependencies: ["CHDF5", "HostSystem"]),
    .target(name: "MATLABFiles", dependencies: ["CMatio", "HostSystem"]),
    .target(name: "Digests", swiftSettings: fastSwift + safe),
    .target(name: "ExperimentSpecs", swiftSettings: safe),
    .target(name: "Plotting", dependencies: ["HostSystem"], swiftSettings: safe),
    .target(
      name: "Pages", dependencies: ["Plotting"],
      resources: [.embedInCode("Resources/page.css"), .embedInCode("Resources/page.js")],
      swiftSettings: safe),
    .target(name: "SuperResolution", dependencies: ["Tensors"], swiftSettings: fastSwift + safe),
    .target(
      name: "SparseCoding", dependencies: ["Imaging", "LinearAlgebra", "Tensors"],
      swiftSettings: fastSwift + safe),

    // The one target that knows them all, and the command line
    .target(
      name: "Harness",
      dependencies: [
        "Tensors", "Imaging", "HDF5Storage", "MATLABFiles", "ExperimentSpecs", "Plotting", "Pages",
        "SuperResolution", "SparseCoding", "LinearAlgebra", "Digests", "HostSystem",
      ], swiftSettings: safe),
    .executableTarget(
      name: "experiments",
      dependencies: [
        "Harness", "HostSystem", "ExperimentSpecs",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ], swiftSettings: safe),

    .testTarget(name: "TensorsTests", dependencies: ["Tensors"], swiftSettings: fastSwift),
    .testTarget(name: "DigestsTests", dependencies: ["Digests"]),
    .testTarget(name: "ImagingTests", dependencies: ["Imaging"]),
    .testTarget(name: "LinearAlgebraTests", dependencies: ["LinearAlgebra"]),
    .testTarget(
      name: "SparseCodingTests", dependencies: ["SparseCoding", "Imaging", "LinearAlgebra", "Tensors"],
      swiftSettings: fastSwift),
    .testTarget(
      name: "HDF5StorageTests", dependencies: ["HDF5Storage", "HostSystem", "MATLABFiles"],
      resources: [.copy("Fixtures")]),
    .testTarget(name: "ExperimentSpecsTests", dependencies: ["ExperimentSpecs"]),
    .testTarget(name: "PlottingTests", dependencies: ["Plotting"]),
    .testTarget(name: "PagesTests", dependencies: ["Pages", "Plotting"]),
    .testTarget(name: "SuperResolutionTests", dependencies: ["SuperResolution", "Tensors"]),
    .testTarget(
      name: "HarnessTests",
      dependencies: [
        "Harness", "Imaging", "HostSystem", "HDF5Storage", "MATLABFiles", "ExperimentSpecs", "Plotting",
        "Pages",
        "SuperResolution", "SparseCoding", "LinearAlgebra", "Tensors",
      ]),
  ],
  swiftLanguageModes: [.v6]
)

// `make sanitize` builds nothing but the kernels, what calls them from several threads, and their tests.
if Context.environment["SRCNN_KERNELS_ONLY"] != nil {
  let kept: Set = ["CKernels", "Tensors", "SuperResolution", "TensorsTests", "SuperResolutionTests"]
  package.targets.removeAll { !kept.contains($0.name) }
  package.dependencies = []
}

// `make docs` alone needs the plugin: a build without it neither looks for it nor compiles it.
if Context.environment["SRCNN_DOCS"] != nil {
  package.dependencies.append(
    .package(url: "https://github.com/swiftlang/swift-docc-plugin", from: "1.5.0"))
}
