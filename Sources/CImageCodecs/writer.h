#pragma once
#include <stdio.h>

#include "CImageCodecs.h"

/// How a format takes rows; each function reports failure in `message`.
typedef struct {
  codec_status (*begin)(codec_writer *writer);
  codec_status (*rows)(codec_writer *writer, const uint8_t *samples, uint32_t count);
  codec_status (*finish)(codec_writer *writer);
  void (*release)(codec_writer *writer);
} codec_writing;

extern const codec_writing codec_png_writing, codec_jpeg_writing, codec_tiff_writing;

struct codec_writer {
  codec_layout layout;
  codec_description description;
  int quality;
  FILE *file;
  const codec_writing *writing;
  void *state;  ///< the format's own
  char message[256];
};

/// Bytes of a row of samples.
static inline size_t codec_row_size(const codec_writer *writer) {
  return (size_t)writer->layout.width * (size_t)writer->layout.channels * (size_t)writer->layout.bits / 8;
}
