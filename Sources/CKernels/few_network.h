#ifndef FEW_NETWORK_H
#define FEW_NETWORK_H
#include "layout.h"

// kernels_forward and kernels_backward of a network of few channels, laid out.
void few_forward(const kernel_table *kernels, const kernels_network *net, kernels_padding padding, const layout *lay,
                 const float *parameters, const float *image, int32_t imageWidth, float *out, size_t outRow);
void few_backward(const kernel_table *kernels, const kernels_network *net, kernels_padding padding, const layout *lay,
                  const float *prepared, const float *dOut, float *gradients);
#endif
