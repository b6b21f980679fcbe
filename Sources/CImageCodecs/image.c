#include <stdlib.h>

#include "CImageCodecs.h"

const char *codec_message(const codec_image *image) { return image->message; }

const char *codec_bytes_message(const codec_bytes *bytes) { return bytes->message; }

void codec_release(codec_image *image) {
  free(image->pixels);
  image->pixels = NULL;
}

void codec_release_bytes(codec_bytes *bytes) {
  free(bytes->bytes);
  bytes->bytes = NULL;
}
