#include <dlfcn.h>
#include <string.h>

#include "COpenCL.h"

#ifdef __APPLE__
static const char *const names[] = {"/System/Library/Frameworks/OpenCL.framework/OpenCL"};
#else
static const char *const names[] = {"libOpenCL.so.1", "libOpenCL.so"};
#endif

static void *opened(const char *path) {
  if (path) return dlopen(path, RTLD_NOW | RTLD_LOCAL);
  void *library = NULL;
  for (size_t i = 0; !library && i < sizeof names / sizeof *names; i++) library = dlopen(names[i], RTLD_NOW | RTLD_LOCAL);
  return library;
}

const struct copencl_functions *copencl_load(const char *path, const char **reason) {
  static struct copencl_functions functions;
  void *library = opened(path);
  if (!library) {
    *reason = dlerror();
    return NULL;
  }
  struct copencl_functions found;
// A function's address comes as one of data.
#define FIND(name)                                                \
  {                                                               \
    void *address = dlsym(library, "cl" #name);                   \
    if (!address) {                                               \
      *reason = "it has no cl" #name;                             \
      return NULL;                                                \
    }                                                             \
    memcpy(&found.name, &address, sizeof address);                \
  }
  FIND(GetPlatformIDs)
  FIND(GetDeviceIDs)
  FIND(GetDeviceInfo)
  FIND(CreateContext)
  FIND(CreateCommandQueue)
  FIND(CreateBuffer)
  FIND(CreateProgramWithSource)
  FIND(BuildProgram)
  FIND(GetProgramBuildInfo)
  FIND(CreateKernel)
  FIND(SetKernelArg)
  FIND(EnqueueNDRangeKernel)
  FIND(EnqueueReadBuffer)
  FIND(EnqueueWriteBuffer)
  FIND(EnqueueFillBuffer)
  FIND(Finish)
  FIND(ReleaseMemObject)
  FIND(ReleaseKernel)
  FIND(ReleaseProgram)
  FIND(ReleaseCommandQueue)
  FIND(ReleaseContext)
  functions = found;
  return &functions;
}
