#include <stdarg.h>
#include <stdlib.h>
#include <tiffio.h>
#include <unistd.h>

#include "writer.h"

typedef struct {
  TIFF *tiff;
  uint32_t row;
} state;

static codec_status failed(codec_writer *writer) {
  snprintf(writer->message, sizeof writer->message, "libtiff can't write it; is there space on the disk?");
  return CODEC_DAMAGED;
}

static void quiet(const char *module, const char *format, va_list list) {
  (void)module;
  (void)format;
  (void)list;
}

static codec_status begin(codec_writer *writer) {
  TIFFSetErrorHandler(quiet);
  TIFFSetWarningHandler(quiet);
  state *own = calloc(1, sizeof *own);
  if (!own) return CODEC_OUT_OF_MEMORY;
  writer->state = own;
  // Offsets of 32 bits end at 4 GiB.
  const uint64_t bytes = (uint64_t)codec_row_size(writer) * writer->layout.height;
  const int file = dup(fileno(writer->file));
  own->tiff = file < 0 ? NULL : TIFFFdOpen(file, "image", bytes > UINT32_MAX - (64 << 20) ? "w8" : "w");
  if (!own->tiff) {
    if (file >= 0) close(file);
    return failed(writer);
  }
  const int channels = writer->layout.channels, hasAlpha = channels % 2 == 0;
  TIFF *tiff = own->tiff;
  TIFFSetField(tiff, TIFFTAG_IMAGEWIDTH, writer->layout.width);
  TIFFSetField(tiff, TIFFTAG_IMAGELENGTH, writer->layout.height);
  TIFFSetField(tiff, TIFFTAG_SAMPLESPERPIXEL, channels);
  TIFFSetField(tiff, TIFFTAG_BITSPERSAMPLE, writer->layout.bits);
  TIFFSetField(tiff, TIFFTAG_PLANARCONFIG, PLANARCONFIG_CONTIG);
  TIFFSetField(tiff, TIFFTAG_ORIENTATION, ORIENTATION_TOPLEFT);
  TIFFSetField(tiff, TIFFTAG_PHOTOMETRIC, channels < 3 ? PHOTOMETRIC_MINISBLACK : PHOTOMETRIC_RGB);
  if (hasAlpha) {
    const uint16_t kind = EXTRASAMPLE_UNASSALPHA;
    TIFFSetField(tiff, TIFFTAG_EXTRASAMPLES, 1, &kind);
  }
  TIFFSetField(tiff, TIFFTAG_COMPRESSION, COMPRESSION_ADOBE_DEFLATE);
  TIFFSetField(tiff, TIFFTAG_PREDICTOR, PREDICTOR_HORIZONTAL);
  TIFFSetField(tiff, TIFFTAG_ROWSPERSTRIP, TIFFDefaultStripSize(tiff, 0));
  if (writer->description.profile)
    TIFFSetField(tiff, TIFFTAG_ICCPROFILE, (uint32_t)writer->description.profileCount, writer->description.profile);
  if (writer->description.densityX && writer->description.densityY) {
    TIFFSetField(tiff, TIFFTAG_RESOLUTIONUNIT, RESUNIT_CENTIMETER);
    TIFFSetField(tiff, TIFFTAG_XRESOLUTION, writer->description.densityX / 100.0);
    TIFFSetField(tiff, TIFFTAG_YRESOLUTION, writer->description.densityY / 100.0);
  }
  return CODEC_OK;
}

static codec_status rows(codec_writer *writer, const uint8_t *samples, uint32_t count) {
  state *own = writer->state;
  const size_t size = codec_row_size(writer);
  // libtiff changes the row that it is given.
  uint8_t *line = malloc(size);
  if (!line) return CODEC_OUT_OF_MEMORY;
  codec_status status = CODEC_OK;
  for (uint32_t row = 0; row < count && status == CODEC_OK; row++) {
    for (size_t i = 0; i < size; i++) line[i] = samples[row * size + i];
    if (TIFFWriteScanline(own->tiff, line, own->row++, 0) < 0) status = failed(writer);
  }
  free(line);
  return status;
}

static codec_status finish(codec_writer *writer) {
  state *own = writer->state;
  return TIFFFlush(own->tiff) ? CODEC_OK : failed(writer);
}

static void release(codec_writer *writer) {
  state *own = writer->state;
  if (!own) return;
  if (own->tiff) TIFFClose(own->tiff);
  free(own);
}

const codec_writing codec_tiff_writing = {begin, rows, finish, release};
