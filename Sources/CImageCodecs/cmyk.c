#include <lcms2.h>
#include <limits.h>
#include <string.h>

#include "CImageCodecs.h"

/// Pixels a call: lcms2 counts in 32 bits.
static const size_t block = 1 << 20;

codec_status codec_convert_cmyk(const uint8_t *inks, size_t pixels, const uint8_t *profile, size_t count, uint8_t *rgb) {
  if (count > UINT_MAX) return CODEC_UNSUPPORTED;
  cmsContext context = cmsCreateContext(NULL, NULL);
  if (!context) return CODEC_OUT_OF_MEMORY;
  cmsHPROFILE from = cmsOpenProfileFromMemTHR(context, profile, (cmsUInt32Number)count);
  cmsHPROFILE to = cmsCreate_sRGBProfileTHR(context);
  cmsHTRANSFORM transform = NULL;
  // White and black stay the ends of the scale, as in the usual programs for print.
  if (from && to && cmsGetColorSpace(from) == cmsSigCmykData)
    transform = cmsCreateTransformTHR(context, from, TYPE_CMYK_8, to, TYPE_RGB_8, INTENT_RELATIVE_COLORIMETRIC,
                                      cmsFLAGS_BLACKPOINTCOMPENSATION);
  for (size_t i = 0; transform && i < pixels; i += block) {
    const size_t some = pixels - i < block ? pixels - i : block;
    cmsDoTransform(transform, inks + 4 * i, rgb + 3 * i, (cmsUInt32Number)some);
  }
  const codec_status status = transform ? CODEC_OK : CODEC_UNSUPPORTED;
  if (transform) cmsDeleteTransform(transform);
  if (to) cmsCloseProfile(to);
  if (from) cmsCloseProfile(from);
  cmsDeleteContext(context);
  return status;
}
