// The optimizers' arithmetic, element by element. Nothing is fused, so that every processor rounds alike.
#include "CKernels.h"

#pragma STDC FP_CONTRACT OFF

void kernels_descend(float *restrict parameters, float *restrict velocities, const float *restrict gradients,
                     size_t count, float rate, float momentum) {
  for (size_t i = 0; i < count; i++) {
    velocities[i] = momentum * velocities[i] - rate * gradients[i];
    parameters[i] += velocities[i];
  }
}

void kernels_adapt(float *restrict parameters, float *restrict means, float *restrict squares,
                   const float *restrict gradients, size_t count, float size, float floor, float keep1, float take1,
                   float keep2, float take2) {
  for (size_t i = 0; i < count; i++) {
    float g = gradients[i];
    float mean = keep1 * means[i] + take1 * g, square = keep2 * squares[i] + take2 * g * g;
    means[i] = mean;
    squares[i] = square;
    parameters[i] -= size * mean / (__builtin_elementwise_sqrt(square) + floor);
  }
}

void kernels_accelerate(float *restrict momenta, const float *restrict gradients, float *restrict ahead, size_t count,
                        float momentum) {
  for (size_t i = 0; i < count; i++) {
    momenta[i] = momentum * momenta[i] + gradients[i];
    ahead[i] = gradients[i] + momentum * momenta[i];
  }
}

void kernels_subtract(float *restrict parameters, const float *restrict directions, size_t count, float rate) {
  for (size_t i = 0; i < count; i++) parameters[i] -= rate * directions[i];
}

void kernels_mean(float *restrict mean, const float *restrict parts, size_t count, size_t chunks,
                  size_t stride, float scale) {
  // A sum that begins with 0 is never -0, though all its terms be: published bits have it so.
  for (size_t i = 0; i < count; i++) mean[i] = 0.0f + parts[i];
  for (size_t c = 1; c < chunks; c++)
    for (size_t i = 0; i < count; i++) mean[i] += parts[c * stride + i];
  for (size_t i = 0; i < count; i++) mean[i] *= scale;
}
