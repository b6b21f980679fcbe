/// What training makes small: the mean of this over the samples of a batch.
public enum Loss: String, Sendable, CaseIterable, Codable {
  /// Half the sum of squared differences over the output.
  ///
  /// The paper's equation 4 has no half; the authors' Caffe layer (EuclideanLoss) does, and their learning rates
  /// are for it. Not divided by the pixels of the output.
  case mse
  /// The sum of absolute differences over the output; its slope where they are equal is taken as 0.
  case l1
  /// 1 - SSIM, the mean over the positions where a Gaussian window of 11 x 11 pixels (1.5 pixels) fits whole.
  ///
  /// An output smaller than the window gets the largest odd window that fits.
  case ssim
  /// 1 - SSIM over several scales.
  ///
  /// The measure's five scales halve the image four times and want 176 pixels. An output of 21 pixels has room for
  /// three scales if it isn't halved but the window grows: Gaussians of 1.5, 3 and 6 pixels in windows of 11, 21
  /// and 41 pixels, each cut to the largest odd window that fits.
  /// - Source: windows that grow: H. Zhao et al., "Loss functions for image restoration with neural networks",
  ///   IEEE Transactions on Computational Imaging 3(1), 2017, section III.D.
  case multiScaleSSIM = "ms-ssim"
}
