// What each level of instructions provides; see template.h for the code behind it.
#ifndef LEVELS_H
#define LEVELS_H

#include "CKernels.h"

// A convolution with many output channels. Input rows are `inRow` floats apart; a row of taps (kx, channel) is
// `rowTaps` contiguous floats. Output row y reads the input rows y...y+filter-1, those outside
// firstRow..<endRow being skipped as zero.
typedef struct {
  const float *in; ptrdiff_t inRow; int inPixel;
  int filter, rowTaps, firstRow, endRow;
  const float *weights;              // [filter][rowTaps][outPixel]
  const float *bias;                 // [outPixel], or null for zero
  float *out; ptrdiff_t outRow; int outPixel;
  int rows, columns;
  int rectify;                       // max(0, .) at the end
  const float *mask; ptrdiff_t maskRow;  // zero where mask isn't positive (same pixel size as out), or null
} wide_convolution;

// Weight gradient of the same: gradient[ky][tap][channel] += sum over pixels of in * dOut.
typedef struct {
  const float *in; ptrdiff_t inRow; int inPixel;
  int filter, rowTaps;
  const float *dOut; ptrdiff_t dOutRow; int outPixel;
  int rows, columns;
  float *gradient;
  int fresh;                         // 1 if there is no gradient yet: set rather than added to
} wide_gradient;

// The last layer: output channels as they are, weights [channel][filter][rowTaps].
typedef struct {
  const float *in; ptrdiff_t inRow; int inPixel;
  int filter, rowTaps;
  const float *weights; const float *bias;
  float *out; ptrdiff_t outRow; int outChannels;
  int rows, columns;
} narrow_convolution;

// Its weight gradient. dOut has filter-1 zero pixels left and right of each row.
typedef struct {
  const float *in; ptrdiff_t inRow; int inPixel;
  int filter, rowTaps;
  const float *dOut; ptrdiff_t dOutRow; int outChannels;
  int rows, columns;
  float *gradient;
} narrow_gradient;

// A layer in the form of Winograd: a middle one (winograd.h), or the first (blocks.h).
typedef struct {
  int filter, inPixel, outPixel, rows, columns;  // rows and columns of the output
  int blocks;                                    // a side, of the filter of a first layer (blocks.h), else 0
  float *in; ptrdiff_t inRow;                    // backward: its gradient, written
  float *out; ptrdiff_t outRow;                  // backward: its gradient, read
  const float *bias;
  int rectify;                                   // forward: max(0, .) at the end
  const float *weights;                          // forward [point][in][out], backward [point][out][in]; or as in blocks.h
  float *planes, *products;                      // [point][tile][in], kept for backward, and [point][tile][out];
                                                 // or as in blocks.h, and room for what is used at once
  int band;                                      // forward: rows of tiles at a time
  float *gradient; int fresh;                    // [point][in][out]; 1: set rather than added to
  const float *mask; ptrdiff_t maskRow;
} winograd_layer;

// PReLU of a layer: x above 0, slope x below.
typedef struct {
  float *values; ptrdiff_t row;      // forward: sums, which become what the layer gives; backward: its gradient, in place
  int pixel, rows, columns;
  const float *slopes;               // [pixel]
  float *sums;                       // [rows][columns][pixel]: forward writes the sums there unless null, backward reads
  float *gradient;                   // backward: of the slopes, added to
} slope_layer;

// Channels in planes, of a network of few channels (few.h).
typedef struct {
  float *values;
  ptrdiff_t row, plane;              // floats from one to the next
} channel_planes;

// A convolution of such a network; the last layer's isn't one, but its input gradient is. Rows as in wide_convolution.
typedef struct {
  channel_planes in, out;
  int inputs, outputs, inPixel, outPixel;  // channels, and those of the weights as stored
  int filter, firstRow, endRow, rows, columns;
  const float *weights;              // [filter][filter][inPixel][outPixel]
  const float *bias;                 // or null for zero
  int rectify;
  channel_planes mask;               // zero where it isn't positive; values may be null
} few_convolution;

// Its last layer, weights [outputs][filter][filter][inPixel].
typedef struct {
  channel_planes in;
  int inputs, outputs, inPixel, filter, rows, columns;
  const float *weights, *bias;
  float *out; ptrdiff_t outRow;      // [row][column][output]
} few_narrow;

// The gradient by any layer's weights and biases, added to.
typedef struct {
  channel_planes in, d;
  int inputs, outputs, filter, rows, columns;
  float *gradient, *biasGradient;
  ptrdiff_t tapStep, channelStep, outputStep;  // of the weights, from one to the next
} few_gradient;

#define WHOLE_LANES(count) (((count) + KERNELS_LANES - 1) / KERNELS_LANES * KERNELS_LANES)
// Floats from one plane to the next: an odd number of cache lines, so that a tile's planes lie in different sets.
#define WINOGRAD_PLANE(tiles, channels) ((((ptrdiff_t)(tiles) * (channels) / KERNELS_LANES) | 1) * KERNELS_LANES)
// A first layer's tiles of outputs, its points, the taps that it may have, and the tiles that backward does at a time.
enum { BLOCK_TILE = 5, BLOCK_SIDE = BLOCK_TILE + 2, BLOCK_POINTS = BLOCK_SIDE * BLOCK_SIDE };
enum { BLOCK_MAX_TAPS = 128, BLOCK_BATCH = 25 };
// Floats of a first layer's planes: of one row, of the image's row that is read for it, and of a whole plane.
#define BLOCK_ROW(tileColumns, blocks, channels) \
  WHOLE_LANES((BLOCK_TILE * ((tileColumns) - 1) + 3 * ((blocks) - 1) + 1) * (channels))
#define BLOCK_HALF(tileColumns, blocks, channels) \
  WHOLE_LANES(BLOCK_ROW(tileColumns, blocks, channels) + (BLOCK_SIDE - 1) * (channels))
#define BLOCK_PLANE(tileRows, tileColumns, blocks, channels) \
  WINOGRAD_PLANE((tileRows) * (blocks), BLOCK_ROW(tileColumns, blocks, channels))

enum { FEW_SLACK = KERNELS_LANES };  // floats that may be read behind planes

typedef struct {
  void (*convolve)(const wide_convolution *);
  void (*gradient)(const wide_gradient *);
  void (*convolve_narrow)(const narrow_convolution *);
  void (*gradient_narrow)(const narrow_gradient *);
  void (*winograd_prepare)(const winograd_layer *, const float *weights, float *planes, float *turned);
  void (*winograd_forward)(const winograd_layer *);
  void (*winograd_backward)(const winograd_layer *);
  void (*winograd_finish)(const winograd_layer *, float *planes, float *gradient);
  void (*blocks_prepare)(const winograd_layer *, const float *weights, float *planes);
  void (*blocks_forward)(const winograd_layer *);
  void (*blocks_backward)(const winograd_layer *);  // the weights' gradient alone
  void (*blocks_finish)(const winograd_layer *, float *planes, float *gradient);
  void (*prelu_forward)(const slope_layer *);
  void (*prelu_backward)(const slope_layer *);
  void (*few_convolve)(const few_convolution *);
  void (*few_convolve_narrow)(const few_narrow *);
  void (*few_add_gradient)(const few_gradient *);
  double (*spin)(long steps, float *result);  // result[KERNELS_LANES]; returns the floating-point operations done
} kernel_table;

extern const kernel_table kernels_portable, kernels_wide;
#if defined(__x86_64__)
extern const kernel_table kernels_avx2, kernels_avx512;
#endif

#endif
