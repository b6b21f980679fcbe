// A whole network on one sample or tile: all layers in turn, so that activations stay in the second-level cache.
#include <assert.h>
#include <string.h>

#include "borders.h"
#include "dispatch.h"
#include "few_network.h"
#include "layout.h"

// ---- Forward ----

static void copy_pixels(float *to, const float *from, int pixels, int pitch) {
  memcpy(to, from, (size_t)pixels * pitch * sizeof *to);
}

static winograd_layer winograd_of(const kernels_network *net, int l) {
  return (winograd_layer){.filter = net->filter[l], .inPixel = net->pitch[l], .outPixel = net->pitch[l + 1],
                          .blocks = l == 0 ? net->blocks : 0, .rectify = net->activation[l] == KERNELS_RELU};
}

// A convolution, whose rows are one if nothing lies between them.
static void convolve_wide(const kernel_table *kernels, wide_convolution c) {
  const ptrdiff_t out = (ptrdiff_t)c.columns * c.outPixel;
  if (c.filter == 1 && c.inRow == (ptrdiff_t)c.columns * c.inPixel && c.outRow == out && (!c.mask || c.maskRow == out)) {
    c.columns *= c.rows;
    c.rows = 1;
  }
  kernels->convolve(&c);
}

static void convolve_hidden(const kernel_table *kernels, const kernels_network *net, int l, const layout *lay,
                            const float *parameters, const float *prepared, int training) {
  const activation *a = &lay->at[l], *to = &lay->at[l + 1];
  const float *weights = parameters + net->weights[l], *bias = parameters + net->biases[l];
  const int filter = net->filter[l], in = net->pitch[l], out = net->pitch[l + 1];
  const int rows = to->region.height, columns = to->region.width;
  if (net->points[l]) {
    winograd_layer w = winograd_of(net, l);
    w.rows = rows, w.columns = columns;
    w.in = a->values, w.inRow = a->row, w.out = inside(to, out), w.outRow = to->row;
    w.bias = bias, w.weights = prepared + net->prepared[l];
    w.planes = lay->planes[l], w.products = lay->products, w.band = band_of(l, to->region, training);
    (w.blocks ? kernels->blocks_forward : kernels->winograd_forward)(&w);
  } else {
    const wide_convolution c = {
      .in = a->values, .inRow = a->row, .inPixel = in, .filter = filter, .rowTaps = filter * in, .endRow = rows + filter,
      .weights = weights, .bias = bias, .out = inside(to, out), .outRow = to->row, .outPixel = out, .rows = rows,
      .columns = columns, .rectify = net->activation[l] == KERNELS_RELU};
    convolve_wide(kernels, c);
  }
  if (net->activation[l] == KERNELS_PRELU) {
    const slope_layer s = {
      .values = inside(to, out), .row = to->row, .pixel = out, .rows = rows, .columns = columns,
      .slopes = parameters + net->slopes[l], .sums = training ? lay->sums[l] : 0};
    kernels->prelu_forward(&s);
  }
}

// The first `hidden` layers, of which none is the last.
static void forward_hidden(const kernel_table *kernels, const kernels_network *net, kernels_padding padding, int hidden,
                           const layout *lay, const float *parameters, const float *prepared, const float *image,
                           int32_t imageWidth, int training) {
  const activation *input = &lay->at[0];
  for (int y = 0; y < input->region.height; y++) {
    const float *from = image + ((size_t)(input->region.top + y) * imageWidth + input->region.left) * net->pitch[0];
    copy_pixels(inside(input, net->pitch[0]) + y * input->row, from, input->region.width, net->pitch[0]);
  }
  for (int l = 0; l < hidden; l++) {
    extend(&lay->at[l], net->pitch[l], padding);
    convolve_hidden(kernels, net, l, lay, parameters, prepared, training);
  }
}

void kernels_activations(kernels_level level, const kernels_network *net, kernels_padding padding, int32_t depth,
                         const float *parameters, const float *prepared, const float *image, int32_t imageHeight,
                         int32_t imageWidth, kernels_rectangle tile, float *scratch, float *out, size_t outRow) {
  // In planes the values would have to be moved; the bits are the same.
  const kernels_network wide = wide_form(net);
  layout lay = lay_out(&wide, padding, imageHeight, imageWidth, tile, depth, scratch, 0);
  lay.at[depth].values = out;
  lay.at[depth].row = (ptrdiff_t)outRow;
  forward_hidden(kernels_at(level), &wide, padding, depth, &lay, parameters, prepared, image, imageWidth, 0);
}

