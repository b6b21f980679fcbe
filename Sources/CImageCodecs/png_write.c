#include <png.h>
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "CImageCodecs.h"

static void fail(png_structp png, png_const_charp text) {
  codec_bytes *out = png_get_error_ptr(png);
  snprintf(out->message, sizeof out->message, "%s", text);
  longjmp(png_jmpbuf(png), 1);
}

static void ignore(png_structp png, png_const_charp text) {
  (void)png;
  (void)text;
}

static void append(png_structp png, png_bytep from, size_t count) {
  codec_bytes *out = png_get_io_ptr(png);
  if (count > out->capacity - out->count) {
    const size_t capacity = 2 * out->capacity + count;
    uint8_t *grown = realloc(out->bytes, capacity);
    if (!grown) png_error(png, "out of memory");
    out->bytes = grown;
    out->capacity = capacity;
  }
  memcpy(out->bytes + out->count, from, count);
  out->count += count;
}

static void flush(png_structp png) { (void)png; }

/// By channels, 1 to 4.
static const int kinds[] = {0, PNG_COLOR_TYPE_GRAY, PNG_COLOR_TYPE_GRAY_ALPHA, PNG_COLOR_TYPE_RGB,
                            PNG_COLOR_TYPE_RGB_ALPHA};

static codec_status encode(png_structp png, png_infop info, const uint8_t *pixels, uint32_t width, uint32_t height,
                           int channels, codec_description description, codec_bytes *out) {
  if (setjmp(png_jmpbuf(png))) return CODEC_DAMAGED;
  png_set_write_fn(png, out, append, flush);
  png_set_user_limits(png, PNG_UINT_31_MAX, PNG_UINT_31_MAX);
  png_set_benign_errors(png, 1);
  png_set_IHDR(png, info, width, height, 8, kinds[channels], PNG_INTERLACE_NONE, PNG_COMPRESSION_TYPE_DEFAULT,
               PNG_FILTER_TYPE_DEFAULT);
  if (description.profile)
    png_set_iCCP(png, info, "icc", PNG_COMPRESSION_TYPE_BASE, description.profile,
                 (png_uint_32)description.profileCount);
  if (description.densityX && description.densityY)
    png_set_pHYs(png, info, description.densityX, description.densityY, PNG_RESOLUTION_METER);
  png_write_info(png, info);
  for (uint32_t y = 0; y < height; y++)
    png_write_row(png, pixels + (size_t)y * width * (size_t)channels);
  png_write_end(png, info);
  return CODEC_OK;
}

codec_status codec_encode_png(const uint8_t *pixels, uint32_t width, uint32_t height, int channels,
                              codec_description description, codec_bytes *out) {
  png_structp png = png_create_write_struct(PNG_LIBPNG_VER_STRING, out, fail, ignore);
  png_infop info = png ? png_create_info_struct(png) : NULL;
  const codec_status status =
      info ? encode(png, info, pixels, width, height, channels, description, out) : CODEC_OUT_OF_MEMORY;
  png_destroy_write_struct(&png, &info);
  return status;
}
