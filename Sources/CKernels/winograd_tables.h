// The matrices of winograd.h and the sizes of their tiles, for the kernels and for who counts what they do.
#ifndef WINOGRAD_TABLES_H
#define WINOGRAD_TABLES_H

#ifndef INLINE
#define INLINE static inline __attribute__((always_inline))
#endif

static const float winograd_input_6[6][8] = {
  {4, 0, -5, 0, 1}, {0, -4, -4, 1, 1}, {0}, {0, -2, -1, 2, 1}, {0}, {0, 4, 0, -5, 0, 1}};
static const float winograd_weight_6[6][8] = {
  {1 / 4.f}, {-1 / 6.f, -1 / 6.f, -1 / 6.f}, {0}, {1 / 24.f, 1 / 12.f, 1 / 6.f}, {0}, {0, 0, 1}};
static const float winograd_output_6[6][8] = {{1}, {1, 1, 1, 1}, {0}, {1, 2, 4, 8}, {0}, {0, 0, 0, 1}};

static const float winograd_input_8[8][8] = {
  {-1, 0, 5.25f, 0, -5.25f, 0, 1}, {0, 1, 1, -4.25f, -4.25f, 1, 1}, {0}, {0, 0.5f, 0.25f, -2.5f, -1.25f, 2, 1}, {0},
  {0, 2, 4, -2.5f, -5, 0.5f, 1}, {0}, {0, -1, 0, 5.25f, 0, -5.25f, 0, 1}};
static const float winograd_weight_8[8][8] = {
  {-1}, {-2 / 9.f, -2 / 9.f, -2 / 9.f, -2 / 9.f, -2 / 9.f}, {0},
  {1 / 90.f, 2 / 90.f, 4 / 90.f, 8 / 90.f, 16 / 90.f}, {0},
  {32 / 45.f, 16 / 45.f, 8 / 45.f, 4 / 45.f, 2 / 45.f}, {0}, {0, 0, 0, 0, 1}};
static const float winograd_output_8[8][8] = {
  {1}, {1, 1, 1, 1}, {0}, {1, 2, 4, 8}, {0}, {1, 0.5f, 0.25f, 0.125f}, {0}, {0, 0, 0, 1}};

static const float winograd_input_7[7][8] = {
  {-2, 4, 2.5f, -5, -0.5f, 1}, {0, 2, -2, -4.5f, 0.5f, 1}, {0, -2, 6, -3.5f, -1.5f, 1}, {0, 1, -1.5f, -2, 1.5f, 1},
  {0, -1, 2.5f, 0, -2.5f, 1}, {0, 4, 0, -5, 0, 1}, {0, -2, 4, 2.5f, -5, -0.5f, 1}};
static const float winograd_weight_7[7][8] = {
  {-1 / 2.f}, {-1 / 3.f, -1 / 3.f, -1 / 3.f}, {1 / 9.f, -1 / 9.f, 1 / 9.f}, {1 / 36.f, 1 / 18.f, 1 / 9.f},
  {-1 / 60.f, 1 / 30.f, -1 / 15.f}, {32 / 45.f, 16 / 45.f, 8 / 45.f}, {0, 0, 1}};
static const float winograd_output_7[7][8] = {
  {1}, {1, 1, 1, 1, 1}, {0}, {1, 2, 4, 8, 16}, {0}, {1, 0.5f, 0.25f, 0.125f, 0.0625f}, {0, 0, 0, 0, 1}};

// What is spread or gathered decides the tile's size, the distance of tiles and the matrix.
enum role { INPUTS, WEIGHTS, OUTPUTS };
INLINE int tile_size(enum role role, int n) {
  return role == INPUTS ? n : role == WEIGHTS ? (n == 8 ? 5 : 3) : (n == 7 ? 5 : 4);
}
INLINE int tile_step(enum role role, int n) { return tile_size(role == WEIGHTS ? WEIGHTS : OUTPUTS, n); }
INLINE const float (*matrix_of(enum role role, int n))[8] {
  if (n == 6) return role == INPUTS ? winograd_input_6 : role == WEIGHTS ? winograd_weight_6 : winograd_output_6;
  if (n == 7) return role == INPUTS ? winograd_input_7 : role == WEIGHTS ? winograd_weight_7 : winograd_output_7;
  return role == INPUTS ? winograd_input_8 : role == WEIGHTS ? winograd_weight_8 : winograd_output_8;
}
// Whether rows j and j + 1 belong to a pair of points.
INLINE int is_paired(enum role role, int n, int j) { return j > 0 && j % 2 == 1 && j < n - 2 && (n != 7 || role == OUTPUTS); }

#endif
