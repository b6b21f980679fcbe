import RunRecords

extension WeightsFile {
  /// A Python file with the network as a PyTorch module, which reads its weights from a file beside it.
  /// - Parameter weights: the path of that file.
  func pytorchModule(weights: String) -> String {
    let layout = network.layout
    let channels = ([layout.channels] + layout.widths + [layout.channels]).map(String.init)
    let filters = layout.filterSizes.map(String.init)
    let mode = padding.whenUsed == .zero ? "zeros" : "replicate"
    let file = weights.split(separator: "/").last.map(String.init) ?? weights
    let rest = hasSlopes ? moduleWithSlopes : Self.moduleWithoutSlopes
    let colour = self.channels == .y ? "luminance" : self.channels == .rgb ? "RGB" : "Y, Cb, Cr"
    return """
      \"\"\"SRCNN \(summary).

      network = load(); sharp = network(image)   # [N, C, H, W], \(colour) in 0…1, enlarged by bicubic interpolation
      \"\"\"
      from pathlib import Path

      import torch
      from safetensors.torch import load_file


      class SRCNN(torch.nn.Module):
          def __init__(self, channels=(\(channels.joined(separator: ", "))), filters=(\(filters.joined(separator: ", ")),)):
              super().__init__()
              for i, size in enumerate(filters):
                  layer = torch.nn.Conv2d(*channels[i:i + 2], size, padding=size // 2, padding_mode="\(mode)")
                  self.add_module(f"conv{i + 1}", layer)
      \(rest)


      def load(path=Path(__file__).with_name("\(file.replacing("\\", with: "\\\\").replacing("\"", with: "\\\""))")):
          network = SRCNN()
          network.load_state_dict(load_file(path))
          return network.eval()

      """
  }

  private static let moduleWithoutSlopes = """

        def forward(self, image):
            *layers, last = self.children()
            for layer in layers:
                image = torch.relu(layer(image))
            return last(image)
    """

  /// The activations are modules beside the layers: their slopes are parameters.
  private var moduleWithSlopes: String {
    let layers = network.layout.activations.indices.filter { network.layout.activations[$0] == .prelu }
    return """
                  if i in (\(layers.map { "\($0)," }.joined(separator: " "))):
                      self.add_module(f"prelu{i + 1}", torch.nn.PReLU(channels[i + 1]))
                  elif i + 1 < len(filters):
                      self.add_module(f"relu{i + 1}", torch.nn.ReLU())

          def forward(self, image):
              for layer in self.children():
                  image = layer(image)
              return image
      """
  }
}
