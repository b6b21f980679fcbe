// The kernels of each level that runs against the definition of a convolution, for processors without Swift, and
// for sanitizers: compile with Sources/CKernels/*.c; prints the largest errors, and ends with 1 if one is too large. With an
// argument the portable level alone.
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "CKernels.h"

enum { HEIGHT = 41, WIDTH = 37 };

static uint64_t state = 7;

/// Uniform in -1…1.
static double uniform(void) {
  state = state * 6364136223846793005u + 1442695040888963407u;
  return (double)(state >> 11) / (double)(1ull << 52) - 1;
}

static float *randoms(size_t count, double scale) {
  float *list = malloc(count * sizeof *list);
  for (size_t i = 0; i < count; i++) list[i] = (float)(scale * uniform());
  return list;
}

static int place(int at, int length, kernels_padding padding) {
  if (at >= 0 && at < length) return at;
  return padding == KERNELS_REPLICATE ? (at < 0 ? 0 : length - 1) : -1;
}

/// The weight from channel i to o at a tap, where the kernels have it (CKernels.h).
static double weight(const kernels_network *net, const double *parameters, int layer, int o, int i, int tap) {
  const int64_t in = net->pitch[layer], out = net->pitch[layer + 1], taps = (int64_t)net->filter[layer] * net->filter[layer];
  const int isLast = layer == net->layers - 1;
  return parameters[net->weights[layer] + (isLast ? (o * taps + tap) * in + i : (tap * in + i) * out + o)];
}

/// What a sum below 0 is multiplied by.
static double slope_below(const kernels_network *net, const double *parameters, int layer, int o) {
  switch (net->activation[layer]) {
    case KERNELS_RELU: return 0;
    case KERNELS_PRELU: return parameters[net->slopes[layer] + o];
    default: return 1;
  }
}

/// The sum of the output times `dOut`, in 64 bits by the definition; the output too if there is room for it.
static double loss(const kernels_network *net, const int32_t *channels, const double *parameters, const float *image,
                   kernels_padding padding, const float *dOut, double *output) {
  int height = HEIGHT, width = WIDTH;
  double *value = malloc(sizeof *value * HEIGHT * WIDTH * (size_t)channels[0]);
  for (int i = 0; i < HEIGHT * WIDTH * channels[0]; i++) value[i] = image[i];
  for (int layer = 0; layer < net->layers; layer++) {
    const int f = net->filter[layer], in = channels[layer], out = channels[layer + 1];
    const int margin = padding == KERNELS_VALID ? 0 : f / 2;
    const int rows = height + 2 * margin - f + 1, columns = width + 2 * margin - f + 1;
    double *next = malloc(sizeof *next * (size_t)rows * (size_t)columns * (size_t)out);
    for (int y = 0; y < rows; y++)
      for (int x = 0; x < columns; x++)
        for (int o = 0; o < out; o++) {
          double sum = parameters[net->biases[layer] + o];
          for (int tap = 0; tap < f * f; tap++) {
            const int row = place(y - margin + tap / f, height, padding), column = place(x - margin + tap % f, width, padding);
            if (row < 0 || column < 0) continue;
            for (int i = 0; i < in; i++)
              sum += weight(net, parameters, layer, o, i, tap) * value[(row * width + column) * in + i];
          }
          next[(y * columns + x) * out + o] = sum < 0 ? sum * slope_below(net, parameters, layer, o) : sum;
        }
    free(value);
    value = next;
    height = rows;
    width = columns;
  }
  double sum = 0;
  for (int i = 0; i < height * width * channels[net->layers]; i++) {
    sum += value[i] * dOut[i];
    if (output) output[i] = value[i];
  }
  free(value);
  return sum;
}

/// Zeros where the kernels pad channels, which stay so.
static void clear_padding(const kernels_network *net, const int32_t *channels, float *parameters) {
  for (int layer = 0; layer < net->layers; layer++) {
    const int64_t in = net->pitch[layer], out = net->pitch[layer + 1], taps = (int64_t)net->filter[layer] * net->filter[layer];
    const int isLast = layer == net->layers - 1;
    for (int64_t tap = 0; tap < taps; tap++)
      for (int64_t i = 0; i < in; i++)
        for (int64_t o = 0; o < out; o++)
          if (i >= channels[layer] || o >= channels[layer + 1])
            parameters[net->weights[layer] + (isLast ? (o * taps + tap) * in + i : (tap * in + i) * out + o)] = 0;
    for (int64_t o = channels[layer + 1]; o < out; o++) {
      parameters[net->biases[layer] + o] = 0;
      if (net->activation[layer] == KERNELS_PRELU) parameters[net->slopes[layer] + o] = 0;
    }
  }
}

