// What this project uses of OpenCL 1.2, from a library that is looked for when the program runs: neither headers nor a
// library are needed to build it.
// Source: the Khronos OpenCL Registry, cl.h; the binary interface is the same in all versions since 1.2.
#ifndef COPENCL_H
#define COPENCL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct _cl_platform_id *copencl_platform;
typedef struct _cl_device_id *copencl_device;
typedef struct _cl_context *copencl_context;
typedef struct _cl_command_queue *copencl_queue;
typedef struct _cl_mem *copencl_buffer;
typedef struct _cl_program *copencl_program;
typedef struct _cl_kernel *copencl_kernel;
typedef struct _cl_event *copencl_event;

enum {
  COPENCL_PLATFORM_VERSION = 0x0901,
  COPENCL_DEVICE_TYPE_GPU = 4,
  COPENCL_DEVICE_TYPE = 0x1000,
  COPENCL_DEVICE_MAX_COMPUTE_UNITS = 0x1002,
  COPENCL_DEVICE_MAX_WORK_GROUP_SIZE = 0x1004,
  COPENCL_DEVICE_MAX_CLOCK_FREQUENCY = 0x100C,
  COPENCL_DEVICE_MAX_MEM_ALLOC_SIZE = 0x1010,
  COPENCL_DEVICE_GLOBAL_MEM_SIZE = 0x101F,
  COPENCL_DEVICE_COMPILER_AVAILABLE = 0x1028,
  COPENCL_DEVICE_NAME = 0x102B,
  COPENCL_DEVICE_VENDOR = 0x102C,
  COPENCL_DRIVER_VERSION = 0x102D,
  COPENCL_DEVICE_VERSION = 0x102F,
  COPENCL_DEVICE_COMPUTE_CAPABILITY_MAJOR_NV = 0x4000,  // cl_ext.h, cl_nv_device_attribute_query
  COPENCL_DEVICE_COMPUTE_CAPABILITY_MINOR_NV = 0x4001,
  COPENCL_MEM_READ_WRITE = 1,
  COPENCL_QUEUE_PROFILING_ENABLE = 2,
  COPENCL_PROGRAM_BUILD_LOG = 0x1183,
  COPENCL_PROFILING_COMMAND_START = 0x1282,
  COPENCL_PROFILING_COMMAND_END = 0x1283,
};

// Errors that the program tells from others.
enum { COPENCL_COMPILER_NOT_AVAILABLE = -3, COPENCL_OUT_OF_RESOURCES = -5 };

/// The functions by their OpenCL names without `cl`.
struct copencl_functions {
  int32_t (*GetPlatformIDs)(uint32_t count, copencl_platform *platforms, uint32_t *found);
  int32_t (*GetPlatformInfo)(copencl_platform platform, uint32_t name, size_t size, void *value, size_t *sizeFound);
  int32_t (*GetDeviceIDs)(copencl_platform platform, uint64_t type, uint32_t count, copencl_device *devices, uint32_t *found);
  int32_t (*GetDeviceInfo)(copencl_device device, uint32_t name, size_t size, void *value, size_t *sizeFound);
  copencl_context (*CreateContext)(const intptr_t *properties, uint32_t count, const copencl_device *devices,
                                   void (*notify)(const char *, const void *, size_t, void *), void *context, int32_t *error);
  copencl_queue (*CreateCommandQueue)(copencl_context context, copencl_device device, uint64_t properties, int32_t *error);
  copencl_buffer (*CreateBuffer)(copencl_context context, uint64_t flags, size_t size, void *host, int32_t *error);
  copencl_program (*CreateProgramWithSource)(copencl_context context, uint32_t count, const char **texts, const size_t *lengths,
                                             int32_t *error);
  int32_t (*BuildProgram)(copencl_program program, uint32_t count, const copencl_device *devices, const char *options,
                          void (*notify)(copencl_program, void *), void *context);
  int32_t (*GetProgramBuildInfo)(copencl_program program, copencl_device device, uint32_t name, size_t size, void *value,
                                 size_t *sizeFound);
  copencl_kernel (*CreateKernel)(copencl_program program, const char *name, int32_t *error);
  int32_t (*SetKernelArg)(copencl_kernel kernel, uint32_t index, size_t size, const void *value);
  int32_t (*EnqueueNDRangeKernel)(copencl_queue queue, copencl_kernel kernel, uint32_t dimensions, const size_t *offset,
                                  const size_t *items, const size_t *groupItems, uint32_t waitCount, const copencl_event *wait,
                                  copencl_event *event);
  int32_t (*EnqueueReadBuffer)(copencl_queue queue, copencl_buffer buffer, uint32_t blocking, size_t offset, size_t size,
                               void *to, uint32_t waitCount, const copencl_event *wait, copencl_event *event);
  int32_t (*EnqueueWriteBuffer)(copencl_queue queue, copencl_buffer buffer, uint32_t blocking, size_t offset, size_t size,
                                const void *from, uint32_t waitCount, const copencl_event *wait, copencl_event *event);
  int32_t (*EnqueueFillBuffer)(copencl_queue queue, copencl_buffer buffer, const void *pattern, size_t patternSize,
                               size_t offset, size_t size, uint32_t waitCount, const copencl_event *wait, copencl_event *event);
  int32_t (*GetEventProfilingInfo)(copencl_event event, uint32_t name, size_t size, void *value, size_t *sizeFound);
  int32_t (*ReleaseEvent)(copencl_event event);
  int32_t (*Finish)(copencl_queue queue);
  int32_t (*ReleaseMemObject)(copencl_buffer buffer);
  int32_t (*ReleaseKernel)(copencl_kernel kernel);
  int32_t (*ReleaseProgram)(copencl_program program);
  int32_t (*ReleaseCommandQueue)(copencl_queue queue);
  int32_t (*ReleaseContext)(copencl_context context);
};

/// Loads the library at `path`, NULL for the system's, which stays loaded, and finds its functions.
///
/// False if there is none or it lacks a function; `reason`, of `size` bytes, then says which, in the dynamic linker's words.
bool copencl_load(const char *path, struct copencl_functions *functions, char *reason, size_t size);

/// The same by CUDA's driver and NVRTC, its compiler; paths as above. Its one platform has the cards that the driver has.
///
/// A process loads one driver with one compiler: others are refused. `hasDriver` says whether there is a driver, used or not. The
/// system's is as good as none where the environment's `SRCNN_CUDA` is 0.
bool copencl_load_cuda(const char *driver, const char *compiler, struct copencl_functions *functions, bool *hasDriver,
                       char *reason, size_t size);

#endif
