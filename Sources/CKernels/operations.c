// What the kernels do, counted.
#include "layout.h"
#include "winograd_tables.h"

// A factor of 0 is no term, 1 and -1 are no multiplications, and the first term is no addition.
static double term(float factor, int *terms) {
  if (factor == 0) return 0;
  return (factor != 1 && factor != -1) + ((*terms)++ > 0);
}

// Of spread_line in winograd.h.
static double spread_operations(enum role role, int n) {
  const int k = tile_size(role, n);
  const float (*matrix)[8] = matrix_of(role, n);
  double count = 0;
  for (int j = 0; j < n; j++) {
    if (is_paired(role, n, j - 1)) continue;
    int evens = 0, odds = 0;
    for (int i = 0; i < k; i++) count += term(matrix[j][i], i % 2 ? &odds : &evens);
    count += (evens && odds) + is_paired(role, n, j);
  }
  return count;
}

// Of gather_line there; the sum and the difference of a pair of points are made once.
static double gather_operations(enum role role, int n) {
  const int k = tile_size(role, n);
  const float (*matrix)[8] = matrix_of(role, n);
  double count = 0;
  for (int i = 0; i < k; i++) {
    int terms = 0;
    for (int j = 0; j < n; j++)
      if (!is_paired(role, n, j - 1)) count += term(matrix[j][i], &terms);
  }
  for (int j = 0; j < n; j++) {
    int used[2] = {0, 0};
    for (int i = 0; is_paired(role, n, j) && i < k; i++)
      if (matrix[j][i] != 0) used[i % 2] = 1;
    count += used[0] + used[1];
  }
  return count;
}

static double of_direct(const kernels_network *net, int l, kernels_rectangle output, int training) {
  const int filter = net->filter[l], last = l == net->layers - 1;
  const int32_t *stored = net->few ? net->channels : net->pitch;
  const double in = stored[l], out = stored[l + 1];
  const double column = 2.0 * output.height * filter * filter * in * out;
  const double forward = column * output.width;
  if (!training) return forward;
  // The gradient by an input, and that by the last layer's weights, also go over the zeros beside a row.
  const double margins = column * (output.width + filter - 1);
  const int slides = last && !net->few && net->pitch[l] % KERNELS_LANES == 0;
  return forward + (slides ? margins : forward) + (l > 0 ? margins : 0);
}

// A middle layer in the form of Winograd.
static double of_tiles(const kernels_network *net, int l, kernels_rectangle output, int training) {
  const int n = net->points[l], filter = net->filter[l], shared = filter - 1;
  const int rows = (output.height + 3) / 4, columns = (output.width + 3) / 4;  // of tiles
  const double in = net->pitch[l], out = net->pitch[l + 1];
  const double products = 2.0 * n * n * rows * columns * in * out;
  // Of a channel and a row of tiles. Columns of pixels that two tiles share are transformed once.
  const double inputs = spread_operations(INPUTS, n) * (n + 4 * (columns - 1) + n * columns);
  const double outputs = gather_operations(OUTPUTS, n) * (n * columns + output.width);
  const double forward = products + rows * (in * inputs + out * outputs);
  if (!training) return forward;
  const int width = output.width + shared;
  const double slopes = spread_operations(OUTPUTS, n) * (4 + n) * columns;
  const double image = gather_operations(INPUTS, n) * (n * columns + width) + (double)shared * n * (columns - 1);
  const double overlaps = (double)shared * width * (rows - 1);
  return forward + 2 * products + rows * (out * slopes + in * image) + in * overlaps;
}

// The first layer in the form of Winograd; it needs no gradient by its input.
static double of_blocks(const kernels_network *net, kernels_rectangle output, int training) {
  const int rows = (output.height + BLOCK_TILE - 1) / BLOCK_TILE, columns = (output.width + BLOCK_TILE - 1) / BLOCK_TILE;
  const int blocks = net->blocks, channels = net->pitch[0];
  const double tiles = (double)rows * columns, out = net->pitch[1];
  const double products = 2.0 * BLOCK_POINTS * tiles * blocks * blocks * channels * out;
  const int lanes = BLOCK_HALF(columns, blocks, channels) + BLOCK_SIDE * BLOCK_ROW(columns, blocks, channels);
  const double image = spread_operations(INPUTS, BLOCK_SIDE) * rows * blocks * lanes;
  const double outputs = gather_operations(OUTPUTS, BLOCK_SIDE) * rows * (BLOCK_SIDE * columns + output.width) * out;
  const double forward = products + image + outputs;
  if (!training) return forward;
  return forward + products + spread_operations(OUTPUTS, BLOCK_SIDE) * (BLOCK_TILE + BLOCK_SIDE) * tiles * out;
}

void kernels_operations(const kernels_network *net, kernels_padding padding, int32_t imageHeight, int32_t imageWidth,
                        kernels_rectangle tile, int training, double *operations) {
  const layout lay = lay_out(net, padding, imageHeight, imageWidth, tile, net->layers, 0, training);
  for (int l = 0; l < net->layers; l++) {
    const kernels_rectangle output = lay.at[l + 1].region;
    operations[l] = !net->points[l] ? of_direct(net, l, output, training)
                    : l == 0        ? of_blocks(net, output, training)
                                    : of_tiles(net, l, output, training);
  }
}

double kernels_prepare_operations(const kernels_network *net) {
  double count = 0;
  for (int l = 0; l < net->layers; l++) {
    const int n = net->points[l], taps = l == 0 ? net->blocks * net->blocks : 1;
    if (n)
      count += spread_operations(WEIGHTS, n) * (tile_size(WEIGHTS, n) + n) * taps * net->pitch[l] * net->pitch[l + 1];
  }
  return count;
}

double kernels_finish_operations(const kernels_network *net) {
  double count = 0;
  for (int l = 0; l < net->layers; l++) {
    const int n = net->points[l], blocks = l == 0 ? net->blocks : 1;
    const double pairs = (double)net->pitch[l] * net->pitch[l + 1];
    // Of the last blocks a part is beyond the filter.
    for (int b = 0; n && b < blocks; b++)
      count += gather_operations(WEIGHTS, n) * (n + least(tile_size(WEIGHTS, n), net->filter[l] - 3 * b)) * blocks * pairs;
  }
  return count;
}
