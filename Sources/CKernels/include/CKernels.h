// Convolution kernels of small image-to-image networks: forward, weight gradient, input gradient.
//
// Layout. Activations are [row][column][channel], channels innermost. Hidden layers store a multiple of
// KERNELS_LANES channels, the surplus being zero; the image has 1...4 channels, stored as they are.
// Parameters of a network are one array: for each layer its weights, then its biases, then the slopes of its PReLU.
//   hidden layer  weights [ky][kx][input channel][output channel], both channel counts as stored
//   last layer    weights [output channel][ky][kx][input channel]
// Convolution is cross-correlation, as in the paper: out[y][x] = bias + sum w[ky][kx] in[y+ky][x+kx].
//
// Every output is one chain of additions in the order (ky, kx, input channel), whatever the register blocks;
// dot products of the last layer keep 16 partial sums; Winograd layers have a chain over channels at each point. With
// fused multiply-add (AVX2, AVX-512, ARM) the bits are thus the same at each level.
#ifndef CKERNELS_H
#define CKERNELS_H

#include <stddef.h>
#include <stdint.h>

#define KERNELS_LANES 16
#define KERNELS_MAX_LAYERS 8
#define KERNELS_FEW 8  // channels up to which a network is one of few

// How the input of every layer is extended at the image's border.
typedef enum { KERNELS_VALID = 0, KERNELS_REPLICATE = 1, KERNELS_ZERO = 2 } kernels_padding;

// What a layer makes of its sums: max(0, .), the same with a slope of its own below 0 in each channel, or nothing.
typedef enum { KERNELS_RELU = 0, KERNELS_PRELU = 1, KERNELS_LINEAR = 2 } kernels_activation;

// Sets of machine instructions. `wide` is the AVX-512 blocking in portable code: slow, and there for tests.
typedef enum { KERNELS_PORTABLE = 0, KERNELS_AVX2 = 1, KERNELS_AVX512 = 2, KERNELS_WIDE = 3 } kernels_level;

// The best level that this processor runs.
kernels_level kernels_best_level(void);
// 1 if this build and processor run the level.
int kernels_level_runs(kernels_level level);

// Multiply-adds in registers alone, to measure what the processor can do at a level; returns the floating-point
// operations done (an FMA is two). `result` has KERNELS_LANES floats, and is there so that the work isn't left out.
double kernels_spin(kernels_level level, long steps, float *result);

// Sizes of a network, with what follows from them; filled by kernels_network_make.
typedef struct {
  int32_t layers;
  int32_t filter[KERNELS_MAX_LAYERS];           // odd filter sizes
  int32_t channels[KERNELS_MAX_LAYERS + 1];     // channels before layer 1, after layer 1, ...
  int32_t pitch[KERNELS_MAX_LAYERS + 1];        // the same as stored
  int64_t weights[KERNELS_MAX_LAYERS];          // offset of a layer's weights in the parameters
  int64_t biases[KERNELS_MAX_LAYERS];           // offset of its biases
  int32_t activation[KERNELS_MAX_LAYERS];       // kernels_activation; of the last layer, KERNELS_LINEAR
  int64_t slopes[KERNELS_MAX_LAYERS];           // offset of the slopes of KERNELS_PRELU
  int64_t parameters;                           // floats in all
  int32_t points[KERNELS_MAX_LAYERS];           // a side, of a layer in the form of Winograd; 0 for a direct one
  int32_t blocks;                               // 3x3 blocks a side that the first filter is cut into; 0 if direct
  int32_t few;                                  // 1 if the channels, at most KERNELS_FEW, lie in planes
  int64_t prepared[KERNELS_MAX_LAYERS];         // offset of what is made of its weights
  int64_t preparedFloats;
  int64_t planeGradients[KERNELS_MAX_LAYERS];   // offset of a Winograd layer's gradient by planes, behind the parameters'
  int64_t gradientFloats;
} kernels_network;

// filters[layers]; channels[layers + 1], the first being the image's (1...4); activations[layers], the last being
// KERNELS_LINEAR. Middle layers of 3x3 and 5x5 filters, and a first one of large filters, are computed in the form of
// Winograd unless `direct`. Channels lie in planes where no layer has more than KERNELS_FEW, all layers are direct, and
// none has slopes; the bits are the same. More layers than KERNELS_MAX_LAYERS end the program.
kernels_network kernels_network_make(int32_t layers, const int32_t *filters, const int32_t *channels,
                                     const int32_t *activations, int direct);

// Floats of scratch for one thread: forward alone on outputs of up to height x width, or forward and backward.
// Forward writes all that it reads. Backward reads margins of zeros that it doesn't write: for it, zero scratch before
// its first use and before each that has another size of output; a debug build looks.
size_t kernels_scratch_floats(const kernels_network *net, kernels_padding padding, int32_t height, int32_t width,
                              int training);

// A rectangle of the network's output.
typedef struct { int32_t top, left, height, width; } kernels_rectangle;

