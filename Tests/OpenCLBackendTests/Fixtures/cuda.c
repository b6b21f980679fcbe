// CUDA's driver and NVRTC as far as the program asks for them, on the processor: it has one kernel, `descend`, and a MiB of memory.
// It compiles no abacus, loads no sextant, and doesn't begin with a quadrant.
#include <stdlib.h>
#include <string.h>

typedef void *Handle;
typedef unsigned long long Address;

int cuInit(unsigned flags) { return 0; }
int cuDriverGetVersion(int *version) { return *version = 12040, 0; }
int cuDeviceGetCount(int *count) { return *count = 1, 0; }
int cuDeviceGet(int *device, int index) { return *device = index, 0; }
int cuDeviceGetName(char *name, int size, int device) { return strncpy(name, "Fake", (size_t)size), 0; }
int cuDeviceTotalMem_v2(size_t *bytes, int device) { return *bytes = 1 << 30, 0; }
int cuDeviceGetAttribute(int *value, int name, int device) {
  switch (name) {
    case 1: *value = 1024; break;
    case 13: *value = 1500000; break;
    case 16: *value = 10; break;
    case 75: *value = 8; break;
    case 76: *value = 9; break;
    default: return 1;
  }
  return 0;
}
int cuDevicePrimaryCtxRetain(Handle *context, int device) { return *context = malloc(1), 0; }
int cuDevicePrimaryCtxRelease_v2(int device) { return 0; }
int cuCtxSetCurrent(Handle context) { return context ? 0 : 201; }
int cuStreamCreate(Handle *stream, unsigned flags) { return *stream = malloc(1), 0; }
int cuStreamDestroy_v2(Handle stream) { return free(stream), 0; }
int cuStreamSynchronize(Handle stream) { return 0; }
int cuMemAlloc_v2(Address *address, size_t size) {
  if (size > 1 << 20) return 2;
  *address = (Address)malloc(size);
  return 0;
}
int cuMemFree_v2(Address address) { return free((void *)address), 0; }
int cuMemcpyHtoDAsync_v2(Address to, const void *from, size_t size, Handle stream) { return memcpy((void *)to, from, size), 0; }
int cuMemcpyDtoHAsync_v2(void *to, Address from, size_t size, Handle stream) { return memcpy(to, (void *)from, size), 0; }
int cuMemsetD32Async(Address to, unsigned value, size_t count, Handle stream) {
  for (size_t i = 0; i < count; i++) ((unsigned *)to)[i] = value;
  return 0;
}
int cuModuleLoadData(Handle *module, const void *image) { return *module = malloc(1), strcmp(image, "binary of sm_89") ? 209 : 0; }
int cuModuleUnload(Handle module) { return free(module), 0; }
int cuModuleGetFunction(Handle *function, Handle module, const char *name) { return *function = strdup(name), 0; }
int cuLaunchKernel(Handle function, unsigned gx, unsigned gy, unsigned gz, unsigned x, unsigned y, unsigned z, unsigned shared,
                   Handle stream, void **arguments, void **extra) {
  if (strcmp(function, "descend") != 0) return 719;
  float *w = *(float **)arguments[0], *v = *(float **)arguments[1], *g = *(float **)arguments[2];
  int first = *(int *)arguments[3], count = *(int *)arguments[4];
  float rate = *(float *)arguments[5], momentum = *(float *)arguments[6];
  for (unsigned i = 0; i < gx * x && (int)i < count; i++) {
    v[first + i] = momentum * v[first + i] - rate * g[first + i];
    w[first + i] += v[first + i];
  }
  return gy == 1 && gz == 1 && y == 1 && z == 1 ? 0 : 1;
}
int cuEventCreate(Handle *event, unsigned flags) { return *event = malloc(1), 0; }
int cuEventRecord(Handle event, Handle stream) { return 0; }
int cuEventDestroy_v2(Handle event) { return free(event), 0; }
int cuEventElapsedTime(float *milliseconds, Handle start, Handle end) { return *milliseconds = 0.25f, 0; }

struct Program { int isGood, isSextant; char architecture[64]; };

int nvrtcVersion(int *major, int *minor) { return *major = 12, *minor = 6, 0; }
int nvrtcCreateProgram(Handle *program, const char *text, const char *name, int count, const char **headers, const char **names) {
  struct Program *made = calloc(1, sizeof *made);
  if (strstr(text, "quadrant")) return free(made), 3;
  made->isGood = strstr(text, "abacus") == NULL;
  made->isSextant = strstr(text, "sextant") != NULL;
  return *program = made, 0;
}
int nvrtcCompileProgram(Handle program, int count, const char **options) {
  struct Program *own = program;
  const char *prefix = "--gpu-architecture=";
  for (int i = 0; i < count; i++) {
    if (strncmp(options[i], prefix, strlen(prefix)) == 0) strncpy(own->architecture, options[i] + strlen(prefix), 63);
  }
  return own->isGood ? 0 : 6;
}
int nvrtcDestroyProgram(Handle *program) { return free(*program), 0; }
int nvrtcGetCUBINSize(Handle program, size_t *size) { return *size = 80, 0; }
int nvrtcGetCUBIN(Handle program, char *binary) {
  strcpy(binary, ((struct Program *)program)->isSextant ? "sextant of " : "binary of ");
  strcat(binary, ((struct Program *)program)->architecture);
  return 0;
}
int nvrtcGetProgramLogSize(Handle program, size_t *size) { return *size = 40, 0; }
int nvrtcGetProgramLog(Handle program, char *log) { return strcpy(log, "kernels.cu(1): error: an abacus"), 0; }