static int check(int32_t layers, const int32_t *filters, const int32_t *channels, kernels_activation hidden,
                 kernels_padding padding, kernels_level level) {
  int32_t activations[KERNELS_MAX_LAYERS];
  for (int layer = 0; layer < layers; layer++) activations[layer] = hidden;
  activations[layers - 1] = KERNELS_LINEAR;
  const kernels_network net = kernels_network_make(layers, filters, channels, activations, 0);
  int shrink = 0;
  for (int layer = 0; layer < layers; layer++) shrink += padding == KERNELS_VALID ? filters[layer] - 1 : 0;
  const int height = HEIGHT - shrink, width = WIDTH - shrink, last = channels[layers];
  float *image = randoms((size_t)HEIGHT * WIDTH * (size_t)channels[0], 1);
  float *parameters = randoms((size_t)net.parameters, 0.1), *direction = randoms((size_t)net.parameters, 0.1);
  float *dOut = randoms((size_t)height * (size_t)width * (size_t)last, 1);
  clear_padding(&net, channels, parameters);
  clear_padding(&net, channels, direction);
  // As large as asked for: a sanitizer sees what is read or written beyond.
  float *prepared = calloc((size_t)net.preparedFloats, sizeof *prepared);
  float *scratch = calloc(kernels_scratch_floats(&net, padding, height, width, 1), sizeof *scratch);
  float *out = malloc(sizeof *out * (size_t)height * (size_t)width * (size_t)last);
  float *gradients = calloc((size_t)net.gradientFloats, sizeof *gradients);
  const kernels_rectangle whole = {0, 0, height, width};
  kernels_prepare(level, &net, parameters, prepared, 1);
  kernels_forward(level, &net, padding, parameters, prepared, image, HEIGHT, WIDTH, whole, scratch, out,
                  (size_t)width * (size_t)last, 1);
  kernels_backward(level, &net, padding, parameters, prepared, HEIGHT, WIDTH, dOut, scratch, gradients, 1);
  kernels_finish_gradients(level, &net, gradients);

  double *exact = malloc(sizeof *exact * (size_t)height * (size_t)width * (size_t)last), largest = 0, error = 0;
  double *moved = malloc(sizeof *moved * (size_t)net.parameters), sums[2], slope = 0, size = 0;
  const double step = 1e-6;
  for (int64_t i = 0; i < net.parameters; i++) moved[i] = parameters[i];
  loss(&net, channels, moved, image, padding, dOut, exact);
  for (int i = 0; i < height * width * last; i++) {
    largest = fmax(largest, fabs(exact[i]));
    error = fmax(error, fabs(out[i] - exact[i]));
  }
  for (int side = 0; side < 2; side++) {
    for (int64_t i = 0; i < net.parameters; i++) moved[i] = parameters[i] + (side ? -step : step) * direction[i];
    sums[side] = loss(&net, channels, moved, image, padding, dOut, NULL);
  }
  for (int64_t i = 0; i < net.parameters; i++) {
    slope += (double)gradients[i] * direction[i];
    size += fabs((double)gradients[i] * direction[i]);
  }
  const double gradientError = fabs(slope - (sums[0] - sums[1]) / (2 * step)) / size;
  printf("level %d padding %d %s %d-%d-%d channels %d: output %.1e, gradient %.1e of the largest\n", level, padding,
         hidden == KERNELS_PRELU ? "PReLU" : "ReLU", filters[0], filters[1], filters[layers - 1], channels[0],
         error / largest, gradientError);
  free(image); free(parameters); free(direction); free(dOut); free(prepared); free(scratch); free(out); free(gradients);
  free(exact); free(moved);
  // Rounding of 32 bits in the form of Winograd; where a unit is near zero, the slope jumps.
  return error / largest < 2e-5 && gradientError < 1e-3;
}

int main(int count, char **arguments) {
  const int32_t filters[][3] = {{9, 1, 5}, {9, 5, 5}, {5, 3, 3}, {11, 1, 7}, {7, 7, 7}, {3, 1, 9}};
  const int32_t channels[][4] = {{1, 24, 16, 1}, {1, 20, 8, 1}, {3, 16, 12, 3}, {1, 16, 9, 1}, {1, 3, 3, 1}, {4, 8, 5, 4}};
  const kernels_activation activations[] = {KERNELS_RELU, KERNELS_PRELU};
  const kernels_level levels[] = {KERNELS_PORTABLE, KERNELS_WIDE, KERNELS_AVX2, KERNELS_AVX512};
  const int used = count > 1 ? 1 : 4;
  int isRight = 1, checks = 0;
  for (int level = 0; level < used; level++)
    for (int net = 0; net < 6 && kernels_level_runs(levels[level]); net++)
      for (int padding = KERNELS_VALID; padding <= KERNELS_ZERO; padding++)
        for (int hidden = 0; hidden < 2; hidden++, checks++)
          isRight &= check(3, filters[net], channels[net], activations[hidden], (kernels_padding)padding, levels[level]);
  printf("%s, %d checks\n", isRight ? "all right" : "WRONG", checks);
  return !isRight;
}
