#pragma once
#include <stddef.h>
#include <stdint.h>

// PNG and JPEG between bytes in memory and 8-bit samples, as plain calls: libpng reports errors by longjmp,
// which must not cross a Swift frame. Samples come out exactly as stored: no gamma, no colour profile.

/// The most pixels that an image may announce; a header that asks for more is refused before memory is.
#define CODEC_PIXEL_LIMIT ((uint64_t)1 << 27)

typedef enum {
  CODEC_OK,
  CODEC_DAMAGED,       ///< cut off, failed checksum, not decodable
  CODEC_UNSUPPORTED,   ///< sound, but of a kind that isn't read: `codec_message` names what was found
  CODEC_TOO_LARGE,     ///< more than CODEC_PIXEL_LIMIT pixels
  CODEC_OUT_OF_MEMORY,
} codec_status;

/// A decoded image, or why there is none. Zero it before use and release it with `codec_release`.
typedef struct {
  uint32_t width, height;
  int channels;     ///< 1 (gray) or 3 (RGB), interleaved, row after row; with alpha 2 or 4
  uint8_t *pixels;  ///< owned
  char message[256];
} codec_image;

/// A growing run of bytes, or why there is none. Zero it before use, release it with `codec_release_bytes`.
typedef struct {
  uint8_t *bytes;  ///< owned
  size_t count, capacity;
  char message[256];
} codec_bytes;

/// Transparent pixels are CODEC_UNSUPPORTED.
codec_status codec_decode_png(const uint8_t *bytes, size_t count, codec_image *image);
/// Keeps the alpha of an image that has transparent pixels.
codec_status codec_decode_png_with_alpha(const uint8_t *bytes, size_t count, codec_image *image);
/// The ICC profile of a PNG file; without bytes if it has none, or none that can be read.
codec_status codec_read_png_profile(const uint8_t *png, size_t count, codec_bytes *profile);
codec_status codec_decode_jpeg(const uint8_t *bytes, size_t count, codec_image *image);

/// What a PNG file says of its samples.
typedef struct {
  const uint8_t *profile;     ///< ICC profile, or NULL
  size_t profileCount;
  uint32_t densityX, densityY;  ///< pixels a metre, or 0
} codec_description;

/// Channels 1 to 4, an even number having alpha last. A profile that libpng finds fault with is left out.
codec_status codec_encode_png(const uint8_t *pixels, uint32_t width, uint32_t height, int channels,
                              codec_description description, codec_bytes *png);

/// The message as a C string (a fixed array arrives in Swift as a tuple).
const char *codec_message(const codec_image *image);
const char *codec_bytes_message(const codec_bytes *bytes);
void codec_release(codec_image *image);
void codec_release_bytes(codec_bytes *bytes);