// Computes the rectangle `tile` of the output of an image [imageHeight][imageWidth][channels] (with valid padding the output
// is smaller than the image) into out [tile.height] rows of outRow floats, and keeps the activations in scratch, if
// `training` with what backward needs.
void kernels_forward(kernels_level level, const kernels_network *net, kernels_padding padding, const float *parameters,
                     const float *prepared, const float *image, int32_t imageHeight, int32_t imageWidth,
                     kernels_rectangle tile, float *scratch, float *out, size_t outRow, int training);

// The same of what leaves the first `depth` layers, fewer than all, behind their activation: out [tile.height] rows of
// outRow floats, channels as stored. Scratch as for the whole network.
void kernels_activations(kernels_level level, const kernels_network *net, kernels_padding padding, int32_t depth,
                         const float *parameters, const float *prepared, const float *image, int32_t imageHeight,
                         int32_t imageWidth, kernels_rectangle tile, float *scratch, float *out, size_t outRow);

// What forward and, if `training`, backward need of the weights: turned round (taps reversed, channels swapped) for the
// input gradient, or by planes, as they are and, but for the first layer, with channels swapped, for a Winograd layer.
void kernels_prepare(kernels_level level, const kernels_network *net, const float *parameters, float *prepared,
                     int training);

// Adds to `gradients` (laid out as the parameters, behind which lie those by planes), or if `fresh` sets them to, those of
// one sample, whose activations the last kernels_forward, `training` and over its whole output, left in scratch; it can be
// done once. dOut [height][width][channels] is the loss's gradient by the output.
void kernels_backward(kernels_level level, const kernels_network *net, kernels_padding padding,
                      const float *parameters, const float *prepared, int32_t imageHeight, int32_t imageWidth, const float *dOut,
                      float *scratch, float *gradients, int fresh);

// Once all samples are in: the gradients by a Winograd layer's weights, from those by planes.
void kernels_finish_gradients(kernels_level level, const kernels_network *net, float *gradients);

// Multiplications and additions of each layer for kernels_forward of the rectangle `tile`, if `training` with kernels_backward:
// those of its sums over channels as stored and, in the form of Winograd, of the transforms. Biases, rectifiers and the
// sums of partial sums aren't counted, and with channels in planes no more columns than there are.
void kernels_operations(const kernels_network *net, kernels_padding padding, int32_t imageHeight, int32_t imageWidth,
                        kernels_rectangle tile, int training, double *operations);

// Those of kernels_prepare, and of kernels_finish_gradients.
double kernels_prepare_operations(const kernels_network *net);
double kernels_finish_operations(const kernels_network *net);

// One step of gradient descent with momentum: v = momentum v - rate g, w = w + v.
void kernels_descend(float *restrict parameters, float *restrict velocities, const float *restrict gradients,
                     size_t count, float rate, float momentum);

// One step of Adam, with means m = keep1 m + take1 g and s = keep2 s + take2 g g: w = w - size m / (sqrt(s) + floor).
void kernels_adapt(float *restrict parameters, float *restrict means, float *restrict squares,
                   const float *restrict gradients, size_t count, float size, float floor, float keep1, float take1,
                   float keep2, float take2);

// Muon's momentum: m = momentum m + g, and `ahead` = g + momentum m (Nesterov's).
void kernels_accelerate(float *restrict momenta, const float *restrict gradients, float *restrict ahead, size_t count,
                        float momentum);

// out [rows][columns] = a [rows][inner] b [inner][columns]; columns a multiple of KERNELS_LANES.
void kernels_multiply(kernels_level level, const float *a, const float *b, float *out, int32_t rows, int32_t inner,
                      int32_t columns);

// out [inner][columns] = a^T b of a [rows][inner] and b [rows][columns]; columns a multiple of KERNELS_LANES.
void kernels_multiply_transposed(kernels_level level, const float *a, const float *b, float *out, int32_t rows,
                                 int32_t inner, int32_t columns);

// Floats of scratch that kernels_orthogonalize needs.
size_t kernels_orthogonalize_floats(int32_t rows, int32_t columns);

// About the nearest matrix with orthonormal rows or columns to `matrix` [rows][columns], columns a multiple of
// KERNELS_LANES: its singular values become 0.7 to 1.2, but for those below a thousandth of their root sum of squares.
// Zeros stay zeros, and columns and rows of nothing above 2^-110 of the largest element become zeros.
void kernels_orthogonalize(kernels_level level, const float *matrix, int32_t rows, int32_t columns, float *scratch,
                           float *out);

// w = w - rate d.
void kernels_subtract(float *restrict parameters, const float *restrict directions, size_t count, float rate);

// `scale` times the sum of `chunks` arrays of `count` floats that lie `stride` apart.
void kernels_mean(float *restrict mean, const float *restrict parts, size_t count, size_t chunks, size_t stride,
                  float scale);

#endif
