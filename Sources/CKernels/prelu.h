// Rectifiers with a slope below 0, learned for each channel. Included by template.h.

static void prelu_forward(const slope_layer *a) {
  for (int c = 0; c < a->pixel; c += VECTOR) {
    const vec slope = load(a->slopes + c);
    float *sums = a->sums ? a->sums + c : 0;
    for (int y = 0; y < a->rows; y++)
      for (int x = 0; x < a->columns; x++) {
        float *at = a->values + y * a->row + x * a->pixel + c;
        const vec value = load(at);
        if (sums) store(sums, value), sums += a->pixel;
        store(at, value > (vec)0 ? value : value * slope);
      }
  }
}

static void prelu_backward(const slope_layer *a) {
  for (int c = 0; c < a->pixel; c += VECTOR) {
    const vec slope = load(a->slopes + c);
    const float *sums = a->sums + c;
    vec gradient = load(a->gradient + c);
    for (int y = 0; y < a->rows; y++)
      for (int x = 0; x < a->columns; x++, sums += a->pixel) {
        float *at = a->values + y * a->row + x * a->pixel + c;
        const vec value = load(sums), d = load(at), below = value > (vec)0 ? (vec)0 : value;
        gradient += below * d;
        store(at, value > (vec)0 ? d : d * slope);
      }
    store(a->gradient + c, gradient);
  }
}
