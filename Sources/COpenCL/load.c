#include <dlfcn.h>
#include <stdio.h>
#include <string.h>

#include "COpenCL.h"

#ifdef __APPLE__
static const char *const names[] = {"/System/Library/Frameworks/OpenCL.framework/OpenCL"};
#else
static const char *const names[] = {"libOpenCL.so.1", "libOpenCL.so"};
#endif

// The reason is that of the first name: the others are its elder forms.
static void *opened(const char *path, char *reason, size_t size) {
  const char *const *paths = path ? &path : names;
  size_t count = path ? 1 : sizeof names / sizeof *names;
  for (size_t i = 0; i < count; i++) {
    void *library = dlopen(paths[i], RTLD_NOW | RTLD_LOCAL);
    if (library) return library;
    const char *words = dlerror();
    if (i == 0) snprintf(reason, size, "%s", words ? words : "unknown");
  }
  return NULL;
}

bool copencl_load(const char *path, struct copencl_functions *functions, char *reason, size_t size) {
  void *library = opened(path, reason, size);
  if (!library) return false;
// A function's address comes as one of data.
#define FIND(name)                                         \
  {                                                        \
    void *address = dlsym(library, "cl" #name);            \
    if (!address) {                                        \
      snprintf(reason, size, "it has no cl" #name);        \
      dlclose(library);                                    \
      return false;                                        \
    }                                                      \
    memcpy(&functions->name, &address, sizeof address);    \
  }
  FIND(GetPlatformIDs)
  FIND(GetPlatformInfo)
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
  FIND(GetEventProfilingInfo)
  FIND(ReleaseEvent)
  FIND(Finish)
  FIND(ReleaseMemObject)
  FIND(ReleaseKernel)
  FIND(ReleaseProgram)
  FIND(ReleaseCommandQueue)
  FIND(ReleaseContext)
  return true;
}
