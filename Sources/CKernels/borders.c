// What lies around an activation, and what its gradient gives back to it.
#include "borders.h"

#include <string.h>

static void repeat_pixel(float *to, const float *pixel, int count, int pitch) {
  for (int i = 0; i < count; i++) memcpy(to + i * pitch, pixel, (size_t)pitch * sizeof *to);
}

void extend(const activation *a, int pitch, kernels_padding padding) {
  const int above = a->region.top - a->buffer.top, before = a->region.left - a->buffer.left;
  const int below = a->buffer.height - a->region.height - above, after = a->buffer.width - a->region.width - before;
  const size_t bytes = (size_t)a->row * sizeof(float);
  for (int y = 0; y < a->region.height; y++) {
    float *row = a->values + (above + y) * a->row;
    float *first = row + before * pitch, *last = first + (a->region.width - 1) * pitch;
    if (padding == KERNELS_REPLICATE) {
      repeat_pixel(row, first, before, pitch);
      repeat_pixel(last + pitch, last, after, pitch);
    } else {
      memset(row, 0, (size_t)before * pitch * sizeof *row);
      memset(last + pitch, 0, (size_t)after * pitch * sizeof *row);
    }
  }
  float *first = a->values + above * a->row, *last = first + (a->region.height - 1) * a->row;
  for (int y = 0; y < above; y++) {
    if (padding == KERNELS_REPLICATE) memcpy(a->values + y * a->row, first, bytes);
    else memset(a->values + y * a->row, 0, bytes);
  }
  for (int y = 1; y <= below; y++) {
    if (padding == KERNELS_REPLICATE) memcpy(last + y * a->row, last, bytes);
    else memset(last + y * a->row, 0, bytes);
  }
}

void fold(const activation *a, int pitch, kernels_padding padding, float *extended, const output_gradient *d,
          int rectified) {
  const int above = a->region.top - a->buffer.top, before = a->region.left - a->buffer.left;
  for (int y = 0; y < a->region.height; y++)
    memset(d->values + y * d->row, 0, (size_t)a->region.width * pitch * sizeof(float));
  for (int y = 0; y < a->buffer.height; y++)
    for (int x = 0; x < a->buffer.width; x++) {
      int row = most(0, least(y - above, a->region.height - 1)), column = most(0, least(x - before, a->region.width - 1));
      int is_inside = row == y - above && column == x - before;
      if (padding != KERNELS_REPLICATE && !is_inside) continue;
      float *to = d->values + row * d->row + column * pitch;
      const float *from = extended + y * a->row + x * pitch;
      for (int c = 0; c < pitch; c++) to[c] += from[c];
    }
  const float *passed = inside(a, pitch);
  if (!rectified) return;
  for (int y = 0; y < a->region.height; y++)
    for (int i = 0; i < a->region.width * pitch; i++)
      if (!(passed[y * a->row + i] > 0)) d->values[y * d->row + i] = 0;
}
