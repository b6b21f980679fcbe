#pragma once
#include <stddef.h>
#include <stdint.h>

// Image files and samples, as plain calls: libpng and libjpeg report errors by longjmp, which must not cross a Swift
// frame. Samples come out exactly as stored: no gamma, no colour profile.

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
  int bits;         ///< of a sample, 8, or 16 in the order of this machine
  uint8_t *pixels;  ///< owned
  int has_inks;     ///< the four channels are cyan, magenta, yellow and black as stored, 8 bits
  int images;       ///< in the file, as far as its format counts them
  int has_metadata, has_other_colours;  ///< HEIF: such as EXIF; colours that no ICC profile describes and that aren't sRGB
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
/// Keeps the alpha of an image that has transparent pixels, and samples of 16 bits.
codec_status codec_decode_png_whole(const uint8_t *bytes, size_t count, codec_image *image);
/// The ICC profile of a PNG file; without bytes if it has none, or none that can be read.
codec_status codec_read_png_profile(const uint8_t *png, size_t count, codec_bytes *profile);
/// CMYK colours are CODEC_UNSUPPORTED.
codec_status codec_decode_jpeg(const uint8_t *bytes, size_t count, codec_image *image);
/// Gives CMYK colours as inks.
codec_status codec_decode_jpeg_whole(const uint8_t *bytes, size_t count, codec_image *image);
/// Keeps alpha, inks, and samples of 16 bits. libtiff isn't proof against every file: call it in a copy of the process alone.
codec_status codec_decode_tiff(const uint8_t *bytes, size_t count, codec_image *image);
codec_status codec_read_tiff_profile(const uint8_t *tiff, size_t count, codec_bytes *profile);
/// RGB, with alpha if the file has any.
codec_status codec_decode_webp(const uint8_t *bytes, size_t count, codec_image *image);
/// The main image of a HEIC or AVIF file as RGB, turned upright, with alpha if it has any; more than 8 bits a sample are
/// spread over 16. To be called in a copy alone, as libtiff.
codec_status codec_decode_heif(const uint8_t *bytes, size_t count, codec_image *image);
codec_status codec_read_heif_profile(const uint8_t *bytes, size_t count, codec_bytes *profile);
/// Inks, 0 for none, as sRGB by an ICC profile; CODEC_UNSUPPORTED if that isn't one of CMYK.
codec_status codec_convert_cmyk(const uint8_t *inks, size_t pixels, const uint8_t *profile, size_t count, uint8_t *rgb);

/// What a file says of its samples.
typedef struct {
  const uint8_t *profile;     ///< ICC profile, or NULL
  size_t profileCount;
  uint32_t densityX, densityY;  ///< pixels a metre, or 0
  uint32_t gamma, primaries[8];  ///< PNG's gAMA and cHRM, or 0: colours where there is no profile
} codec_description;

/// Samples as they lie in a row; an even number of channels has alpha last.
typedef struct {
  uint32_t width, height;
  int channels;  ///< 1 to 4; 1 or 3 for JPEG, 3 or 4 for WebP
  int bits;      ///< 8; for PNG and TIFF also 16, in the order of this machine
} codec_layout;

/// A profile that libpng finds fault with is left out.
codec_status codec_encode_png(const uint8_t *pixels, codec_layout layout, codec_description description,
                              codec_bytes *png);
/// Quality 1 to 99, 100 for no loss. At most 16383 pixels a side.
codec_status codec_encode_webp(const uint8_t *pixels, codec_layout layout, codec_description description, int quality,
                               codec_bytes *webp);

typedef enum { CODEC_PNG, CODEC_JPEG, CODEC_TIFF } codec_format;

/// Writes an image row by row to an open file, so that it need not be in memory whole.
typedef struct codec_writer codec_writer;

/// NULL if there is no memory or the descriptor isn't a file. The profile must outlive the writer; quality, 1 to 100, is
/// for JPEG.
codec_writer *codec_open_writer(codec_format format, int file, codec_layout layout, codec_description description,
                                int quality);
codec_status codec_begin(codec_writer *writer);
codec_status codec_write_rows(codec_writer *writer, const void *samples, uint32_t count);
codec_status codec_finish(codec_writer *writer);
/// Also of one that failed. The descriptor stays open.
void codec_close_writer(codec_writer *writer);
const char *codec_writer_message(const codec_writer *writer);

/// The message as a C string (a fixed array arrives in Swift as a tuple).
const char *codec_message(const codec_image *image);
const char *codec_bytes_message(const codec_bytes *bytes);
void codec_release(codec_image *image);
void codec_release_bytes(codec_bytes *bytes);
