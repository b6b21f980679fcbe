#include <png.h>
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "byte_order.h"
#include "CImageCodecs.h"

/// All that must outlive a longjmp lives here, not in locals of the function that called setjmp.
typedef struct {
  const uint8_t *next;
  size_t left;
  uint8_t *samples;  // with alpha where the file has it
  png_bytep *rows;
  codec_image *image;
  int isWhole;  // whether alpha and 16 bits are kept
} reader;

static void fail(png_structp png, png_const_charp text) {
  reader *r = png_get_error_ptr(png);
  snprintf(r->image->message, sizeof r->image->message, "%s", text);
  longjmp(png_jmpbuf(png), 1);
}

/// Ancillary chunks (colour profiles, times, texts) decide no sample, so a complaint about one is dropped.
static void ignore(png_structp png, png_const_charp text) {
  (void)png;
  (void)text;
}

static void take(png_structp png, png_bytep into, size_t count) {
  reader *r = png_get_io_ptr(png);
  if (count > r->left) png_error(png, "the file ends early");
  memcpy(into, r->next, count);
  r->next += count;
  r->left -= count;
}

static codec_status unsupported(codec_image *image, const char *found) {
  snprintf(image->message, sizeof image->message, "%s", found);
  return CODEC_UNSUPPORTED;
}

/// Copies the colour samples and leaves alpha out; false if a pixel isn't opaque.
static int drop_opaque_alpha(const uint8_t *from, size_t pixels, size_t colours, size_t alpha, uint8_t *into) {
  for (size_t i = 0; i < pixels; i++, from += colours + alpha, into += colours) {
    for (size_t k = 0; k < alpha; k++) {
      if (from[colours + k] != 255) return 0;
    }
    memcpy(into, from, colours);
  }
  return 1;
}

static codec_status read_samples(png_structp png, png_infop info, reader *r) {
  codec_image *image = r->image;
  const size_t stride = png_get_rowbytes(png, info), height = image->height;
  const size_t pixels = (size_t)image->width * height;
  const int stored = png_get_channels(png, info), alpha = stored == 2 || stored == 4;
  r->samples = calloc(height, stride);
  r->rows = calloc(height, sizeof *r->rows);
  if (!r->samples || !r->rows) return CODEC_OUT_OF_MEMORY;
  for (size_t y = 0; y < height; y++) r->rows[y] = r->samples + y * stride;
  png_read_image(png, r->rows);
  png_read_end(png, NULL);  // the checksum of the last data and the end mark

  const size_t bytes = (size_t)image->bits / 8;
  image->channels = stored - alpha;
  if (!alpha) {
    image->pixels = r->samples;
    r->samples = NULL;
    return CODEC_OK;
  }
  const size_t colours = (size_t)image->channels * bytes;
  image->pixels = malloc(pixels * colours);
  if (!image->pixels) return CODEC_OUT_OF_MEMORY;
  if (drop_opaque_alpha(r->samples, pixels, colours, bytes, image->pixels)) return CODEC_OK;
  if (!r->isWhole) return unsupported(image, "transparent pixels");
  free(image->pixels);
  image->pixels = r->samples;
  image->channels = stored;
  r->samples = NULL;
  return CODEC_OK;
}

/// Whether a palette has grays only; such an image is gray, as it is with the same pixels in a gray file.
static int has_gray_palette(png_structp png, png_infop info) {
  png_colorp colors = NULL;
  int count = 0;
  if (png_get_color_type(png, info) != PNG_COLOR_TYPE_PALETTE || !png_get_PLTE(png, info, &colors, &count)) return 0;
  for (int i = 0; i < count; i++) {
    if (colors[i].red != colors[i].green || colors[i].red != colors[i].blue) return 0;
  }
  return 1;
}

static codec_status decode(png_structp png, png_infop info, reader *r) {
  if (setjmp(png_jmpbuf(png))) return CODEC_DAMAGED;
  png_set_read_fn(png, r, take);
  png_set_user_limits(png, PNG_UINT_31_MAX, PNG_UINT_31_MAX);
  png_read_info(png, info);
  r->image->width = png_get_image_width(png, info);
  r->image->height = png_get_image_height(png, info);
  if ((uint64_t)r->image->width * r->image->height > CODEC_PIXEL_LIMIT) return CODEC_TOO_LARGE;
  const int isDeep = png_get_bit_depth(png, info) == 16;
  if (isDeep && !r->isWhole) return unsupported(r->image, "16 bits a sample");
  r->image->bits = isDeep ? 16 : 8;
  if (isDeep && codec_is_little_endian()) png_set_swap(png);
  png_set_expand(png);  // palette to RGB, 1, 2 and 4 bits of gray to 8, a transparent colour to alpha
  if (has_gray_palette(png, info)) png_set_rgb_to_gray_fixed(png, PNG_ERROR_ACTION_NONE, -1, -1);
  png_set_interlace_handling(png);
  png_read_update_info(png, info);
  return read_samples(png, info, r);
}

static codec_status read_png(const uint8_t *bytes, size_t count, codec_image *image, int isWhole) {
  reader r = {.next = bytes, .left = count, .image = image, .isWhole = isWhole};
  png_structp png = png_create_read_struct(PNG_LIBPNG_VER_STRING, &r, fail, ignore);
  png_infop info = png ? png_create_info_struct(png) : NULL;
  const codec_status status = info ? decode(png, info, &r) : CODEC_OUT_OF_MEMORY;
  png_destroy_read_struct(&png, &info, NULL);
  free(r.rows);
  free(r.samples);
  return status;
}

codec_status codec_decode_png(const uint8_t *bytes, size_t count, codec_image *image) {
  return read_png(bytes, count, image, 0);
}

codec_status codec_decode_png_whole(const uint8_t *bytes, size_t count, codec_image *image) {
  return read_png(bytes, count, image, 1);
}

static codec_status copy_profile(png_structp png, png_infop info, reader *r, codec_bytes *profile) {
  if (setjmp(png_jmpbuf(png))) return CODEC_DAMAGED;
  png_set_read_fn(png, r, take);
  png_set_user_limits(png, PNG_UINT_31_MAX, PNG_UINT_31_MAX);
  png_read_info(png, info);
  png_charp name = NULL;
  png_bytep bytes = NULL;
  png_uint_32 length = 0;
  int method = 0;
  if (!png_get_iCCP(png, info, &name, &method, &bytes, &length)) return CODEC_OK;
  profile->bytes = malloc(length);
  if (!profile->bytes) return CODEC_OUT_OF_MEMORY;
  memcpy(profile->bytes, bytes, length);
  profile->count = profile->capacity = length;
  return CODEC_OK;
}

codec_status codec_read_png_profile(const uint8_t *bytes, size_t count, codec_bytes *profile) {
  codec_image message = {0};
  reader r = {.next = bytes, .left = count, .image = &message};
  png_structp png = png_create_read_struct(PNG_LIBPNG_VER_STRING, &r, fail, ignore);
  png_infop info = png ? png_create_info_struct(png) : NULL;
  const codec_status status = info ? copy_profile(png, info, &r, profile) : CODEC_OUT_OF_MEMORY;
  png_destroy_read_struct(&png, &info, NULL);
  return status;
}
