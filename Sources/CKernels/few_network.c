// A whole network of few channels, which lie in planes; see few.h.
#include "few_network.h"

#include "borders.h"

static channel_planes buffer_of(const activation *a) { return (channel_planes){a->values, a->row, a->plane}; }
static channel_planes region_of(const activation *a) { return (channel_planes){inside(a, 1), a->row, a->plane}; }
static channel_planes planes_from(const output_gradient *d) { return (channel_planes){d->values, d->row, d->plane}; }

static void extend_planes(const kernels_network *net, int l, const layout *lay, kernels_padding padding) {
  activation plane = lay->at[l];
  for (int c = 0; c < net->channels[l]; c++, plane.values += plane.plane) extend(&plane, 1, padding);
}

// Pixels [rows][columns][channels] into planes, or out of an image from `pixels` on.
static void split(channel_planes to, const float *pixels, size_t row, int channels, int rows, int columns) {
  for (int c = 0; c < channels; c++)
    for (int y = 0; y < rows; y++)
      for (int x = 0; x < columns; x++)
        to.values[c * to.plane + y * to.row + x] = pixels[y * row + (size_t)x * channels + c];
}

void few_forward(const kernel_table *kernels, const kernels_network *net, kernels_padding padding, const layout *lay,
                 const float *parameters, const float *image, int32_t imageWidth, float *out, size_t outRow) {
  const int last = net->layers - 1, channels = net->channels[0];
  const kernels_rectangle input = lay->at[0].region, output = lay->at[net->layers].region;
  split(region_of(&lay->at[0]), image + ((size_t)input.top * imageWidth + input.left) * channels,
        (size_t)imageWidth * channels, channels, input.height, input.width);
  for (int l = 0; l < last; l++) {
    const kernels_rectangle region = lay->at[l + 1].region;
    extend_planes(net, l, lay, padding);
    const few_convolution c = {
      .in = buffer_of(&lay->at[l]), .inputs = net->channels[l], .inPixel = net->pitch[l],
      .out = region_of(&lay->at[l + 1]), .outputs = net->channels[l + 1], .outPixel = net->pitch[l + 1],
      .filter = net->filter[l], .endRow = region.height + net->filter[l], .rows = region.height, .columns = region.width,
      .weights = parameters + net->weights[l], .bias = parameters + net->biases[l],
      .rectify = net->activation[l] == KERNELS_RELU};
    kernels->few_convolve(&c);
  }
  extend_planes(net, last, lay, padding);
  const few_narrow c = {
    .in = buffer_of(&lay->at[last]), .inputs = net->channels[last], .inPixel = net->pitch[last],
    .outputs = net->channels[last + 1], .filter = net->filter[last], .rows = output.height, .columns = output.width,
    .weights = parameters + net->weights[last], .bias = parameters + net->biases[last], .out = out,
    .outRow = (ptrdiff_t)outRow};
  kernels->few_convolve_narrow(&c);
}

// The gradient by the weights and biases of layer l, 0...
static void add_gradient(const kernel_table *kernels, const kernels_network *net, int l, const layout *lay,
                         float *gradients) {
  const kernels_rectangle output = lay->at[l + 1].region;
  const int isLast = l == net->layers - 1, taps = net->filter[l] * net->filter[l], in = net->pitch[l], out = net->pitch[l + 1];
  const few_gradient g = {
    .in = buffer_of(&lay->at[l]), .inputs = net->channels[l], .d = planes_from(&lay->d[l + 1]),
    .outputs = net->channels[l + 1], .filter = net->filter[l], .rows = output.height, .columns = output.width,
    .gradient = gradients + net->weights[l], .biasGradient = gradients + net->biases[l],
    .tapStep = isLast ? in : (ptrdiff_t)in * out, .channelStep = isLast ? 1 : out,
    .outputStep = isLast ? (ptrdiff_t)taps * in : 1};
  kernels->few_add_gradient(&g);
}

// The gradient by its input.
static void propagate(const kernel_table *kernels, const kernels_network *net, kernels_padding padding, int l,
                      const layout *lay, const float *prepared) {
  const activation *a = &lay->at[l];
  const output_gradient *from = &lay->d[l + 1], *to = &lay->d[l];
  const int filter = net->filter[l], margin = filter - 1, isRectified = net->activation[l - 1] == KERNELS_RELU;
  const int isDirect = padding == KERNELS_VALID || margin == 0;
  const channel_planes extended = {lay->extended, a->row, a->plane};
  few_convolution c = {
    .in = planes_from(from), .inputs = net->channels[l + 1], .inPixel = net->pitch[l + 1],
    .out = isDirect ? planes_from(to) : extended, .outputs = net->channels[l], .outPixel = net->pitch[l],
    .filter = filter, .firstRow = margin, .endRow = margin + lay->at[l + 1].region.height, .rows = a->buffer.height,
    .columns = a->buffer.width, .weights = prepared + net->prepared[l]};
  c.in.values -= margin * from->row + margin;
  if (isDirect && isRectified) c.mask = buffer_of(a);
  kernels->few_convolve(&c);
  if (isDirect) return;
  activation plane = *a;
  output_gradient d = *to;
  float *values = lay->extended;
  for (int i = 0; i < net->channels[l]; i++, plane.values += a->plane, d.values += d.plane, values += a->plane)
    fold(&plane, 1, padding, values, &d, isRectified);
}

void few_backward(const kernel_table *kernels, const kernels_network *net, kernels_padding padding, const layout *lay,
                  const float *prepared, const float *dOut, float *gradients) {
  const kernels_rectangle output = lay->at[net->layers].region;
  const int channels = net->channels[net->layers];
  split(planes_from(&lay->d[net->layers]), dOut, (size_t)output.width * channels, channels, output.height, output.width);
  for (int l = net->layers - 1; l >= 0; l--) {
    add_gradient(kernels, net, l, lay, gradients);
    if (l > 0) propagate(kernels, net, padding, l, lay, prepared);
  }
}
