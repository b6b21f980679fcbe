#pragma once
#include <stdint.h>

/// Whether the least significant byte of a number comes first.
static inline int codec_is_little_endian(void) {
  const uint16_t one = 1;
  return *(const uint8_t *)&one;
}
