#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <tiffio.h>

#include "CImageCodecs.h"

/// A file in memory.
typedef struct {
  const uint8_t *bytes;
  toff_t count, place;
} memory;

static tsize_t take(thandle_t handle, void *into, tsize_t size) {
  memory *file = handle;
  if (size < 0 || file->place >= file->count) return 0;
  const toff_t left = file->count - file->place, taken = (toff_t)size < left ? (toff_t)size : left;
  memcpy(into, file->bytes + file->place, taken);
  file->place += taken;
  return (tsize_t)taken;
}

static tsize_t refuse(thandle_t handle, void *from, tsize_t size) {
  (void)handle;
  (void)from;
  (void)size;
  return 0;
}

static toff_t seek(thandle_t handle, toff_t offset, int from) {
  memory *file = handle;
  file->place = offset + (from == SEEK_CUR ? file->place : from == SEEK_END ? file->count : 0);
  return file->place;
}

static int leave(thandle_t handle) {
  (void)handle;
  return 0;
}

static toff_t size_of(thandle_t handle) { return ((memory *)handle)->count; }

static void quiet(const char *module, const char *format, va_list list) {
  (void)module;
  (void)format;
  (void)list;
}

static codec_status unsupported(codec_image *image, const char *found) {
  snprintf(image->message, sizeof image->message, "%s", found);
  return CODEC_UNSUPPORTED;
}

static codec_status damaged(codec_image *image) {
  snprintf(image->message, sizeof image->message, "a row can't be decoded");
  return CODEC_DAMAGED;
}

/// Gray or RGB in rows, of 8 or 16 bits, straight or with one alpha channel, as stored.
static codec_status read_rows(TIFF *tiff, codec_image *image, int bits, int channels, int isInverted) {
  const size_t row = (size_t)image->width * (size_t)channels * (size_t)bits / 8;
  if ((size_t)TIFFScanlineSize(tiff) != row) return damaged(image);
  image->channels = channels;
  image->bits = bits;
  image->pixels = calloc(image->height, row);
  if (!image->pixels) return CODEC_OUT_OF_MEMORY;
  for (uint32_t y = 0; y < image->height; y++) {
    if (TIFFReadScanline(tiff, image->pixels + y * row, y, 0) < 0) return damaged(image);
  }
  if (isInverted) {
    for (size_t i = 0; i < row * image->height; i++) image->pixels[i] = (uint8_t)~image->pixels[i];
  }
  return CODEC_OK;
}

/// Any other opaque kind, such as palettes, tiles and JPEG inside, as RGB of 8 bits.
static codec_status read_converted(TIFF *tiff, codec_image *image) {
  const size_t pixels = (size_t)image->width * image->height;
  uint32_t *packed = calloc(pixels, sizeof *packed);
  image->pixels = malloc(3 * pixels);
  image->channels = 3;
  image->bits = 8;
  codec_status status = packed && image->pixels ? CODEC_OK : CODEC_OUT_OF_MEMORY;
  // In the order of the file: the orientation is applied later, as with every format.
  uint16_t orientation = ORIENTATION_TOPLEFT;
  TIFFGetFieldDefaulted(tiff, TIFFTAG_ORIENTATION, &orientation);
  if (status == CODEC_OK && !TIFFReadRGBAImageOriented(tiff, image->width, image->height, packed, orientation, 1))
    status = damaged(image);
  for (size_t i = 0; i < pixels && status == CODEC_OK; i++) {
    image->pixels[3 * i] = (uint8_t)TIFFGetR(packed[i]);
    image->pixels[3 * i + 1] = (uint8_t)TIFFGetG(packed[i]);
    image->pixels[3 * i + 2] = (uint8_t)TIFFGetB(packed[i]);
  }
  free(packed);
  return status;
}

