#include "writer.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

codec_writer *codec_open_writer(codec_format format, int file, codec_layout layout, codec_description description,
                                int quality) {
  codec_writer *writer = calloc(1, sizeof *writer);
  if (!writer) return NULL;
  writer->layout = layout;
  writer->description = description;
  writer->quality = quality;
  writer->writing = format == CODEC_PNG ? &codec_png_writing : format == CODEC_JPEG ? &codec_jpeg_writing : &codec_tiff_writing;
  const int own = dup(file);
  writer->file = own < 0 ? NULL : fdopen(own, "w+b");
  if (!writer->file) {
    if (own >= 0) close(own);
    free(writer);
    return NULL;
  }
  return writer;
}

/// What the system said counts for more than what the library makes of it.
static codec_status said(codec_writer *writer, codec_status status) {
  if (status != CODEC_OK && ferror(writer->file) && errno)
    snprintf(writer->message, sizeof writer->message, "%s", strerror(errno));
  return status;
}

codec_status codec_begin(codec_writer *writer) { return said(writer, writer->writing->begin(writer)); }

codec_status codec_write_rows(codec_writer *writer, const void *samples, uint32_t count) {
  return said(writer, writer->writing->rows(writer, samples, count));
}

codec_status codec_finish(codec_writer *writer) {
  codec_status status = writer->writing->finish(writer);
  if (status == CODEC_OK && fflush(writer->file) != 0) status = CODEC_DAMAGED;
  return said(writer, status);
}

void codec_close_writer(codec_writer *writer) {
  if (!writer) return;
  writer->writing->release(writer);
  fclose(writer->file);
  free(writer);
}

const char *codec_writer_message(const codec_writer *writer) { return writer->message; }
