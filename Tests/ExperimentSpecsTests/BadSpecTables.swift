import Testing

/// A spec with one mistake, and the sentences about it, each behind `@` and what stands at its line and column.
struct BadSpec: Sendable, CustomTestStringConvertible {
  var testDescription: String
  var old: String
  var new: String
  var messages: [String]

  init(_ name: String, _ old: String, _ new: String, _ messages: [String]) {
    (testDescription, self.old, self.new, self.messages) = (name, old, new, messages)
  }
}

extension BadSpec {
  /// What bars say of the good spec's curve of the paper.
  private static let noCurves =
    #"@[{ "figu figures[0].paperCurves: expected none over variants: the paper's numbers are marks there by "#
    + "themselves, found 1 curve"

  static let wrongKeys = [
    BadSpec(
      "a misspelled key of a section", #""stride""#,
      #""strid""#,
      [
        #"@"strid": data.strid: expected train, trainImages, test, validation, scale, channels, "#
          + #"subImage, stride, blur, augmentation or measures, found 'strid'; did you mean 'stride'?"#
      ]),
    BadSpec(
      "a misspelled key deep inside a variant", #""data": { "train": ["#,
      #""data": { "trian": ["#,
      [
        #"@"trian": variants[2].data.trian: expected train, trainImages, test, validation, scale, "#
          + #"channels, subImage, stride, blur, augmentation or measures, found 'trian'; did you mean 'train'?"#
      ]),
    BadSpec(
      "a misspelled path of a variant", #"network.filters"#,
      #"network.filtres"#,
      [
        #"@"network variants[1].network.filtres: expected filters, widths, activation, layers, "#
          + #"initialization or padding, found 'filtres'; did you mean 'filters'?"#
      ]),
    BadSpec(
      "a setting without its section", #"network.filters"#,
      #"filters"#,
      [
        #"@"filters variants[1].filters: expected id, label, profiles, data, network, training or method, "#
          + #"or a path such as network.filters, found 'filters'; did you mean 'network.filters'?"#
      ]),
    BadSpec(
      "a key of the file", #""claim""#,
      #""clam""#,
      [
        #"@"clam":  clam: expected spec, name, title, source, claim, cost, data, network, "#
          + #"training, method, variants, grid, figures, tables, claims or profiles, found 'clam'; "#
          + #"did you mean 'claim'?"#
      ]),
    BadSpec(
      "a misspelled id of a variant", #"{ "id": "9-1-5" }"#,
      #"{ "Id": "9-1-5" }"#,
      [
        #"@"Id": "9 variants[0].Id: expected id, label, profiles, data, network, training or method, or a "#
          + #"path such as network.filters, found 'Id'; did you mean 'id'?"#
      ]),
    BadSpec(
      "another optimizer", #"{ "adam""#,
      #"{ "adagrad""#,
      [
        #"@"adagrad training.optimizer.adagrad: expected sgd, adam, muon or soap, found 'adagrad'"#
      ]),
    BadSpec(
      "a key twice", #""seeds": 2"#,
      #""seeds": 2, "batch": 8"#,
      [
        #"@"batch": training.batch: expected each key once, found it again, first in line 11"#
      ]),
    BadSpec(
      "a setting twice by two ways", #""network.filters": [9, 3, 5]"#,
      #""network.filters": [9, 3, 5], "network": { "filters": [9, 3, 5] }"#,
      [
        #"@[9, 3, 5 variants[1].network.filters: expected each setting once, found it again after "#
          + #"a.json:14:59: variants[1].network.filters"#
      ]),
    BadSpec(
      "a missing key", #""loss": "mse","#,
      #""#,
      [
        #"@{  training.loss: expected mse, l1, ssim or ms-ssim, found nothing"#
      ]),
    BadSpec(
      "a key missing in one profile", #", "momentum": 0.9"#,
      #""#,
      [
        #"@{ "learn profiles.paper.training.optimizer.sgd.momentum: expected a number from 0 below "#
          + #"1, found nothing (in profile 'paper', variant '9-1-5')"#
      ]),
    BadSpec(
      "a missing name", #""name": "trial","#,
      #""#,
      [
        #"@{ name: expected a name (small letters, digits and '-', the first a letter or digit, at most 64), "#
          + "found nothing"
      ]),
    BadSpec(
      "a name with a capital letter", #""name": "trial""#, #""name": "Trial""#,
      [
        #"@"Trial", name: expected a name (small letters, digits and '-', the first a letter or digit, at most 64), "#
          + #"found "Trial""#
      ]),
  ]