void kernels_forward(kernels_level level, const kernels_network *net, kernels_padding padding, const float *parameters,
                     const float *prepared, const float *image, int32_t imageHeight, int32_t imageWidth,
                     kernels_rectangle tile, float *scratch, float *out, size_t outRow, int training) {
  const kernel_table *kernels = kernels_at(level);
  const int last = net->layers - 1;
  layout lay = lay_out(net, padding, imageHeight, imageWidth, tile, net->layers, scratch, training);
  if (net->few) {
    few_forward(kernels, net, padding, &lay, parameters, image, imageWidth, out, outRow);
    return;
  }
  forward_hidden(kernels, net, padding, last, &lay, parameters, prepared, image, imageWidth, training);
  extend(&lay.at[last], net->pitch[last], padding);
  const narrow_convolution c = {
    .in = lay.at[last].values, .inRow = lay.at[last].row, .inPixel = net->pitch[last], .filter = net->filter[last],
    .rowTaps = net->filter[last] * net->pitch[last], .weights = parameters + net->weights[last],
    .bias = parameters + net->biases[last], .out = out, .outRow = (ptrdiff_t)outRow, .outChannels = net->pitch[last + 1],
    .rows = tile.height, .columns = tile.width};
  kernels->convolve_narrow(&c);
}

// ---- Backward ----

// The weights turned round (taps reversed, channels swapped).
static void turn(const kernels_network *net, int l, const float *from, float *to) {
  const int f = net->filter[l], in = net->pitch[l], out = net->pitch[l + 1], last = l == net->layers - 1;
  for (int ky = 0; ky < f; ky++)
    for (int kx = 0; kx < f; kx++)
      for (int o = 0; o < out; o++) {
        float *row = to + ((((ptrdiff_t)(f - 1 - ky) * f + (f - 1 - kx)) * out) + o) * in;
        const ptrdiff_t tap = (ptrdiff_t)ky * f + kx;
        if (last) memcpy(row, from + ((ptrdiff_t)o * f * f + tap) * in, in * sizeof *row);
        else for (int i = 0; i < in; i++) row[i] = from[(tap * in + i) * out + o];
      }
}

void kernels_prepare(kernels_level level, const kernels_network *net, const float *parameters, float *prepared,
                     int training) {
  for (int l = 0; l < net->layers; l++) {
    const float *weights = parameters + net->weights[l];
    float *to = prepared + net->prepared[l];
    const winograd_layer w = winograd_of(net, l);
    if (w.blocks)
      kernels_at(level)->blocks_prepare(&w, weights, to);
    else if (net->points[l])
      kernels_at(level)->winograd_prepare(&w, weights, to, training ? to + plane_floats(net, l) : 0);
    else if (training && l > 0) turn(net, l, weights, to);
  }
}

void kernels_finish_gradients(kernels_level level, const kernels_network *net, float *gradients) {
  const kernel_table *kernels = kernels_at(level);
  for (int l = 0; l < net->layers; l++) {
    const winograd_layer w = winograd_of(net, l);
    if (net->points[l])
      (w.blocks ? kernels->blocks_finish : kernels->winograd_finish)(&w, gradients + net->planeGradients[l],
                                                                     gradients + net->weights[l]);
  }
}

// gradient[count] += sum over pixels; a constant `count` keeps the sums in registers.
static inline __attribute__((always_inline)) void add_pixels(const int count, const float *from, ptrdiff_t row, int pitch,
                                                             int rows, int columns, float *gradient) {
  float sum[2 * KERNELS_LANES];
  for (int i = 0; i < count; i++) sum[i] = gradient[i];
  for (int y = 0; y < rows; y++)
    for (int x = 0; x < columns; x++)
      for (int i = 0; i < count; i++) sum[i] += from[y * row + x * pitch + i];
  for (int i = 0; i < count; i++) gradient[i] = sum[i];
}

static void add_bias_gradient(const output_gradient *d, int pitch, int rows, int columns, float *gradient) {
  enum { ONE = KERNELS_LANES, TWO = 2 * KERNELS_LANES };
  int o = 0;
  for (; o + TWO <= pitch; o += TWO) add_pixels(TWO, d->values + o, d->row, pitch, rows, columns, gradient + o);
  for (; o + ONE <= pitch; o += ONE) add_pixels(ONE, d->values + o, d->row, pitch, rows, columns, gradient + o);
  if (o < pitch) add_pixels(pitch - o, d->values + o, d->row, pitch, rows, columns, gradient + o);
}

// The gradient by a layer's input, and, for a Winograd layer, by its planes.
static void propagate(const kernel_table *kernels, const kernels_network *net, kernels_padding padding, int l,
                      const layout *lay, const float *prepared, float *planeGradient, int fresh,
                      kernels_rectangle output) {
  const activation *a = &lay->at[l];
  const output_gradient *from = &lay->d[l + 1], *to = &lay->d[l];
  const int filter = net->filter[l], margin = filter - 1, in = net->pitch[l], out = net->pitch[l + 1];
  const int direct = padding == KERNELS_VALID || margin == 0, rectified = net->activation[l - 1] == KERNELS_RELU;
  float *target = direct ? to->values : lay->extended;
  const ptrdiff_t targetRow = direct ? to->row : a->row;
  const float *weights = prepared + net->prepared[l], *mask = direct && rectified ? a->values : 0;
  if (net->points[l]) {
    winograd_layer w = winograd_of(net, l);
    w.rows = output.height, w.columns = output.width;
    w.in = target, w.inRow = targetRow, w.out = from->values, w.outRow = from->row;
    w.weights = weights + plane_floats(net, l), w.planes = lay->planes[l], w.products = lay->products;
    w.gradient = planeGradient, w.fresh = fresh, w.mask = mask, w.maskRow = a->row;
    kernels->winograd_backward(&w);
  } else {
    const wide_convolution c = {
      .in = from->values - margin * from->row - margin * out, .inRow = from->row, .inPixel = out, .filter = filter,
      .rowTaps = filter * out, .firstRow = margin, .endRow = margin + output.height, .weights = weights, .out = target,
      .outRow = targetRow, .outPixel = in, .rows = a->buffer.height, .columns = a->buffer.width, .mask = mask,
      .maskRow = a->row};
    convolve_wide(kernels, c);
  }
  if (!direct) fold(a, in, padding, lay->extended, to, rectified);
}

