// Where everything of a sample or tile lies in scratch.
#ifndef LAYOUT_H
#define LAYOUT_H
#include "levels.h"

// The part of a layer's output that is computed, in image coordinates, and the buffer that holds it, extended
// to what the next layer's filter reaches.
typedef struct {
  kernels_rectangle region, buffer;
  float *values;
  ptrdiff_t row, plane;  // of a network of few channels each is a plane
} activation;

typedef struct {
  float *values;     // first pixel inside the margins
  ptrdiff_t row, plane;
} output_gradient;

typedef struct {
  activation at[KERNELS_MAX_LAYERS + 1];          // input of each layer, then the output
  output_gradient d[KERNELS_MAX_LAYERS + 1];      // gradient by the output of layer l, 1...layers
  float *extended;                                // an input gradient with its margins
  float *planes[KERNELS_MAX_LAYERS];              // input of a Winograd layer, by planes
  float *products;                                // output of one, or its gradient, by planes
  float *sums[KERNELS_MAX_LAYERS];                // what a layer of PReLU rectifies
  size_t floats;
} layout;

// For the first `depth` layers, whose output is `tile`; that of all is where the caller has it, and so is any other's.
layout lay_out(const kernels_network *net, kernels_padding padding, int32_t imageHeight, int32_t imageWidth,
               kernels_rectangle tile, int depth, float *scratch, int training);

// The network as one of many channels, which it has the same bits as.
kernels_network wide_form(const kernels_network *net);

// Floats of a pixel before layer boundary + 1, and arrays of such pixels: a pixel's channels, or one in as many planes.
int stored_at_once(const kernels_network *net, int boundary);
int planes_of(const kernels_network *net, int boundary);

// Zero pixels at both ends of a row of the gradient by the output of layer l, 1...layers.
int margin_of(const kernels_network *net, int l);

// Rows of tiles that a Winograd layer does at a time.
int band_of(int layer, kernels_rectangle output, int training);

// Floats of a Winograd layer's weights by planes.
int64_t plane_floats(const kernels_network *net, int layer);

// The first computed pixel of an activation.
static inline float *inside(const activation *a, int pitch) {
  return a->values + (a->region.top - a->buffer.top) * a->row + (a->region.left - a->buffer.left) * pitch;
}

static inline int32_t least(int32_t a, int32_t b) { return a < b ? a : b; }
static inline int32_t most(int32_t a, int32_t b) { return a > b ? a : b; }
#endif