  static let wrongValues = [
    BadSpec(
      "an unknown activation", #""widths": [64, 32], "#,
      #""widths": [64, 32], "activation": "prelo", "#,
      [
        #"@"prelo", network.activation: expected relu, prelu or linear, found "prelo"; did you mean 'prelu'?"#
      ]),
    BadSpec(
      "a number as a text", #""batch": 16"#,
      #""batch": "16""#,
      [
        #"@"16", "b training.batch: expected an integer from 1 to 65536, found "16""#
      ]),
    BadSpec(
      "half a sub-image", #""batch": 16"#,
      #""batch": 16.5"#,
      [
        #"@16.5, "b training.batch: expected an integer from 1 to 65536, found 16.5"#
      ]),
    BadSpec(
      "a batch of none", #""batch": 16"#,
      #""batch": 0"#,
      [
        #"@0, "back training.batch: expected an integer from 1 to 65536, found 0"#
      ]),
    BadSpec(
      "a huge integer", #""batch": 16"#,
      #""batch": 123456789012345678901234567890"#,
      [
        #"@12345678 training.batch: expected an integer from 1 to 65536, found "#
          + #"123456789012345678901234567890"#
      ]),
    BadSpec(
      "a number beyond a double", #""learningRate": 5e-4"#,
      #""learningRate": 1e999"#,
      [
        #"@1e999, " training.optimizer.adam.learningRate: expected a number above 0, found 1e999"#
      ]),
    BadSpec(
      "a number that vanishes", #""learningRate": 5e-4"#,
      #""learningRate": 1e-999"#,
      [
        #"@1e-999,  training.optimizer.adam.learningRate: expected a number above 0, found 1e-999"#
      ]),
    BadSpec(
      "more layers than the kernels take", #""filters": [9, 1, 5]"#,
      #""filters": [3, 3, 3, 3, 3, 3, 3, 3, 3]"#,
      [
        #"@[3, 3, 3 network.filters: expected a list of 1 to 8 filter sizes, found a list of 9"#
      ]),
    BadSpec(
      "no scale", #""scale": 3"#,
      #""scale": 0"#,
      [
        #"@0, data.scale: expected 2, 3 or 4, found 0"#
      ]),
    BadSpec(
      "a broken scale", #""scale": 3"#,
      #""scale": 1.5"#,
      [
        #"@1.5, data.scale: expected 2, 3 or 4, found 1.5"#
      ]),
    BadSpec(
      "another scale", #""scale": 3"#,
      #""scale": 7"#,
      [
        #"@7, data.scale: expected 2, 3 or 4, found 7"#
      ]),
    BadSpec(
      "an even filter", #"[9, 3, 5]"#,
      #"[9, 4, 5]"#,
      [
        #"@4, 5] }, variants[1].network.filters[1]: expected an odd integer from 1 to 99, found 4"#
      ]),
    BadSpec(
      "a word in other letters", #""y", "#,
      #""YCbCr", "#,
      [
        #"@"YCbCr", data.channels: expected y, ycbcr or rgb, found "YCbCr"; did you mean 'ycbcr'?"#
      ]),
    BadSpec(
      "a choice misspelled", #""he""#,
      #""hee""#,
      [
        #"@"hee", " network.initialization: expected "he" or {"gaussian": a number above 0}, found "#
          + #""hee"; did you mean 'he'?"#
      ]),
    BadSpec(
      "a choice without its values", #"{ "cosine": { "final": 0, "warmup": 0 } }"#,
      #""cosine""#,
      [
        #"@"cosine" training.schedule: expected "constant", {"cosine": an object with final and "#
          + #"warmup} or {"constantThenLinear": an object with decay and final}, found "cosine""#
      ]),
    BadSpec(
      "two choices at once", #"{ "gaussian": 0.001 }"#,
      #"{ "gaussian": 0.001, "he": 1 }"#,
      [
        #"@{ "gauss profiles.paper.network.initialization: expected "he" or {"gaussian": a number "#
          + #"above 0}, found gaussian and he"#
      ]),
    BadSpec(
      "a section that is a list",
      #"{ "filters": [9, 1, 5], "widths": [64, 32], "initialization": "he", "padding": "valid" }"#,
      #"[]"#,
      [
        #"@[], network: expected a section with the network, found an empty list"#
      ]),
    BadSpec(
      "a name with a slash", #""trial""#,
      #""../trial""#,
      [
        #"@"../tria name: expected a name (small letters, digits and '-', the first a letter or "#
          + #"digit, at most 64), found "../trial""#
      ]),
    BadSpec(
      "a set twice", #"["set5", "set14"]"#,
      #"["set5", "set5"]"#,
      [
        #"@"set5"], data.test[1]: expected each one once, found "set5" again"#
      ]),
    BadSpec(
      "another version", #""spec": 1"#,
      #""spec": 2"#,
      [
        #"@2, "name spec: expected 1, the version of the format, found 2"#
      ]),
    BadSpec(
      "another axis", #""set5.psnr""#,
      #""set5""#,
      [
        #"@"set5",  figures[0].y: expected "loss", "validation.psnr", "validation.psnrPadded", or a test set and one "#
          + "of psnr, ssim, ifc, nqm, wpsnr, msssim, psnrCb, psnrCr, psnrYCbCr, psnrRGB, zeros or psnrPadded, "
          + #"as in "set5.psnr", found "set5""#
      ]),
    BadSpec(
      "a validation measure that isn't PSNR", #""set5.psnr""#, #""validation.ssim""#,
      [
        #"@"validat figures[0].y: expected "loss", "validation.psnr", "validation.psnrPadded", or a test set and one "#
          + "of psnr, ssim, ifc, nqm, wpsnr, msssim, psnrCb, psnrCr, psnrYCbCr, psnrRGB, zeros or psnrPadded, "
          + #"as in "set5.psnr", found "validation.ssim""#
      ]),
    BadSpec(
      "a figure of a kind that there isn't", #""x": "backprops""#, #""kind": "pie", "x": "backprops""#,
      [#"@"pie", " figures[0].kind: expected line, scatter or bars, found "pie""#]),
    BadSpec(
      "an axis of another scale", #""x": "backprops""#,
      #""x": "backprops", "xScale": "even""#,
      [#"@"even",  figures[0].xScale: expected linear or log, found "even""#]),
    BadSpec(
      "a range that goes back", #""x": "backprops""#, #""x": "backprops", "xRange": [1e6, 1e3]"#,
      [
        "@[1e6, 1e figures[0].xRange: expected a list of two numbers from 0, the first below the second, found a list"
      ]),
    BadSpec(
      "a range without height", #""x": "backprops""#, #""x": "backprops", "yRange": [32, 32]"#,
      [
        "@[32, 32] figures[0].yRange: expected a list of two numbers from 0, the first below the second, found a list"
      ]),
  ]

  static let layers = [
    BadSpec(
      "layers beside the short form", #""widths": [64, 32], "#,
      #""layers": [{ "filter": 5 }], "#,
      [
        #"@[{ "filt network.layers: expected layers, or filters, widths and activation, and null for the others, "#
          + #"found layers beside filters (in profile 'desk', variant '9-1-5')"#,
        #"@[9, 3, 5 variants[1].network.filters: expected layers, or filters, widths and activation, and null for "#
          + #"the others, found layers beside filters (in profile 'desk', variant '9-3-5')"#,
      ]),
    BadSpec(
      "no layers", #""filters": [9, 1, 5], "#,
      #""#,
      [
        #"@{ "width network.filters: expected a list of 1 to 8 filter sizes, or network.layers, found nothing "#
          + #"(in profile 'desk', variant '9-1-5')"#
      ]),
    BadSpec(
      "layers that say too little, and a last one that says too much", #""network.filters": [9, 3, 5]"#,
      #""network.layers": [{ "filter": 9, "width": 64 }, { "filter": 5, "width": 1, "activation": "relu" }]"#,
      [
        #"@{ "filte variants[1].network.layers[0].activation: expected relu, prelu or linear, found nothing"#,
        #"@1, "acti variants[1].network.layers[1].width: expected no width of the last layer, which has a filter "#
          + #"for each channel, found 1"#,
        #"@"relu" } variants[1].network.layers[1].activation: expected no activation of the last layer, whose sums "#
          + #"are the image, found "relu""#,
      ]),
    BadSpec(
      "a layer of an unknown kind", #""network.filters": [9, 3, 5]"#,
      #""network.layers": [{ "kind": "pool", "filter": 9 }]"#,
      [
        #"@"pool",  variants[1].network.layers[0].kind: expected convolution or subPixelConvolution, found "pool""#
      ]),
    BadSpec(
      "a layer that enlarges before the last", #""network.filters": [9, 3, 5]"#,
      #""network.layers": [{ "kind": "subPixelConvolution", "filter": 9, "width": 64, "activation": "relu" }, { "filter": 5 }]"#,
      [
        #"@"subPixe variants[1].network.layers[0].kind: expected convolution, as of all layers but the last, "#
          + #"found "subPixelConvolution""#
      ]),
    BadSpec(
      "sub-images that a network which enlarges can't see whole", #""network.filters": [9, 3, 5]"#,
      #""network.layers": [{ "filter": 5, "width": 8, "activation": "relu" }, { "kind": "subPixelConvolution", "filter": 3 }], "data.subImage": 34, "data.stride": 14"#,
      [
        #"@34, "dat variants[1].data.subImage: expected a multiple of data.scale, 3, as the network sees the image that "#
          + "much smaller, found 34 (in profile 'desk', variant '9-3-5')",
        #"@14 }, variants[1].data.stride: expected a multiple of data.scale, 3, as the network sees the image that "#
          + "much smaller, found 14 (in profile 'desk', variant '9-3-5')",
      ]),
    BadSpec(
      "layers of a wrong activation and an even filter", #""network.filters": [9, 3, 5]"#,
      #""network.layers": [{ "filter": 9, "width": 64, "activation": "tanh" }, { "filter": 1, "width": 32, "#
        + #""activation": "relu" }, { "filter": 4 }]"#,
      [
        #"@"tanh" } variants[1].network.layers[0].activation: expected relu, prelu or linear, found "tanh""#,
        #"@4 }] }, variants[1].network.layers[2].filter: expected an odd integer from 1 to 99, found 4"#,
      ]),
    BadSpec(
      "a misspelled key of a layer", #""network.filters": [9, 3, 5]"#,
      #""network.layers": [{ "filters": 9 }]"#,
      [
        #"@"filters variants[1].network.layers[0].filters: expected kind, filter, width or activation, found "#
          + #"'filters'; did you mean 'filter'?"#
      ]),
    BadSpec(
      "an empty list of layers", #""network.filters": [9, 3, 5]"#,
      #""network.layers": []"#,
      [#"@[] }, variants[1].network.layers: expected a list of 1 to 8 layers, found an empty list"#]),
  ]

  static let conflicts = [
    BadSpec(
      "widths that don't fit the filters", #"[64, 32]"#,
      #"[64]"#,
      [
        #"@[64], "i network.widths: expected one width less than filters, the last layer's being "#
          + #"the number of channels, found 1 width for 3 filters (in profile 'desk', variant '9-1-5')"#,
        #"@[9, 3, 5 variants[1].network.filters: expected one width less than filters, the last "#
          + #"layer's being the number of channels, found 1 width for 3 filters (in profile 'desk', "#
          + #"variant '9-3-5')"#,
      ]),
    BadSpec(
      "filters of a variant that don't fit the widths", #"[9, 3, 5]"#,
      #"[9, 3, 1, 5]"#,
      [
        #"@[9, 3, 1 variants[1].network.filters: expected one width less than filters, the last "#
          + #"layer's being the number of channels, found 2 widths for 4 filters (in profile 'desk', "#
          + #"variant '9-3-5')"#
      ]),
    BadSpec(
      "a sub-image smaller than the receptive field", #""subImage": 33"#,
      #""subImage": 12"#,
      [
        #"@12, "str data.subImage: expected a sub-image of at least the network's receptive field, "#
          + #"13 pixels, found 12 pixels (in profile 'desk', variant '9-1-5')"#,
        #"@[9, 3, 5 variants[1].network.filters: expected a sub-image of at least the network's "#
          + #"receptive field, 15 pixels, found 12 pixels (in profile 'desk', variant '9-3-5')"#,
      ]),
    BadSpec(
      "a validation set that isn't tested", #""validation": "set5""#,
      #""validation": "set55""#,
      [
        #"@"set55", data.validation: expected a validation set that is one of data.test, found "#
          + #"set55, which is not set5 or set14; did you mean 'set5'?"#
      ]),
    BadSpec(
      "fewer backprops than a batch", #""backprops": 2000"#,
      #""backprops": 20"#,
      [
        #"@128, "ne profiles.paper.training.batch: expected at least as many backprops as a batch "#
          + #"has, 128, found 20 (in profile 'paper', variant '9-1-5')"#
      ]),
    BadSpec(
      "a warm-up without end", #""warmup": 0"#,
      #""warmup": 2000"#,
      [
        #"@2000 } } training.schedule.cosine.warmup: expected a warm-up shorter than the training, "#
          + #"2000 backprops, found 2000 (in profile 'desk', variant '9-1-5')"#
      ]),
    BadSpec(
      "a decay longer than the training", #"{ "cosine": { "final": 0, "warmup": 0 } }"#,
      #"{ "constantThenLinear": { "final": 0, "decay": 2001 } }"#,
      [
        #"@2001 } } training.schedule.constantThenLinear.decay: expected a decay not longer than the training, "#
          + #"2000 backprops, found 2001 (in profile 'desk', variant '9-1-5')"#
      ]),
    BadSpec(
      "a variant's id twice", #"{ "id": "9-3-5""#,
      #"{ "id": "9-1-5""#,
      [
        #"@"9-1-5", variants[1].id: expected each variant's id once in a profile, found "9-1-5" again, after "#
          + #"a.json:13:13: variants[0].id"#
      ]),
    BadSpec(
      "ids of two profiles that are one folder where case is ignored", #"{ "id": "9-1-5" }"#,
      #"{ "id": "BIG", "profiles": ["desk"] }"#,
      [
        #"@"big", " variants[2].id: expected each variant's id once in a profile, found "big" again, after "#
          + #"a.json:13:13: variants[0].id"#
      ]),
    BadSpec(
      "ids that are one folder where case is ignored", #"{ "id": "9-3-5""#,
      #"{ "id": "BIG""#,
      [
        #"@"big", " variants[2].id: expected each variant's id once in a profile, found "big" again, after "#
          + #"a.json:14:13: variants[1].id"#
      ]),
    BadSpec(
      "a variant of an unknown profile", #"["paper"]"#,
      #"["papers"]"#,
      [
        #"@"papers" variants[2].profiles[0]: expected desk or paper, found "papers"; did you mean "#
          + #"'paper'?"#
      ]),
    BadSpec(
      "the cost of an unknown profile", #""desk": "a minute""#,
      #""disk": "a minute""#,
      [
        #"@{ "disk" cost.desk: expected what profile 'desk' costs to run, found nothing"#,
        #"@"disk":  cost.disk: expected desk or paper, found 'disk'; did you mean 'desk'?"#,
      ]),
    BadSpec(
      "a figure of an unknown variant", #""x": "backprops""#,
      #""variants": ["9-1-6"], "x": "backprops""#,
      [
        #"@"9-1-6"] figures[0].variants[0]: expected 9-1-5, 9-3-5 or big, found "9-1-6"; did you "#
          + #"mean '9-1-5'?"#
      ]),
    BadSpec(
      "a curve of the paper beside an unknown variant", #""label": "paper" }"#,
      #""label": "paper", "variant": "9-1-6" }"#,
      [
        #"@"9-1-6"  figures[0].paperCurves[0].variant: expected a variant that the figure draws: 9-1-5, 9-3-5 or "#
          + #"big, found '9-1-6'; did you mean '9-1-5'?"#
      ]),
    BadSpec(
      "a curve of the paper beside a variant that isn't drawn", #""label": "paper" }"#,
      #""label": "paper", "variant": "big" }], "variants": ["9-1-5""#,
      [
        #"@"big" }] figures[0].paperCurves[0].variant: expected a variant that the figure draws: 9-1-5, found "#
          + #"'big'"#
      ]),
    BadSpec(
      "a figure of an unknown test set", #""set5.psnr""#,
      #""set6.psnr""#,
      [
        #"@"set6.ps figures[0].y: expected a test set of every variant drawn: set5 or set14, or "#
          + #"validation, found 'set6'; did you mean 'set5'?"#
      ]),
    BadSpec(
      "points over what has curves", #""x": "backprops""#,
      #""kind": "scatter", "x": "backprops""#,
      [#"@"scatter figures[0].kind: expected line, which is what is drawn over backprops, found "scatter""#]),
    BadSpec(
      "a curve over what has points", #""x": "backprops""#,
      #""kind": "line", "x": "seconds""#,
      [#"@"line",  figures[0].kind: expected scatter, which is what is drawn over seconds, found "line""#]),
    BadSpec(
      "bars over what has curves", #""x": "backprops""#,
      #""kind": "bars", "x": "backprops""#,
      [#"@"bars",  figures[0].kind: expected line, which is what is drawn over backprops, found "bars""#]),
    BadSpec(
      "several scores over what has curves", #""x": "backprops""#,
      #""moreY": ["set14.psnr"], "x": "backprops""#,
      [
        #"@["set14. figures[0].moreY: expected one score, that of y: bars over variants alone may have several, "#
          + "found 1 more"
      ]),
    BadSpec(
      "bars with what curves have", #""x": "backprops", "y": "set5.psnr", "baselines": ["bicubic"]"#,
      #""x": "variants", "y": "set5.psnrPadded", "moreY": ["loss"], "baselines": ["sc"], "xScale": "log", "#
        + #""yRange": [30, 33]"#,
      [
        #"@"set5.ps figures[0].y: expected psnr over variants, which is of padded output there, found "psnrPadded""#,
        #"@"loss"], figures[0].moreY[0]: expected a test set's measure over variants, found "loss""#,
        #"@["sc"],  figures[0].baselines: expected bicubic or none over variants: bars stand on its score, found "sc""#,
        #"@"log", " figures[0].xScale: expected none over variants: bars begin at zero, so that their lengths "#
          + #"compare, found "log""#,
        "@[30, 33] figures[0].yRange: expected none over variants: bars begin at zero, so that their lengths "
          + "compare, found a list",
        noCurves,
      ]),
    BadSpec(
      "bars of two units", #""x": "backprops", "y": "set5.psnr""#,
      #""x": "variants", "y": "set5.psnr", "moreY": ["set5.ssim"]"#,
      [#"@["set5.s figures[0].moreY: expected scores in the unit of y, dB, found "ssim""#, noCurves]),
    BadSpec(
      "bars twice, and of a set that isn't measured", #""x": "backprops", "y": "set5.psnr""#,
      #""x": "variants", "y": "set5.psnr", "moreY": ["set5.psnr", "set7.psnr"]"#,
      [
        #"@["set5.p figures[0].moreY: expected scores beside that of y, found the same"#,
        #"@"set7.ps figures[0].moreY[1]: expected a test set of the spec: set5 or set14, found 'set7'; did you mean 'set5'?"#,
        noCurves,
      ]),
    BadSpec(
      "bars twice under two names", #""x": "backprops", "y": "set5.psnr""#,
      #""x": "variants", "y": "set5.psnr", "moreY": ["set14.psnr", "validation.psnr"]"#,
      [
        #"@"validat figures[0].moreY[1]: expected each score once, found "validation.psnr", which is one before it"#,
        noCurves,
      ]),
    BadSpec(
      "a logarithmic axis from zero", #""x": "backprops""#,
      #""x": "backprops", "xRange": [0, 1e6]"#,
      ["@[0, 1e6] figures[0].xRange: expected a left end above 0: the axis is logarithmic, found 0"]
    ),
    BadSpec(
      "an axis of its own for no curve of the paper",
      #"[{ "figure": "fig7", "curve": "9-1-5", "label": "paper" }]"#, #"[], "paperAxis": "own""#,
      [
        #"@"own" }  figures[0].paperAxis: expected curves of the paper over backprops, which an axis of their own "#
          + "is for, found no curve"
      ]),
    BadSpec(
      "a measure that isn't taken in training", #""set5.psnr""#, #""set5.ssim""#,
      [
        #"@"set5.ss figures[0].y: expected psnr, psnrPadded or loss over backprops: nothing else is measured while a "#
          + #"network trains, and what finished networks score stands over seconds or variants, found "ssim""#
      ]),
    BadSpec(
      "padded output beside the paper's curves", #""set5.psnr""#, #""set5.psnrPadded""#,
      [
        #"@"set5.ps figures[0].y: expected no curves of the paper: they most likely are of un-padded output, "#
          + #"found "psnrPadded""#
      ]),
    BadSpec(
      "a loss beside levels in dB", #""set5.psnr""#, #""loss""#,
      [
        #"@"loss",  figures[0].y: expected no baselines and no curves of the paper: they are in dB, found "loss""#
      ]),
    BadSpec(
      "two tables of one id, one of them the spec's own", #""figures""#,
      #""tables": [{ "id": "Trial", "title": "One", "set": "set5", "quoted": [] }, "#
        + #"{ "id": "t2", "title": "Two", "set": "set5", "quoted": ["kk"] }, "#
        + #"{ "id": "t2", "title": "Three", "set": "set14", "quoted": [] }], "figures""#,
      [
        #"@"Trial", tables[0].id: expected each table's id once, found "Trial" again, after the spec's own table"#,
        #"@"t2", "t tables[2].id: expected each table's id once, found "t2" again, after a.json:16:86: tables[1].id"#,
      ]),
    BadSpec(
      "a table of a set that isn't measured", #""figures""#,
      #""tables": [{ "id": "t1", "title": "One", "set": "set7", "quoted": [] }], "figures""#,
      [
        #"@"set7",  tables[0].set: expected a test set of the spec: set5 or set14, found 'set7'; did you mean 'set5'?"#
      ]),
    BadSpec(
      "tables of both forms, of none, and of a column and a variant that aren't there", #""figures""#,
      #""tables": [{ "id": "t1", "title": "One", "set": "set5", "columns": ["set5.psnr"], "quoted": [] }, "#
        + #"{ "id": "t2", "title": "Two", "quoted": [] }, "#
        + #"{ "id": "t3", "title": "Three", "columns": ["set7/bird.psnr"], "variants": ["9-1-6"], "quoted": [] }], "figures""#,
      [
        #"@{ "id":  tables[0]: expected either set or columns, found both"#,
        #"@{ "id":  tables[1]: expected either set or columns, found neither"#,
        #"@"set7/bi tables[2].columns[0]: expected a test set of the spec: set5 or set14, found 'set7'; did you mean 'set5'?"#,
        #"@"9-1-6"] tables[2].variants[0]: expected 9-1-5, 9-3-5 or big, found "9-1-6"; did you mean '9-1-5'?"#,
      ]),
    BadSpec(
      "columns that are no scores", #""figures""#,
      #""tables": [{ "id": "t1", "title": "One", "columns": "#
        + #"["set5.pnsr", "set5/bird.seconds", "set5/a/b.psnr", "set5"], "quoted": [] }], "figures""#,
      [
        #"@"set5.pn tables[0].columns[0]: expected a measure: psnr, ssim, ifc, nqm, wpsnr, msssim, psnrCb, psnrCr, "#
          + #"psnrYCbCr, psnrRGB, seconds or zeros, found 'pnsr'; did you mean 'psnr'?"#,
        #"@"set5/bi tables[0].columns[1]: expected a measure: psnr, ssim, ifc, nqm, wpsnr, msssim, psnrCb, psnrCr, "#
          + #"psnrYCbCr or psnrRGB, found 'seconds'"#,
        #"@"set5/a/ tables[0].columns[2]: expected a test set and a measure, as in "set5.psnr", or an image of it, "#
          + #"as in "set14/zebra.psnr", found "set5/a/b.psnr""#,
        #"@"set5"], tables[0].columns[3]: expected a test set and a measure, as in "set5.psnr", or an image of it, "#
          + #"as in "set14/zebra.psnr", found "set5""#,
      ]),
    BadSpec(
      "a grid of an unknown setting", #""figures""#,
      #""grid": { "training.batches": [1] }, "figures""#,
      [
        #"@"trainin grid.training.batches: expected the dotted path of a setting with one value, "#
          + #"such as training.batch, found 'training.batches'; did you mean 'training.batch'?"#
      ]),
    BadSpec(
      "a grid of the same value", #""figures""#,
      #""grid": { "training.batch": [8, 8.0] }, "figures""#,
      [
        #"@8.0] },  grid.training.batch[1]: expected each value once, found 8 again"#
      ]),
    BadSpec(
      "a grid with a wrong value", #""figures""#,
      #""grid": { "training.batch": [8, "x"] }, "figures""#,
      [
        #"@"x"] },  grid.training.batch[1]: expected an integer from 1 to 65536, found "x""#
      ]),
  ]
}
