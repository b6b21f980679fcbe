// The sizes of a network, and where everything of a sample or tile lies in scratch.
#include "layout.h"

int64_t plane_floats(const kernels_network *net, int l) {
  const int taps = l == 0 ? net->blocks * net->blocks * net->pitch[0] : net->pitch[l];
  return net->points[l] * net->points[l] * WINOGRAD_PLANE(taps, net->pitch[l + 1]);
}

// Points of a layer in the form of Winograd, 0 for a direct one: 3x3 and 5x5 filters between many channels.
static int32_t points_of(int32_t layer, int32_t layers, int32_t filter) {
  return layer > 0 && layer < layers - 1 && (filter == 3 || filter == 5) ? filter + 3 : 0;
}

// Blocks a side of the first layer's filter, 0 for a direct one: with fewer taps the transforms take what is saved.
static int32_t blocks_of(int32_t layers, int32_t filter, int32_t channels) {
  const int32_t blocks = (filter + 2) / 3, taps = blocks * blocks * channels;
  return layers > 1 && filter * filter * channels >= 64 && taps <= BLOCK_MAX_TAPS ? blocks : 0;
}

// Whether all channels of a network of several direct layers would fit into a vector with room to spare.
static int is_few(const kernels_network *net) {
  for (int l = 0; l < net->layers; l++)
    if (net->channels[l + 1] > KERNELS_FEW || net->points[l] || net->activation[l] == KERNELS_PRELU) return 0;
  return net->layers > 1;
}

kernels_network kernels_network_make(int32_t layers, const int32_t *filters, const int32_t *channels,
                                     const int32_t *activations, int direct) {
  if (layers < 1 || layers > KERNELS_MAX_LAYERS) __builtin_trap();
  kernels_network net = {.layers = layers};
  for (int l = 0; l <= layers; l++) {
    int hidden = l > 0 && l < layers;
    net.channels[l] = channels[l];
    net.pitch[l] = hidden ? WHOLE_LANES(channels[l]) : channels[l];
  }
  net.blocks = direct ? 0 : blocks_of(layers, filters[0], channels[0]);
  for (int l = 0; l < layers; l++) {
    int64_t pairs = (int64_t)net.pitch[l] * net.pitch[l + 1], weights = pairs * filters[l] * filters[l];
    net.filter[l] = filters[l];
    net.points[l] = direct ? 0 : l == 0 && net.blocks ? BLOCK_SIDE : points_of(l, layers, filters[l]);
    net.weights[l] = net.parameters;
    net.biases[l] = net.parameters + weights;
    net.activation[l] = activations[l];
    net.slopes[l] = net.biases[l] + net.pitch[l + 1];
    net.parameters = net.slopes[l] + (activations[l] == KERNELS_PRELU ? net.pitch[l + 1] : 0);
    net.prepared[l] = net.preparedFloats;
    if (l == 0) net.preparedFloats = plane_floats(&net, 0);
    else net.preparedFloats += net.points[l] ? 2 * plane_floats(&net, l) : weights;
  }
  net.few = is_few(&net);
  net.gradientFloats = WHOLE_LANES(net.parameters);  // planes and chunks begin on a cache line
  for (int l = 0; l < layers; l++) {
    net.planeGradients[l] = net.gradientFloats;
    net.gradientFloats += plane_floats(&net, l);
  }
  return net;
}

// ---- Scratch ----

// Tiles of 4x4 outputs that inference does at a time: about as many as a training sample has; in the first layer, rows
// of tiles.
enum { INFERENCE_TILES = 40, BLOCK_ROWS = 2 };

static kernels_rectangle expand(kernels_rectangle r, int32_t filter, kernels_padding padding) {
  int32_t before = padding == KERNELS_VALID ? 0 : (filter - 1) / 2;
  return (kernels_rectangle){r.top - before, r.left - before, r.height + filter - 1, r.width + filter - 1};
}

static kernels_rectangle clip(kernels_rectangle r, int32_t height, int32_t width) {
  int32_t top = most(r.top, 0), left = most(r.left, 0);
  int32_t bottom = least(r.top + r.height, height), right = least(r.left + r.width, width);
  return (kernels_rectangle){top, left, bottom - top, right - left};
}

static float *take(layout *lay, float *scratch, size_t count) {
  float *start = scratch ? scratch + lay->floats : 0;
  lay->floats += WHOLE_LANES(count);
  return start;
}

kernels_network wide_form(const kernels_network *net) {
  kernels_network wide = *net;
  wide.few = 0;
  return wide;
}

int stored_at_once(const kernels_network *net, int boundary) { return net->few ? 1 : net->pitch[boundary]; }
int planes_of(const kernels_network *net, int boundary) { return net->few ? net->channels[boundary] : 1; }

// Room for an array of rows, and the floats of one of its planes.
static float *take_rows(layout *lay, const kernels_network *net, int boundary, float *scratch, size_t rows,
                        ptrdiff_t row, ptrdiff_t *plane) {
  *plane = (ptrdiff_t)rows * row;
  return take(lay, scratch, (size_t)planes_of(net, boundary) * *plane + (net->few ? FEW_SLACK : 0));
}

int margin_of(const kernels_network *net, int l) { return l == 1 && net->layers > 1 ? 0 : net->filter[l - 1] - 1; }

