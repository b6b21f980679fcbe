#include <libheif/heif.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "CImageCodecs.h"

static codec_status status_of(struct heif_error error, char message[256]) {
  if (error.code == heif_error_Ok) return CODEC_OK;
  const int lacksCodec = error.subcode == heif_suberror_Unsupported_codec;
  const char *reason = lacksCodec ? "a compression that this machine's libheif has no plugin for"
                       : error.code == heif_error_Decoder_plugin_error ? "its pixels can't be decoded"
                                                                        : error.message;
  snprintf(message, 256, "%s", reason);
  message[strcspn(message, "\r\n")] = 0;
  const int isRare = error.code == heif_error_Unsupported_feature || error.code == heif_error_Unsupported_filetype;
  return isRare ? CODEC_UNSUPPORTED : CODEC_DAMAGED;
}

/// Samples of 10 or 12 bits spread over 16: the largest stays the largest.
static uint16_t widened(const uint8_t *little, int bits) {
  const uint32_t value = little[0] | (uint32_t)little[1] << 8, largest = (1u << bits) - 1;
  return (uint16_t)((value > largest ? largest : value) * 65535u / largest);
}

static codec_status copy(const struct heif_image *decoded, codec_image *image) {
  int stride = 0;
  const uint8_t *rows = heif_image_get_plane_readonly(decoded, heif_channel_interleaved, &stride);
  const int bits = heif_image_get_bits_per_pixel_range(decoded, heif_channel_interleaved);
  const int width = heif_image_get_width(decoded, heif_channel_interleaved);
  const int height = heif_image_get_height(decoded, heif_channel_interleaved);
  const size_t samples = (size_t)image->width * (size_t)image->channels;
  if (!rows || bits < 8 || bits > 16 || width != (int)image->width || height != (int)image->height) {
    snprintf(image->message, sizeof image->message, "its image isn't as large as it says");
    return CODEC_DAMAGED;
  }
  image->pixels = malloc(samples * image->height * (size_t)image->bits / 8);
  if (!image->pixels) return CODEC_OUT_OF_MEMORY;
  for (size_t y = 0; y < image->height; y++) {
    const uint8_t *row = rows + y * (size_t)stride;
    if (image->bits == 8) {
      memcpy(image->pixels + y * samples, row, samples);
    } else {
      uint16_t *wide = (uint16_t *)(void *)image->pixels + y * samples;
      for (size_t i = 0; i < samples; i++) wide[i] = widened(row + 2 * i, bits);
    }
  }
  return CODEC_OK;
}

/// What no ICC profile says of the colours, but a number does: other primaries than those of sRGB, or a curve that looks quite
/// different from its.
static int has_other_colours(const struct heif_image_handle *handle) {
  struct heif_color_profile_nclx *numbers = NULL;
  if (heif_image_handle_get_raw_color_profile_size(handle) ||
      heif_image_handle_get_nclx_color_profile(handle, &numbers).code != heif_error_Ok)
    return 0;
  const int primaries = (int)numbers->color_primaries, curve = (int)numbers->transfer_characteristics;
  heif_nclx_color_profile_free(numbers);
  const int isUsual = primaries == heif_color_primaries_ITU_R_BT_709_5 || primaries == heif_color_primaries_unspecified;
  return !isUsual || curve == heif_transfer_characteristic_ITU_R_BT_2100_0_PQ ||
         curve == heif_transfer_characteristic_ITU_R_BT_2100_0_HLG || curve == heif_transfer_characteristic_linear ||
         curve == heif_transfer_characteristic_ITU_R_BT_470_6_System_M ||
         curve == heif_transfer_characteristic_ITU_R_BT_470_6_System_B_G;
}

static codec_status decode(const struct heif_image_handle *handle, codec_image *image) {
  const int width = heif_image_handle_get_width(handle), height = heif_image_handle_get_height(handle);
  if (width <= 0 || height <= 0) return CODEC_DAMAGED;
  image->width = (uint32_t)width;
  image->height = (uint32_t)height;
  if ((uint64_t)image->width * image->height > CODEC_PIXEL_LIMIT) return CODEC_TOO_LARGE;
  const int hasAlpha = heif_image_handle_has_alpha_channel(handle);
  if (hasAlpha && heif_image_handle_is_premultiplied_alpha(handle)) {
    snprintf(image->message, sizeof image->message, "premultiplied transparency");
    return CODEC_UNSUPPORTED;
  }
  image->channels = hasAlpha ? 4 : 3;
  image->bits = heif_image_handle_get_luma_bits_per_pixel(handle) > 8 ? 16 : 8;
  image->has_metadata = heif_image_handle_get_number_of_metadata_blocks(handle, NULL) > 0;
  image->has_other_colours = has_other_colours(handle);
  const enum heif_chroma chroma =
      image->bits == 16 ? (hasAlpha ? heif_chroma_interleaved_RRGGBBAA_LE : heif_chroma_interleaved_RRGGBB_LE)
                        : (hasAlpha ? heif_chroma_interleaved_RGBA : heif_chroma_interleaved_RGB);
  struct heif_decoding_options *options = heif_decoding_options_alloc();
  if (!options) return CODEC_OUT_OF_MEMORY;
  options->strict_decoding = 1;
  struct heif_image *decoded = NULL;
  codec_status status =
      status_of(heif_decode_image(handle, &decoded, heif_colorspace_RGB, chroma, options), image->message);
  heif_decoding_options_free(options);
  if (status == CODEC_OK) status = copy(decoded, image);
  if (decoded) heif_image_release(decoded);
  return status;
}

/// The main image of a file, and its file, which must outlive it.
static codec_status open(const uint8_t *bytes, size_t count, struct heif_context **file,
                         struct heif_image_handle **handle, char message[256]) {
  *file = heif_context_alloc();
  if (!*file) return CODEC_OUT_OF_MEMORY;
  const codec_status status = status_of(heif_context_read_from_memory_without_copy(*file, bytes, count, NULL), message);
  return status == CODEC_OK ? status_of(heif_context_get_primary_image_handle(*file, handle), message) : status;
}

static void close_all(struct heif_context *file, struct heif_image_handle *handle) {
  if (handle) heif_image_handle_release(handle);
  if (file) heif_context_free(file);
}

codec_status codec_decode_heif(const uint8_t *bytes, size_t count, codec_image *image) {
  struct heif_context *file = NULL;
  struct heif_image_handle *handle = NULL;
  codec_status status = open(bytes, count, &file, &handle, image->message);
  if (status == CODEC_OK) {
    image->images = heif_context_get_number_of_top_level_images(file);
    status = decode(handle, image);
  }
  close_all(file, handle);
  return status;
}

codec_status codec_read_heif_profile(const uint8_t *bytes, size_t count, codec_bytes *profile) {
  struct heif_context *file = NULL;
  struct heif_image_handle *handle = NULL;
  const codec_status status = open(bytes, count, &file, &handle, profile->message);
  const size_t size = status == CODEC_OK ? heif_image_handle_get_raw_color_profile_size(handle) : 0;
  if (size && (profile->bytes = malloc(size)) &&
      heif_image_handle_get_raw_color_profile(handle, profile->bytes).code == heif_error_Ok)
    profile->count = profile->capacity = size;
  close_all(file, handle);
  return status;
}