static codec_status decode(TIFF *tiff, codec_image *image) {
  uint16_t bits = 1, channels = 1, planes = PLANARCONFIG_CONTIG, photometric = 0, format = SAMPLEFORMAT_UINT;
  uint16_t extraCount = 0, *extra = NULL, compression = COMPRESSION_NONE;
  TIFFGetField(tiff, TIFFTAG_IMAGEWIDTH, &image->width);
  TIFFGetField(tiff, TIFFTAG_IMAGELENGTH, &image->height);
  TIFFGetFieldDefaulted(tiff, TIFFTAG_BITSPERSAMPLE, &bits);
  TIFFGetFieldDefaulted(tiff, TIFFTAG_SAMPLESPERPIXEL, &channels);
  TIFFGetFieldDefaulted(tiff, TIFFTAG_PLANARCONFIG, &planes);
  TIFFGetFieldDefaulted(tiff, TIFFTAG_SAMPLEFORMAT, &format);
  TIFFGetFieldDefaulted(tiff, TIFFTAG_EXTRASAMPLES, &extraCount, &extra);
  TIFFGetFieldDefaulted(tiff, TIFFTAG_COMPRESSION, &compression);
  if (!image->width || !image->height || !TIFFGetField(tiff, TIFFTAG_PHOTOMETRIC, &photometric)) return damaged(image);
  if ((uint64_t)image->width * image->height > CODEC_PIXEL_LIMIT) return CODEC_TOO_LARGE;
  if (format != SAMPLEFORMAT_UINT && format != SAMPLEFORMAT_VOID) return unsupported(image, "samples that aren't whole numbers");
  if (photometric == PHOTOMETRIC_SEPARATED) {
    uint16_t inks = INKSET_CMYK;
    TIFFGetFieldDefaulted(tiff, TIFFTAG_INKSET, &inks);
    image->has_inks = 1;
    if (inks == INKSET_CMYK && bits == 8 && channels == 4 && planes == PLANARCONFIG_CONTIG && !TIFFIsTiled(tiff))
      return read_rows(tiff, image, bits, channels, 0);
    return unsupported(image, "CMYK colours of 16 bits, in tiles or planes, or with further inks");
  }
  const int colours = photometric == PHOTOMETRIC_RGB ? 3 : 1;
  const int isPlain = photometric <= PHOTOMETRIC_RGB && (bits == 8 || bits == 16) && planes == PLANARCONFIG_CONTIG &&
                      !TIFFIsTiled(tiff) && channels == colours + extraCount && extraCount <= 1;
  if (isPlain && (!extraCount || extra[0] == EXTRASAMPLE_UNASSALPHA))
    return read_rows(tiff, image, bits, channels, photometric == PHOTOMETRIC_MINISWHITE);
  if (bits > 8) return unsupported(image, "16 bits a sample in tiles or planes");
  if (extraCount) return unsupported(image, "premultiplied or further channels");
  return read_converted(tiff, image);
}

codec_status codec_decode_tiff(const uint8_t *bytes, size_t count, codec_image *image) {
  TIFFSetErrorHandler(quiet);
  TIFFSetWarningHandler(quiet);
  memory file = {bytes, count, 0};
  TIFF *tiff = TIFFClientOpen("image", "rm", &file, take, refuse, seek, leave, size_of, NULL, NULL);
  if (!tiff) {
    snprintf(image->message, sizeof image->message, "its directory can't be read");
    return CODEC_DAMAGED;
  }
  const codec_status status = decode(tiff, image);
  if (status == CODEC_OK) image->images = (int)TIFFNumberOfDirectories(tiff);
  TIFFClose(tiff);
  return status;
}

codec_status codec_read_tiff_profile(const uint8_t *bytes, size_t count, codec_bytes *profile) {
  TIFFSetErrorHandler(quiet);
  TIFFSetWarningHandler(quiet);
  memory file = {bytes, count, 0};
  TIFF *tiff = TIFFClientOpen("image", "rm", &file, take, refuse, seek, leave, size_of, NULL, NULL);
  if (!tiff) return CODEC_DAMAGED;
  uint32_t length = 0;
  void *data = NULL;
  if (TIFFGetField(tiff, TIFFTAG_ICCPROFILE, &length, &data) && length && (profile->bytes = malloc(length))) {
    memcpy(profile->bytes, data, length);
    profile->count = profile->capacity = length;
  }
  TIFFClose(tiff);
  return CODEC_OK;
}