#ifndef NDEBUG
// Whether scratch is as it was zeroed, for outputs of this size.
static int margins_are_zero(const kernels_network *net, const layout *lay) {
  for (int l = 1; l <= net->layers; l++) {
    const output_gradient *d = &lay->d[l];
    const kernels_rectangle size = lay->at[l].region;
    const int pixel = stored_at_once(net, l), margin = margin_of(net, l) * pixel;
    for (int p = 0; p < planes_of(net, l); p++)
      for (int y = 0; y < size.height; y++) {
        const float *row = d->values + p * d->plane + y * d->row, *end = row + size.width * pixel;
        for (int i = 0; i < margin; i++)
          if (row[i - margin] != 0 || end[i] != 0) return 0;
      }
  }
  return 1;
}
#endif

void kernels_backward(kernels_level level, const kernels_network *net, kernels_padding padding,
                      const float *parameters, const float *prepared, int32_t imageHeight, int32_t imageWidth, const float *dOut,
                      float *scratch, float *gradients, int fresh) {
  const kernel_table *kernels = kernels_at(level);
  kernels_rectangle output = {0, 0, imageHeight, imageWidth};
  if (padding == KERNELS_VALID)
    for (int l = 0; l < net->layers; l++) {
      output.height -= net->filter[l] - 1;
      output.width -= net->filter[l] - 1;
    }
  layout lay = lay_out(net, padding, imageHeight, imageWidth, output, net->layers, scratch, 1);
  assert(margins_are_zero(net, &lay));
  if (fresh) memset(gradients, 0, net->parameters * sizeof *gradients);
  if (net->few) {
    few_backward(kernels, net, padding, &lay, prepared, dOut, gradients);
    return;
  }
  const int channels = net->pitch[net->layers];
  for (int y = 0; y < output.height; y++)
    copy_pixels(lay.d[net->layers].values + y * lay.d[net->layers].row, dOut + (size_t)y * output.width * channels,
                output.width, channels);

  for (int l = net->layers - 1; l >= 0; l--) {
    const activation *a = &lay.at[l];
    const output_gradient *d = &lay.d[l + 1];
    const int filter = net->filter[l], pitch = net->pitch[l], out = net->pitch[l + 1];
    if (l == net->layers - 1) {
      const narrow_gradient g = {
        .in = a->values, .inRow = a->row, .inPixel = pitch, .filter = filter, .rowTaps = filter * pitch,
        .dOut = d->values, .dOutRow = d->row, .outChannels = out, .rows = output.height, .columns = output.width,
        .gradient = gradients + net->weights[l]};
      kernels->gradient_narrow(&g);
    } else if (!net->points[l]) {
      const wide_gradient g = {
        .in = a->values, .inRow = a->row, .inPixel = pitch, .filter = filter, .rowTaps = filter * pitch,
        .dOut = d->values, .dOutRow = d->row, .outPixel = out, .rows = output.height, .columns = output.width,
        .gradient = gradients + net->weights[l]};
      kernels->gradient(&g);
    }
    if (l == 0 && net->blocks) {
      winograd_layer w = winograd_of(net, 0);
      w.rows = output.height, w.columns = output.width, w.out = d->values, w.outRow = d->row;
      w.planes = lay.planes[0], w.products = lay.products, w.gradient = gradients + net->planeGradients[0], w.fresh = fresh;
      kernels->blocks_backward(&w);
    }
    add_bias_gradient(d, out, output.height, output.width, gradients + net->biases[l]);
    if (l == 0) break;
    propagate(kernels, net, padding, l, &lay, prepared, gradients + net->planeGradients[l], fresh, output);
    output = a->region;
    if (net->activation[l - 1] == KERNELS_PRELU) {
      const slope_layer s = {
        .values = lay.d[l].values, .row = lay.d[l].row, .pixel = pitch, .rows = output.height,
        .columns = output.width, .slopes = parameters + net->slopes[l - 1], .sums = lay.sums[l - 1],
        .gradient = gradients + net->slopes[l - 1]};
      kernels->prelu_backward(&s);
    }
  }
}
