#include <png.h>
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "byte_order.h"
#include "writer.h"

/// A PNG file being written, to memory or to a file.
typedef struct {
  png_structp png;
  png_infop info;
  char *message;
  size_t messageSize;
} state;

static void fail(png_structp png, png_const_charp text) {
  state *own = png_get_error_ptr(png);
  snprintf(own->message, own->messageSize, "%s", text);
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

static void store(png_structp png, png_bytep from, size_t count) {
  if (fwrite(from, 1, count, png_get_io_ptr(png)) != count) png_error(png, "it can't be written");
}

static void flush(png_structp png) { (void)png; }

/// By channels, 1 to 4.
static const int kinds[] = {0, PNG_COLOR_TYPE_GRAY, PNG_COLOR_TYPE_GRAY_ALPHA, PNG_COLOR_TYPE_RGB,
                            PNG_COLOR_TYPE_RGB_ALPHA};

static codec_status start(state *own, codec_layout layout, codec_description description, void *to,
                          png_rw_ptr write) {
  own->png = png_create_write_struct(PNG_LIBPNG_VER_STRING, own, fail, ignore);
  own->info = own->png ? png_create_info_struct(own->png) : NULL;
  if (!own->info) return CODEC_OUT_OF_MEMORY;
  png_structp png = own->png;
  png_infop info = own->info;
  if (setjmp(png_jmpbuf(png))) return CODEC_DAMAGED;
  png_set_write_fn(png, to, write, flush);
  png_set_user_limits(png, PNG_UINT_31_MAX, PNG_UINT_31_MAX);
  png_set_benign_errors(png, 1);
  png_set_IHDR(png, info, layout.width, layout.height, layout.bits, kinds[layout.channels], PNG_INTERLACE_NONE,
               PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
  if (description.profile)
    png_set_iCCP(png, info, "icc", PNG_COMPRESSION_TYPE_BASE, description.profile,
                 (png_uint_32)description.profileCount);
  const uint32_t *xy = description.primaries;
  if (description.gamma) png_set_gAMA_fixed(png, info, (png_fixed_point)description.gamma);
  if (xy[1]) png_set_cHRM_fixed(png, info, xy[0], xy[1], xy[2], xy[3], xy[4], xy[5], xy[6], xy[7]);
  if (description.densityX && description.densityY)
    png_set_pHYs(png, info, description.densityX, description.densityY, PNG_RESOLUTION_METER);
  png_write_info(png, info);
  if (layout.bits == 16 && codec_is_little_endian()) png_set_swap(png);
  return CODEC_OK;
}

static codec_status write_rows(state *own, const uint8_t *samples, size_t rowSize, uint32_t count) {
  if (setjmp(png_jmpbuf(own->png))) return CODEC_DAMAGED;
  for (uint32_t y = 0; y < count; y++) png_write_row(own->png, samples + y * rowSize);
  return CODEC_OK;
}

static codec_status end(state *own) {
  if (setjmp(png_jmpbuf(own->png))) return CODEC_DAMAGED;
  png_write_end(own->png, own->info);
  return CODEC_OK;
}

codec_status codec_encode_png(const uint8_t *pixels, codec_layout layout, codec_description description,
                              codec_bytes *out) {
  state own = {.message = out->message, .messageSize = sizeof out->message};
  const size_t rowSize = (size_t)layout.width * (size_t)layout.channels * (size_t)layout.bits / 8;
  codec_status status = start(&own, layout, description, out, append);
  if (status == CODEC_OK) status = write_rows(&own, pixels, rowSize, layout.height);
  if (status == CODEC_OK) status = end(&own);
  png_destroy_write_struct(&own.png, &own.info);
  return status;
}

static codec_status begin(codec_writer *writer) {
  state *own = calloc(1, sizeof *own);
  if (!own) return CODEC_OUT_OF_MEMORY;
  writer->state = own;
  own->message = writer->message;
  own->messageSize = sizeof writer->message;
  return start(own, writer->layout, writer->description, writer->file, store);
}

static codec_status rows(codec_writer *writer, const uint8_t *samples, uint32_t count) {
  return write_rows(writer->state, samples, codec_row_size(writer), count);
}

static codec_status finish(codec_writer *writer) { return end(writer->state); }

static void release(codec_writer *writer) {
  state *own = writer->state;
  if (!own) return;
  png_destroy_write_struct(&own->png, &own->info);
  free(own);
}

const codec_writing codec_png_writing = {begin, rows, finish, release};
