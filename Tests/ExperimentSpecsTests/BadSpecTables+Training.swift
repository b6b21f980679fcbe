extension BadSpec {
  /// Mistakes in what is trained, by what, and from where.
  static let trainings = [
    BadSpec(
      "another loss", #""loss": "mse""#,
      #""loss": "sim""#,
      [
        #"@"sim", training.loss: expected mse, l1, ssim or ms-ssim, found "sim"; did you mean 'ssim'?"#
      ]),
    BadSpec(
      "a level in a figure of running time", #""x": "backprops""#,
      #""x": "seconds""#,
      [
        #"@["bicubi figures[0].baselines: expected no baselines over seconds: a method that isn't a "#
          + #"network has none here, found "bicubic""#
      ]),
    BadSpec(
      "the paper's curves over time", #""x": "backprops""#, #""x": "trainingSeconds""#,
      [
        #"@[{ "figu figures[0].paperCurves: expected none over trainingSeconds: the paper doesn't say how long it "#
          + #"trained, found 1 curve"#
      ]),
    BadSpec(
      "a blur of nothing", #""stride": 14"#,
      #""stride": 14, "blur": { "standardDeviation": 0, "reduction": "bicubic" }"#,
      [
        #"@0, "redu data.blur.standardDeviation: expected a number from 0.1 to 10, found 0"#
      ]),
    BadSpec(
      "an augmentation that makes larger", #""stride": 14"#,
      #""stride": 14, "augmentation": { "scales": [0.9, 1.1] }"#,
      [
        #"@1.1] } } data.augmentation.scales[1]: expected a number above 0 and below 1, found 1.1"#
      ]),
    BadSpec(
      "an augmentation to nothing", #""stride": 14"#,
      #""stride": 14, "augmentation": { "scales": [0] }"#,
      [
        #"@0] } }, data.augmentation.scales[0]: expected a number above 0 and below 1, found 0"#
      ]),
    BadSpec(
      "an augmentation by nothing", #""stride": 14"#,
      #""stride": 14, "augmentation": { "flip": false }"#,
      [
        #"@{ "flip" data.augmentation: expected at least one version of each image, or null, found none"#
      ]),
    BadSpec(
      "a turn by an angle that keeps no pixels", #""stride": 14"#,
      #""stride": 14, "augmentation": { "rotations": [45] }"#,
      [
        #"@45] } }, data.augmentation.rotations[0]: expected 90, 180 or 270, found 45"#
      ]),
    BadSpec(
      "a preset that isn't one", #""stride": 14"#,
      #""stride": 14, "augmentation": "fsrnn""#,
      [
        #"@"fsrnn"  data.augmentation: expected "fsrcnn" or a section with scales, rotations and flip, found "#
          + #""fsrnn""#
      ]),
    BadSpec(
      "phases that end too early", #""seeds": 2"#,
      #""seeds": 2, "phases": [{ "share": 0.25, "lossChannels": ["y"] }]"#,
      [
        #"@[{ "shar training.phases: expected shares that add up to 1, found 0.25"#
      ]),
    BadSpec(
      "a phase with a channel that the network doesn't see", #""seeds": 2"#,
      #""seeds": 2, "phases": [{ "share": 1, "lossChannels": ["cb"] }]"#,
      [
        #"@[{ "shar training.phases: expected lossChannels of data.channels y: y, found 'cb'"#
      ]),
    BadSpec(
      "a misspelled key of a phase", #""seeds": 2"#,
      #""seeds": 2, "phases": [{ "share": 1, "lossChannel": ["y"] }]"#,
      [
        #"@"lossCha training.phases[0].lossChannel: expected share or lossChannels, found "#
          + #"'lossChannel'; did you mean 'lossChannels'?"#
      ]),
    BadSpec(
      "a channel that isn't one", #""seeds": 2"#,
      #""seeds": 2, "phases": [{ "share": 1, "lossChannels": ["luma"] }]"#,
      [
        #"@"luma"]  training.phases[0].lossChannels[0]: expected y, cb, cr, r, g or b, found "luma""#
      ]),
    BadSpec(
      "no phase", #""seeds": 2"#,
      #""seeds": 2, "phases": []"#,
      [
        #"@[] }, training.phases: expected a list of 1 to 16 phases, found an empty list"#
      ]),
    BadSpec(
      "whitened coordinates with none to whiten by", #""seeds": 2"#,
      #""seeds": 2, "whitening": 0"#,
      [
        #"@0 }, training.whitening: expected a number above 0 and below 1, found 0"#
      ]),
    BadSpec(
      "a word for a device that isn't its name", #""seeds": 2"#,
      #""seeds": 2, "device": "gpu""#,
      [
        #"@"gpu" }, training.device: expected a device's whole name, as `experiments devices` lists it, or null "#
          + #"for the processor, found "gpu""#
      ]),
    BadSpec(
      "coordinates that Muon finds itself", #""optimizer": { "adam": {"#,
      #""whitening": 1e-5, "optimizer": { "muon": { "momentum": 0.95,"#,
      [
        #"@1e-5, "o training.whitening: expected no whitening with an optimizer that finds its own coordinates, "#
          + #"found Muon (in profile 'desk', variant '9-1-5')"#
      ]),
    BadSpec(
      "coordinates of windows that no sub-image holds", #""network.filters": [9, 3, 5]"#,
      #""network.filters": [9, 3, 5], "network.padding": "zero", "data.subImage": 8, "training.whitening": 1e-5"#,
      [
        #"@1e-5 }, variants[1].training.whitening: expected no whitening where the first filter, of 9 pixels, is larger "#
          + #"than what it sees, found sub-images of 8 pixels (in profile 'desk', variant '9-3-5')"#
      ]),
    BadSpec(
      "SOAP with settings out of range", #""optimizer": { "adam": {"#,
      #""optimizer": { "soap": { "covarianceDecay": 1, "refreshEvery": 0, "largestSide": 4096, "momentum": 0.9,"#,
      [
        #"@1, "refr training.optimizer.soap.covarianceDecay: expected a number from 0 below 1, found 1"#,
        #"@0, "larg training.optimizer.soap.refreshEvery: expected an integer from 1 to 1000000, found 0"#,
        #"@4096, "m training.optimizer.soap.largestSide: expected an integer from 0 to 1024, found 4096"#,
      ]),
    BadSpec(
      "a fixed layer that the network doesn't have", #""seeds": 2"#,
      #""seeds": 2, "fixedLayers": [1, 4]"#,
      [
        #"@[1, 4] } training.fixedLayers: expected some of the network's 3 layers, and one that is trained, "#
          + #"found 1, 4"#
      ]),
    BadSpec(
      "nothing left to train", #""seeds": 2"#,
      #""seeds": 2, "fixedLayers": [3, 1, 2]"#,
      [
        #"@[3, 1, 2 training.fixedLayers: expected some of the network's 3 layers, and one that is trained, "#
          + #"found 1, 2, 3"#
      ]),
    BadSpec(
      "layers from 0, and one twice", #""seeds": 2"#,
      #""seeds": 2, "fixedLayers": [0, 2, 2]"#,
      [
        #"@0, 2, 2] training.fixedLayers[0]: expected an integer from 1 to 8, found 0"#,
        #"@2] }, training.fixedLayers[2]: expected each one once, found 2 again"#,
      ]),
    BadSpec(
      "two lengths", #""seeds": 2"#,
      #""seeds": 2, "epochs": 3"#,
      [
        #"@2000, "e training.backprops: expected backprops or epochs, and null for the other, found both"#
      ]),
    BadSpec(
      "no length", #""backprops": 2000, "#,
      #""#,
      [
        #"@{ "loss" training.backprops: expected an integer from 1 to 1000000000000, or "#
          + #"training.epochs, found nothing"#
      ]),
    BadSpec(
      "weights of an unknown variant", #"{ "id": "9-1-5" }"#,
      #"{ "id": "9-1-5", "training.initialWeights": "9-3-6" }"#,
      [
        #"@"9-3-6"  variants[0].training.initialWeights: expected another variant of this profile: "#
          + #"9-3-5, found '9-3-6' (in profile 'desk', variant '9-1-5'); did you mean '9-3-5'?"#,
        #"@"9-3-6"  variants[0].training.initialWeights: expected another variant of this profile: "#
          + #"9-3-5 or big, found '9-3-6' (in profile 'paper', variant '9-1-5'); did you mean '9-3-5'?"#,
      ]),
    BadSpec(
      "weights of itself", #"{ "id": "9-1-5" }"#,
      #"{ "id": "9-1-5", "training.initialWeights": "9-1-5" }"#,
      [
        #"@"9-1-5"  variants[0].training.initialWeights: expected a variant that doesn't start from "#
          + #"this one, found 9-1-5 from 9-1-5 (in profile 'desk', variant '9-1-5')"#
      ]),
    BadSpec(
      "weights of another shape", #"{ "id": "9-1-5" }"#,
      #"{ "id": "9-1-5", "training.initialWeights": "9-3-5" }"#,
      [
        #"@"9-3-5"  variants[0].training.initialWeights: expected a variant of the same shape, "#
          + #"1 channel, filters 9-1-5, widths 64-32, found 9-3-5, 1 channel, filters 9-3-5, widths "#
          + #"64-32 (in profile 'desk', variant '9-1-5')"#
      ]),
    BadSpec(
      "weights of a variant with fewer seeds", #""label": "wider", "network.filters": [9, 3, 5]"#,
      #""training": { "seeds": 3, "initialWeights": "9-1-5" }"#,
      [
        #"@"9-1-5"  variants[1].training.initialWeights: expected a variant with as many seeds, 3, "#
          + #"found 9-1-5 with 2 (in profile 'desk', variant '9-3-5')"#
      ]),
  ]
}
