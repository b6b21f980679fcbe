#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <webp/decode.h>
#include <webp/encode.h>
#include <webp/mux.h>

#include "CImageCodecs.h"

codec_status codec_decode_webp(const uint8_t *bytes, size_t count, codec_image *image) {
  WebPBitstreamFeatures features;
  if (WebPGetFeatures(bytes, count, &features) != VP8_STATUS_OK) {
    snprintf(image->message, sizeof image->message, "its header can't be read");
    return CODEC_DAMAGED;
  }
  image->width = (uint32_t)features.width;
  image->height = (uint32_t)features.height;
  if ((uint64_t)image->width * image->height > CODEC_PIXEL_LIMIT) return CODEC_TOO_LARGE;
  if (features.has_animation) {
    snprintf(image->message, sizeof image->message, "an animation");
    return CODEC_UNSUPPORTED;
  }
  image->channels = features.has_alpha ? 4 : 3;
  image->bits = 8;
  const size_t stride = (size_t)image->width * (size_t)image->channels, size = stride * image->height;
  image->pixels = malloc(size);
  if (!image->pixels) return CODEC_OUT_OF_MEMORY;
  const uint8_t *done = features.has_alpha ? WebPDecodeRGBAInto(bytes, count, image->pixels, size, (int)stride)
                                           : WebPDecodeRGBInto(bytes, count, image->pixels, size, (int)stride);
  if (done) return CODEC_OK;
  snprintf(image->message, sizeof image->message, "the file ends early, or its samples can't be decoded");
  return CODEC_DAMAGED;
}

static codec_status assemble(const uint8_t *webp, size_t count, codec_description description, codec_bytes *out) {
  WebPMux *mux = WebPMuxNew();
  if (!mux) return CODEC_OUT_OF_MEMORY;
  const WebPData image = {webp, count}, profile = {description.profile, description.profileCount};
  WebPData whole = {NULL, 0};
  int isRight = WebPMuxSetImage(mux, &image, 0) == WEBP_MUX_OK;
  if (description.profile) isRight = isRight && WebPMuxSetChunk(mux, "ICCP", &profile, 0) == WEBP_MUX_OK;
  isRight = isRight && WebPMuxAssemble(mux, &whole) == WEBP_MUX_OK && (out->bytes = malloc(whole.size));
  if (isRight) {
    memcpy(out->bytes, whole.bytes, whole.size);
    out->count = out->capacity = whole.size;
  }
  WebPDataClear(&whole);
  WebPMuxDelete(mux);
  return isRight ? CODEC_OK : CODEC_OUT_OF_MEMORY;
}

codec_status codec_encode_webp(const uint8_t *pixels, codec_layout layout, codec_description description, int quality,
                               codec_bytes *out) {
  const int width = (int)layout.width, height = (int)layout.height, stride = width * layout.channels;
  uint8_t *webp = NULL;
  size_t count;
  if (quality >= 100)
    count = layout.channels == 4 ? WebPEncodeLosslessRGBA(pixels, width, height, stride, &webp)
                                 : WebPEncodeLosslessRGB(pixels, width, height, stride, &webp);
  else
    count = layout.channels == 4 ? WebPEncodeRGBA(pixels, width, height, stride, (float)quality, &webp)
                                 : WebPEncodeRGB(pixels, width, height, stride, (float)quality, &webp);
  if (!count) {
    snprintf(out->message, sizeof out->message, "libwebp can't encode %d x %d pixels", width, height);
    return CODEC_DAMAGED;
  }
  const codec_status status = assemble(webp, count, description, out);
  WebPFree(webp);
  return status;
}
