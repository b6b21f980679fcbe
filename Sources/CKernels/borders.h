#ifndef BORDERS_H
#define BORDERS_H
#include "layout.h"

// Fills what the buffer has beyond the computed region: with its border pixels, or with zeros.
void extend(const activation *a, int pitch, kernels_padding padding);

// Adds the gradient of extended pixels to the border pixels they repeat, then keeps what passes a rectifier.
void fold(const activation *a, int pitch, kernels_padding padding, float *extended, const output_gradient *d,
          int rectified);
#endif