// Room for gradients: each layer's output gradient has filter-1 zero pixels at both ends of a row, unless the layer is a
// first one of several, which needs no gradient by its input.
static void lay_out_gradients(layout *lay, const kernels_network *net, float *scratch, kernels_rectangle output) {
  size_t extended = 0;
  for (int l = net->layers; l > 0; l--) {
    kernels_rectangle size = l == net->layers ? output : lay->at[l].region;
    int pitch = stored_at_once(net, l), margin = margin_of(net, l);
    lay->d[l].row = (ptrdiff_t)(size.width + 2 * margin) * pitch;
    float *start = take_rows(lay, net, l, scratch, size.height, lay->d[l].row, &lay->d[l].plane);
    lay->d[l].values = start ? start + margin * pitch : 0;
    if (l < net->layers) {
      size_t needed = (size_t)planes_of(net, l) * lay->at[l].plane;
      if (needed > extended) extended = needed;
    }
  }
  lay->extended = take(lay, scratch, extended);
}

// Rows of tiles that a Winograd layer does at a time: all in training, where its planes are kept.
int band_of(int layer, kernels_rectangle output, int training) {
  const int tile = layer == 0 ? BLOCK_TILE : 4, columns = (output.width + 3) / 4;
  if (training) return (output.height + tile - 1) / tile;
  return layer == 0 ? BLOCK_ROWS : most(INFERENCE_TILES / columns, 1);
}

// Room for a first layer in blocks, and the floats that it needs in turn: a row of the image, or slopes by planes.
static size_t lay_out_blocks(layout *lay, const kernels_network *net, float *scratch, int training) {
  const kernels_rectangle output = lay->at[1].region;
  const int rows = band_of(0, output, training), columns = (output.width + BLOCK_TILE - 1) / BLOCK_TILE;
  lay->planes[0] = take(lay, scratch, BLOCK_POINTS * BLOCK_PLANE(rows, columns, net->blocks, net->pitch[0]));
  const size_t half = BLOCK_SIDE * BLOCK_HALF(columns, net->blocks, net->pitch[0]);
  const size_t slopes = training ? BLOCK_POINTS * WINOGRAD_PLANE(BLOCK_BATCH, 2 * KERNELS_LANES) : 0;
  return half > slopes ? half : slopes;
}

// Room for Winograd layers: planes of the input one by one, since backward uses them again; products in turn.
static void lay_out_planes(layout *lay, const kernels_network *net, int depth, float *scratch, int training) {
  size_t products = net->blocks ? lay_out_blocks(lay, net, scratch, training) : 0;
  for (int l = 1; l < depth; l++) {
    if (!net->points[l]) continue;
    const kernels_rectangle output = lay->at[l + 1].region;
    const int columns = (output.width + 3) / 4, count = net->points[l] * net->points[l];
    const int tiles = training ? band_of(l, output, 1) * columns : most(INFERENCE_TILES, columns);
    lay->planes[l] = take(lay, scratch, count * WINOGRAD_PLANE(tiles, net->pitch[l]));
    size_t needed = count * WINOGRAD_PLANE(tiles, net->pitch[l + 1]);
    if (needed > products) products = needed;
  }
  lay->products = take(lay, scratch, products);
}

static void lay_out_sums(layout *lay, const kernels_network *net, float *scratch) {
  for (int l = 0; l < net->layers; l++) {
    const kernels_rectangle output = lay->at[l + 1].region;
    if (net->activation[l] == KERNELS_PRELU)
      lay->sums[l] = take(lay, scratch, (size_t)output.height * output.width * net->pitch[l + 1]);
  }
}

layout lay_out(const kernels_network *net, kernels_padding padding, int32_t imageHeight, int32_t imageWidth,
               kernels_rectangle tile, int depth, float *scratch, int training) {
  layout lay = {.floats = 0};
  lay.at[depth] = (activation){.region = tile, .buffer = tile};
  kernels_rectangle next = tile;
  for (int l = depth - 1; l >= 0; l--) {
    activation *a = &lay.at[l];
    a->buffer = expand(next, net->filter[l], padding);
    a->region = padding == KERNELS_VALID ? a->buffer : clip(a->buffer, imageHeight, imageWidth);
    a->row = (ptrdiff_t)a->buffer.width * stored_at_once(net, l);
    a->values = take_rows(&lay, net, l, scratch, a->buffer.height, a->row, &a->plane);
    next = a->region;
  }
  lay_out_planes(&lay, net, depth, scratch, training);
  if (training) {
    lay_out_gradients(&lay, net, scratch, tile);
    lay_out_sums(&lay, net, scratch);
  }
  return lay;
}

size_t kernels_scratch_floats(const kernels_network *net, kernels_padding padding, int32_t height, int32_t width,
                              int training) {
  kernels_rectangle tile = {0, 0, height, width};
  // The largest case is a tile far from the border: nothing is clipped.
  if (!training) tile.top = tile.left = 1 << 20;
  const int32_t imageHeight = training ? height : 1 << 22, imageWidth = training ? width : 1 << 22;
  const size_t floats = lay_out(net, padding, imageHeight, imageWidth, tile, net->layers, 0, training).floats;
  if (training || !net->few) return floats;
  const kernels_network wide = wide_form(net);  // of kernels_activations
  const size_t others = lay_out(&wide, padding, imageHeight, imageWidth, tile, net->layers, 0, 0).floats;
  return floats > others ? floats : others;
}
