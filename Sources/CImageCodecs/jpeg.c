#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <turbojpeg.h>

#include "CImageCodecs.h"

/// TurboJPEG has one code for all fatal errors; only its words tell a rare kind of JPEG from a broken one.
static codec_status failure(tjhandle decoder, codec_image *image) {
  const char *text = tjGetErrorStr2(decoder);
  snprintf(image->message, sizeof image->message, "%s", text);
  const int rare = strstr(text, "nsupported") || strstr(text, "subsampling type");
  return rare ? CODEC_UNSUPPORTED : CODEC_DAMAGED;
}

/// Whether the decoder complained of nothing but bytes between the last pixel and the end of the file: all pixels are there,
/// and no warning can come after this one.
static int is_harmless(tjhandle decoder) {
  const char *text = tjGetErrorStr2(decoder);
  return tjGetErrorCode(decoder) == TJERR_WARNING && strstr(text, "extraneous bytes before marker 0xd9");
}

static codec_status decode(tjhandle decoder, const uint8_t *bytes, size_t count, int takesInks, codec_image *image) {
  int width = 0, height = 0, subsampling = 0, colorspace = 0;
  if (tjDecompressHeader3(decoder, bytes, count, &width, &height, &subsampling, &colorspace) != 0)
    return failure(decoder, image);
  image->width = (uint32_t)width;
  image->height = (uint32_t)height;
  image->has_inks = colorspace == TJCS_CMYK || colorspace == TJCS_YCCK;
  if (image->has_inks && !takesInks) {
    snprintf(image->message, sizeof image->message, "CMYK colours");
    return CODEC_UNSUPPORTED;
  }
  if ((uint64_t)width * (uint64_t)height > CODEC_PIXEL_LIMIT) return CODEC_TOO_LARGE;

  image->channels = colorspace == TJCS_GRAY ? 1 : image->has_inks ? 4 : 3;
  image->bits = 8;
  image->pixels = calloc((size_t)width * (size_t)height, (size_t)image->channels);
  if (!image->pixels) return CODEC_OUT_OF_MEMORY;
  // The integer "slow" DCT and smooth chroma upsampling are libjpeg's defaults, and so MATLAB's. A warning is
  // how libjpeg says that the file is cut off; decoders that go on fill the rest with gray.
  const int flags = TJFLAG_ACCURATEDCT | TJFLAG_STOPONWARNING | TJFLAG_LIMITSCANS;
  const int format = image->channels == 1 ? TJPF_GRAY : image->has_inks ? TJPF_CMYK : TJPF_RGB;
  if (tjDecompress2(decoder, bytes, count, image->pixels, width, 0, height, format, flags) == 0) return CODEC_OK;
  // Of a progressive file no pixel is written yet when the end is reached.
  if (is_harmless(decoder) &&
      (tjDecompress2(decoder, bytes, count, image->pixels, width, 0, height, format,
                     flags & ~TJFLAG_STOPONWARNING) == 0 ||
       is_harmless(decoder)))
    return CODEC_OK;
  return failure(decoder, image);
}

static codec_status decode_bytes(const uint8_t *bytes, size_t count, int takesInks, codec_image *image) {
  if (count > LONG_MAX) return CODEC_TOO_LARGE;
  tjhandle decoder = tjInitDecompress();
  if (!decoder) return CODEC_OUT_OF_MEMORY;
  const codec_status status = decode(decoder, bytes, count, takesInks, image);
  tjDestroy(decoder);
  return status;
}

codec_status codec_decode_jpeg(const uint8_t *bytes, size_t count, codec_image *image) {
  return decode_bytes(bytes, count, 0, image);
}

codec_status codec_decode_jpeg_whole(const uint8_t *bytes, size_t count, codec_image *image) {
  return decode_bytes(bytes, count, 1, image);
}
