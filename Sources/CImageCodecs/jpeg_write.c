#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "writer.h"
#include <jpeglib.h>

typedef struct {
  struct jpeg_compress_struct jpeg;
  struct jpeg_error_mgr errors;
  jmp_buf escape;
  codec_writer *writer;
} state;

static void fail(j_common_ptr jpeg) {
  state *own = jpeg->client_data;
  char text[JMSG_LENGTH_MAX];
  jpeg->err->format_message(jpeg, text);
  snprintf(own->writer->message, sizeof own->writer->message, "%s", text);
  longjmp(own->escape, 1);
}

static void ignore(j_common_ptr jpeg) { (void)jpeg; }

static uint32_t dots_an_inch(uint32_t dots_a_metre) { return (uint32_t)(dots_a_metre * 0.0254 + 0.5); }

/// Whether a density, in dots a metre, is a whole number of dots an inch, as nearly all are.
static int says_dots_an_inch(uint32_t density) {
  const uint32_t inch = dots_an_inch(density);
  return inch > 0 && inch <= UINT16_MAX && (uint32_t)(inch / 0.0254 + 0.5) == density;
}

static codec_status begin(codec_writer *writer) {
  state *own = calloc(1, sizeof *own);
  if (!own) return CODEC_OUT_OF_MEMORY;
  writer->state = own;
  own->writer = writer;
  own->jpeg.err = jpeg_std_error(&own->errors);
  own->errors.error_exit = fail;
  own->errors.output_message = ignore;
  own->jpeg.client_data = own;
  if (setjmp(own->escape)) return CODEC_DAMAGED;
  jpeg_create_compress(&own->jpeg);
  own->jpeg.client_data = own;
  jpeg_stdio_dest(&own->jpeg, writer->file);
  own->jpeg.image_width = writer->layout.width;
  own->jpeg.image_height = writer->layout.height;
  own->jpeg.input_components = writer->layout.channels;
  own->jpeg.in_color_space = writer->layout.channels == 1 ? JCS_GRAYSCALE : JCS_RGB;
  jpeg_set_defaults(&own->jpeg);
  jpeg_set_quality(&own->jpeg, writer->quality, TRUE);
  // Chroma as sharp as luma: what was enlarged with care isn't to be halved again.
  for (int c = 0; c < own->jpeg.num_components; c++)
    own->jpeg.comp_info[c].h_samp_factor = own->jpeg.comp_info[c].v_samp_factor = 1;
  const codec_description *description = &writer->description;
  const uint32_t x = description->densityX, y = description->densityY;
  // Either takes 16 bits.
  if (x && y && x < 6553500 && y < 6553500) {
    const int inches = says_dots_an_inch(x) && says_dots_an_inch(y);
    own->jpeg.density_unit = inches ? 1 : 2;
    own->jpeg.X_density = (UINT16)(inches ? dots_an_inch(x) : (x + 50) / 100);
    own->jpeg.Y_density = (UINT16)(inches ? dots_an_inch(y) : (y + 50) / 100);
  }
  jpeg_start_compress(&own->jpeg, TRUE);
  if (description->profile)
    jpeg_write_icc_profile(&own->jpeg, description->profile, (unsigned)description->profileCount);
  return CODEC_OK;
}

static codec_status rows(codec_writer *writer, const uint8_t *samples, uint32_t count) {
  state *own = writer->state;
  const size_t size = codec_row_size(writer);
  if (setjmp(own->escape)) return CODEC_DAMAGED;
  for (uint32_t row = 0; row < count; row++) {
    JSAMPROW line = (JSAMPROW)(samples + row * size);
    jpeg_write_scanlines(&own->jpeg, &line, 1);
  }
  return CODEC_OK;
}

static codec_status finish(codec_writer *writer) {
  state *own = writer->state;
  if (setjmp(own->escape)) return CODEC_DAMAGED;
  jpeg_finish_compress(&own->jpeg);
  return CODEC_OK;
}

static void release(codec_writer *writer) {
  state *own = writer->state;
  if (!own) return;
  jpeg_destroy_compress(&own->jpeg);
  free(own);
}

const codec_writing codec_jpeg_writing = {begin, rows, finish, release};
