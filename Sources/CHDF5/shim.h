// What libhdf5 offers only as a macro, or under a versioned name, as functions that Swift can see.
#ifndef CHDF5_SHIM_H
#define CHDF5_SHIM_H

#include <hdf5.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static inline hid_t chdf5_default(void) { return H5P_DEFAULT; }
static inline hid_t chdf5_whole_space(void) { return H5S_ALL; }

// Classes of property lists.
static inline hid_t chdf5_file_access(void) { return H5P_FILE_ACCESS; }
static inline hid_t chdf5_file_creation(void) { return H5P_FILE_CREATE; }
static inline hid_t chdf5_dataset_creation(void) { return H5P_DATASET_CREATE; }
static inline hid_t chdf5_group_creation(void) { return H5P_GROUP_CREATE; }

// Types as they lie in a file, always little-endian.
static inline hid_t chdf5_file_float32(void) { return H5T_IEEE_F32LE; }
static inline hid_t chdf5_file_float64(void) { return H5T_IEEE_F64LE; }
static inline hid_t chdf5_file_int64(void) { return H5T_STD_I64LE; }
static inline hid_t chdf5_file_uint64(void) { return H5T_STD_U64LE; }
static inline hid_t chdf5_file_uint8(void) { return H5T_STD_U8LE; }
static inline hid_t chdf5_object_reference(void) { return H5T_STD_REF_OBJ; }
static inline hid_t chdf5_c_string(void) { return H5T_C_S1; }

// The same types as they lie in this machine's memory.
static inline hid_t chdf5_float32(void) { return H5T_NATIVE_FLOAT; }
static inline hid_t chdf5_float64(void) { return H5T_NATIVE_DOUBLE; }
static inline hid_t chdf5_int64(void) { return H5T_NATIVE_INT64; }
static inline hid_t chdf5_uint64(void) { return H5T_NATIVE_UINT64; }
static inline hid_t chdf5_uint8(void) { return H5T_NATIVE_UINT8; }

static inline herr_t chdf5_set_variable_length(hid_t type) { return H5Tset_size(type, H5T_VARIABLE); }

/// Fixes the file format to that of HDF5 1.8, which every reader knows, whatever release of libhdf5 writes it.
static inline herr_t chdf5_fix_format(hid_t access) {
  return H5Pset_libver_bounds(access, H5F_LIBVER_V18, H5F_LIBVER_V18);
}

static inline hid_t chdf5_create(const char *name, hid_t creation, hid_t access) {
  return H5Fcreate(name, H5F_ACC_TRUNC, creation, access);
}
static inline hid_t chdf5_open(const char *name, hid_t access) { return H5Fopen(name, H5F_ACC_RDONLY, access); }

/// Stops libhdf5 from printing its error stack (kept per thread) and from loading filters that a file asks for.
static inline void chdf5_silence(void) {
  H5Eset_auto2(H5E_DEFAULT, NULL, NULL);
  H5PLset_loading_state(0);
  H5Eclear2(H5E_DEFAULT);
}

/// The two innermost sentences of an error stack: what failed, and why.
struct chdf5_message { char outer[200]; char inner[200]; };

static inline herr_t chdf5_keep_description(unsigned n, const H5E_error2_t *error, void *data) {
  struct chdf5_message *message = (struct chdf5_message *)data;
  const char *text = error->desc ? error->desc : "";
  if (n == 0) snprintf(message->inner, sizeof message->inner, "%s", text);
  if (n == 1) snprintf(message->outer, sizeof message->outer, "%s", text);
  return 0;
}

/// Writes the end of libhdf5's error stack into `text` ("outer: inner") and clears the stack.
static inline void chdf5_last_error(char *text, size_t capacity) {
  struct chdf5_message message = {"", ""};
  H5Ewalk2(H5E_DEFAULT, H5E_WALK_UPWARD, chdf5_keep_description, &message);
  H5Eclear2(H5E_DEFAULT);
  snprintf(text, capacity, "%s%s%s", message.outer, message.outer[0] ? ": " : "", message.inner);
}

/// 1 for a hard link, 0 for a soft, external or user-defined one, negative on failure.
static inline int chdf5_is_hard_link(hid_t location, const char *name) {
  H5L_info_t info;
  if (H5Lget_info(location, name, &info, H5P_DEFAULT) < 0) return -1;
  return info.type == H5L_TYPE_HARD;
}

/// Number of attributes of an object, negative on failure.
static inline long long chdf5_attribute_count(hid_t object) {
#if H5_VERSION_GE(1, 12, 0)
  H5O_info2_t info;
  if (H5Oget_info3(object, &info, H5O_INFO_NUM_ATTRS) < 0) return -1;
#else
  H5O_info_t info;
  if (H5Oget_info(object, &info) < 0) return -1;
#endif
  return (long long)info.num_attrs;
}

/// Gives back the memory that libhdf5 allocated for variable-length elements.
static inline herr_t chdf5_reclaim(hid_t type, hid_t space, void *buffer) {
#if H5_VERSION_GE(1, 12, 0)
  return H5Treclaim(type, space, H5P_DEFAULT, buffer);
#else
  return H5Dvlen_reclaim(type, space, H5P_DEFAULT, buffer);
#endif
}

/// One line of the REFERENCE_LIST of a dimension scale: `dataset` uses the scale at its axis `dimension`.
/// The padding is a field of its own so that it is written as zeros.
struct chdf5_scale_use { hobj_ref_t dataset; unsigned dimension; unsigned padding; };

static inline hid_t chdf5_scale_use_type(void) {
  hid_t type = H5Tcreate(H5T_COMPOUND, sizeof(struct chdf5_scale_use));
  if (type < 0) return type;
  if (H5Tinsert(type, "dataset", HOFFSET(struct chdf5_scale_use, dataset), H5T_STD_REF_OBJ) < 0 ||
      H5Tinsert(type, "dimension", HOFFSET(struct chdf5_scale_use, dimension), H5T_NATIVE_UINT) < 0) {
    H5Tclose(type);
    return -1;
  }
  return type;
}

/// Path of the object that `reference` names, or a negative number.
static inline ssize_t chdf5_name_of(hid_t location, const hobj_ref_t *reference, char *text, size_t capacity) {
  return H5Rget_name(location, H5R_OBJECT, reference, text, capacity);
}
static inline herr_t chdf5_make_reference(hobj_ref_t *reference, hid_t location, const char *path) {
  return H5Rcreate(reference, location, path, H5R_OBJECT, -1);
}

/// Absorbs `count` bytes into a running 64-bit FNV-1a hash; any single changed byte changes the result.
static inline unsigned long long chdf5_fnv1a(const unsigned char *bytes, size_t count) {
  unsigned long long hash = 0xcbf29ce484222325ULL;
  for (size_t i = 0; i < count; i++) hash = (hash ^ bytes[i]) * 0x100000001b3ULL;
  return hash;
}

#endif
