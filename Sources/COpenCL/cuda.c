// The functions of `copencl_functions` by CUDA's driver and NVRTC, for machines that have these and no OpenCL. The kernels are
// CUDA C as well.
// Source: CUDA Driver API and NVRTC, CUDA 11.1 and later, whose binary interface is the same since.
#include <dlfcn.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "COpenCL.h"

typedef int Device;
typedef unsigned long long Address;
typedef void *Handle;  // Of a context, stream, module, function, event or program.

enum { OUT_OF_MEMORY = 2, OUT_OF_RESOURCES = 701 };
enum { MOST_THREADS = 1, CLOCK_RATE = 13, MULTIPROCESSORS = 16, MAJOR = 75, MINOR = 76 };
enum { MOST_ARGUMENTS = 32, MOST_DEVICES = 16 };

struct driver {
  int (*Init)(unsigned), (*DriverGetVersion)(int *);
  int (*DeviceGetCount)(int *), (*DeviceGet)(Device *, int), (*DeviceGetName)(char *, int, Device);
  int (*DeviceTotalMem_v2)(size_t *, Device), (*DeviceGetAttribute)(int *, int, Device);
  int (*DevicePrimaryCtxRetain)(Handle *, Device), (*DevicePrimaryCtxRelease_v2)(Device), (*CtxSetCurrent)(Handle);
  int (*StreamCreate)(Handle *, unsigned), (*StreamDestroy_v2)(Handle), (*StreamSynchronize)(Handle);
  int (*MemAlloc_v2)(Address *, size_t), (*MemFree_v2)(Address);
  int (*MemcpyHtoDAsync_v2)(Address, const void *, size_t, Handle), (*MemcpyDtoHAsync_v2)(void *, Address, size_t, Handle);
  int (*MemsetD32Async)(Address, unsigned, size_t, Handle);
  int (*ModuleLoadData)(Handle *, const void *), (*ModuleUnload)(Handle), (*ModuleGetFunction)(Handle *, Handle, const char *);
  int (*LaunchKernel)(Handle, unsigned, unsigned, unsigned, unsigned, unsigned, unsigned, unsigned, Handle, void **, void **);
  int (*EventCreate)(Handle *, unsigned), (*EventRecord)(Handle, Handle), (*EventDestroy_v2)(Handle);
  int (*EventElapsedTime)(float *, Handle, Handle);
};

struct compiler {
  int (*Version)(int *, int *), (*CreateProgram)(Handle *, const char *, const char *, int, const char *const *, const char *const *);
  int (*CompileProgram)(Handle, int, const char *const *), (*DestroyProgram)(Handle *);
  int (*GetCUBINSize)(Handle, size_t *), (*GetCUBIN)(Handle, char *);
  int (*GetProgramLogSize)(Handle, size_t *), (*GetProgramLog)(Handle, char *);
};

struct _cl_device_id { Device device; };
struct _cl_context { Device device; Handle context; };
struct _cl_command_queue { Handle context, stream; int isTimed; };
struct _cl_mem { Handle context; Address address; };
struct _cl_program { Handle context; Device device; char *text, *log; Handle module; };
struct _cl_kernel { Handle function; union { Address address; uint32_t number; } values[MOST_ARGUMENTS]; };
struct _cl_event { Handle start, end; };

// What is loaded, once in a process: handles don't say which driver they are of.
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static void *driverLibrary, *compilerLibrary;
static struct driver cu;
static struct compiler nvrtc;
static struct _cl_device_id devices[MOST_DEVICES];
static int deviceCount;

// CUDA's codes as OpenCL's, so that what is said of them is the same; others keep their number, below OpenCL's.
static int32_t code(int result) {
  switch (result) {
    case 0: return 0;
    case OUT_OF_MEMORY: return -4;
    case OUT_OF_RESOURCES: return -5;
    case 46: case 700: case 719: case 999: return -36;  // Unavailable, an illegal address, a failed launch, unknown.
    default: return -10000 - result;
  }
}

static int attribute(Device device, int name) {
  int value = 0;
  return cu.DeviceGetAttribute(&value, name, device) == 0 ? value : 0;
}

// The version of NVIDIA's module in the kernel, from a line as `NVRM version: NVIDIA UNIX x86_64 Kernel Module  580.159.04  Tue`;
// with a comma, or nothing where the system doesn't tell.
static void moduleVersion(const char *path, char *text, size_t size) {
  char line[512] = "", *rest = NULL;
  text[0] = 0;
  FILE *file = fopen(path, "r");
  if (!file) return;
  if (!fgets(line, sizeof line, file)) line[0] = 0;
  fclose(file);
  for (char *word = strtok_r(line, " \t\n", &rest); word; word = strtok_r(NULL, " \t\n", &rest)) {
    if (!strchr(word, '.') || strspn(word, "0123456789.") < strlen(word)) continue;
    snprintf(text, size, "%s, ", word);
    return;
  }
}

// CUDA's own version is that of the driver's interface, which several drivers have.
static void driverVersion(char *text, size_t size) {
  char module[64];
  int major = 0, minor = 0, version = 0;
  moduleVersion("/proc/driver/nvidia/version", module, sizeof module);
  cu.DriverGetVersion(&version);
  nvrtc.Version(&major, &minor);
  snprintf(text, size, "%sCUDA %d.%d, NVRTC %d.%d", module, version / 1000, version % 1000 / 10, major, minor);
}

static int32_t getPlatforms(uint32_t room, copencl_platform *platforms, uint32_t *found) {
  if (found) *found = 1;
  if (platforms && room > 0) platforms[0] = (copencl_platform)&cu;  // Any that isn't none.
  return 0;
}

// The compiler, which is a library of its own.
static int32_t getPlatformInfo(copencl_platform platform, uint32_t name, size_t size, void *value, size_t *sizeFound) {
  char text[64];
  int major = 0, minor = 0;
  if (name != COPENCL_PLATFORM_VERSION) return -30;
  nvrtc.Version(&major, &minor);
  size_t own = (size_t)snprintf(text, sizeof text, "NVRTC %d.%d", major, minor) + 1;
  if (own > size) own = size;
  memcpy(value, text, own);
  if (sizeFound) *sizeFound = own;
  return 0;
}

static int32_t getDevices(copencl_platform platform, uint64_t type, uint32_t room, copencl_device *list, uint32_t *found) {
  if (found) *found = (uint32_t)deviceCount;
  for (int i = 0; list && i < deviceCount && (uint32_t)i < room; i++) list[i] = &devices[i];
  return 0;
}

static int32_t getDeviceInfo(copencl_device of, uint32_t name, size_t size, void *value, size_t *sizeFound) {
  char text[256] = "";
  uint64_t number = 0;
  size_t memory = 0;
  int version = 0;
  switch (name) {
    case COPENCL_DEVICE_NAME:
      if (cu.DeviceGetName(text, 200, of->device) != 0) return -36;
      strcat(text, " (CUDA)");
      break;
    case COPENCL_DEVICE_VENDOR: strcpy(text, "NVIDIA"); break;
    case COPENCL_DRIVER_VERSION: driverVersion(text, sizeof text); break;
    case COPENCL_DEVICE_VERSION:
      cu.DriverGetVersion(&version);
      snprintf(text, sizeof text, "CUDA %d.%d", version / 1000, version % 1000 / 10);
      break;
    case COPENCL_DEVICE_TYPE: number = COPENCL_DEVICE_TYPE_GPU; break;
    case COPENCL_DEVICE_GLOBAL_MEM_SIZE:
    case COPENCL_DEVICE_MAX_MEM_ALLOC_SIZE:
      if (cu.DeviceTotalMem_v2(&memory, of->device) != 0) return -36;
      number = memory;
      break;
    case COPENCL_DEVICE_MAX_WORK_GROUP_SIZE: number = (uint64_t)attribute(of->device, MOST_THREADS); break;
    case COPENCL_DEVICE_MAX_COMPUTE_UNITS: number = (uint64_t)attribute(of->device, MULTIPROCESSORS); break;
    case COPENCL_DEVICE_MAX_CLOCK_FREQUENCY: number = (uint64_t)attribute(of->device, CLOCK_RATE) / 1000; break;
    case COPENCL_DEVICE_COMPUTE_CAPABILITY_MAJOR_NV: number = (uint64_t)attribute(of->device, MAJOR); break;
    case COPENCL_DEVICE_COMPUTE_CAPABILITY_MINOR_NV: number = (uint64_t)attribute(of->device, MINOR); break;
    case COPENCL_DEVICE_COMPILER_AVAILABLE: number = 1; break;
    default: return -30;
  }
  size_t own = text[0] ? strlen(text) + 1 : sizeof number;
  if (own > size) own = size;
  memcpy(value, text[0] ? (const void *)text : &number, own);
  if (sizeFound) *sizeFound = own;
  return 0;
}

static copencl_context createContext(const intptr_t *properties, uint32_t count, const copencl_device *list,
                                     void (*notify)(const char *, const void *, size_t, void *), void *own, int32_t *error) {
  struct _cl_context *made = calloc(1, sizeof *made);
  if (!made) return *error = -6, NULL;
  made->device = list[0]->device;
  *error = code(cu.DevicePrimaryCtxRetain(&made->context, made->device));
  if (*error) return free(made), NULL;
  return made;
}

static int32_t releaseContext(copencl_context context) {
  int result = cu.DevicePrimaryCtxRelease_v2(context->device);
  free(context);
  return code(result);
}

static copencl_queue createQueue(copencl_context context, copencl_device device, uint64_t properties, int32_t *error) {
  struct _cl_command_queue *made = calloc(1, sizeof *made);
  if (!made) return *error = -6, NULL;
  made->context = context->context;
  made->isTimed = (properties & COPENCL_QUEUE_PROFILING_ENABLE) != 0;
  cu.CtxSetCurrent(made->context);
  *error = code(cu.StreamCreate(&made->stream, 1));  // That waits for no other.
  if (*error) return free(made), NULL;
  return made;
}

static int32_t finish(copencl_queue queue) {
  cu.CtxSetCurrent(queue->context);
  return code(cu.StreamSynchronize(queue->stream));
}

static int32_t releaseQueue(copencl_queue queue) {
  finish(queue);
  int result = cu.StreamDestroy_v2(queue->stream);
  free(queue);
  return code(result);
}

static copencl_buffer createBuffer(copencl_context context, uint64_t flags, size_t size, void *host, int32_t *error) {
  struct _cl_mem *made = calloc(1, sizeof *made);
  if (!made) return *error = -6, NULL;
  made->context = context->context;
  cu.CtxSetCurrent(made->context);
  *error = code(cu.MemAlloc_v2(&made->address, size));
  if (*error) return free(made), NULL;
  return made;
}

// Waits for the kernels that still use it.
static int32_t releaseBuffer(copencl_buffer buffer) {
  cu.CtxSetCurrent(buffer->context);
  int result = cu.MemFree_v2(buffer->address);
  free(buffer);
  return code(result);
}

static copencl_program createProgram(copencl_context context, uint32_t count, const char **texts, const size_t *lengths,
                                     int32_t *error) {
  struct _cl_program *made = calloc(1, sizeof *made);
  if (made) made->text = strdup(texts[0]);
  if (!made || !made->text) return free(made), *error = -6, NULL;
  made->context = context->context;
  made->device = context->device;
  return *error = 0, made;
}

// What the compiler says, or where it says nothing, what failed.
static int32_t notBuilt(struct _cl_program *program, Handle compiled, const char *call, int result) {
  size_t size = 0;
  free(program->log);
  program->log = NULL;
  if (compiled && nvrtc.GetProgramLogSize(compiled, &size) == 0 && size > 1) program->log = calloc(1, size + 1);
  if (program->log && nvrtc.GetProgramLog(compiled, program->log) == 0 && program->log[0]) return -11;
  free(program->log);
  program->log = calloc(1, 80);
  if (program->log) snprintf(program->log, 80, "%s: error %d", call, result);
  return -11;
}

// For the device itself and not for a virtual one, so that no other compiler is asked later.
static int32_t compile(struct _cl_program *program, Handle compiled) {
  char architecture[64];
  snprintf(architecture, sizeof architecture, "--gpu-architecture=sm_%d%d", attribute(program->device, MAJOR),
           attribute(program->device, MINOR));
  const char *arguments[] = {architecture};
  int result = nvrtc.CompileProgram(compiled, 1, arguments);
  if (result) return notBuilt(program, compiled, "nvrtcCompileProgram", result);
  size_t size = 0;
  result = nvrtc.GetCUBINSize(compiled, &size);
  if (result) return notBuilt(program, NULL, "nvrtcGetCUBINSize", result);
  char *binary = malloc(size + 1);
  if (!binary) return -6;
  result = nvrtc.GetCUBIN(compiled, binary);
  if (result) return free(binary), notBuilt(program, NULL, "nvrtcGetCUBIN", result);
  cu.CtxSetCurrent(program->context);
  result = cu.ModuleLoadData(&program->module, binary);
  free(binary);
  return result ? notBuilt(program, NULL, "cuModuleLoadData", result) : 0;
}

static int32_t buildProgram(copencl_program program, uint32_t count, const copencl_device *list, const char *options,
                            void (*notify)(copencl_program, void *), void *own) {
  Handle compiled = NULL;
  int result = nvrtc.CreateProgram(&compiled, program->text, "kernels.cu", 0, NULL, NULL);
  if (result) return notBuilt(program, NULL, "nvrtcCreateProgram", result);
  int32_t error = compile(program, compiled);
  nvrtc.DestroyProgram(&compiled);
  return error;
}

static int32_t getBuildInfo(copencl_program program, copencl_device device, uint32_t name, size_t size, void *value, size_t *sizeFound) {
  const char *log = program->log ? program->log : "";
  size_t own = strlen(log) + 1;
  if (sizeFound) *sizeFound = own;
  if (value) memcpy(value, log, own < size ? own : size);
  return 0;
}

static int32_t releaseProgram(copencl_program program) {
  cu.CtxSetCurrent(program->context);
  int result = program->module ? cu.ModuleUnload(program->module) : 0;
  free(program->text);
  free(program->log);
  free(program);
  return code(result);
}

static copencl_kernel createKernel(copencl_program program, const char *name, int32_t *error) {
  struct _cl_kernel *made = calloc(1, sizeof *made);
  if (!made) return *error = -6, NULL;
  cu.CtxSetCurrent(program->context);
  *error = code(cu.ModuleGetFunction(&made->function, program->module, name));
  if (*error) return free(made), NULL;
  return made;
}

static int32_t releaseKernel(copencl_kernel kernel) {
  free(kernel);
  return 0;
}

// A buffer is eight bytes, a number four.
static int32_t setArgument(copencl_kernel kernel, uint32_t index, size_t size, const void *value) {
  if (index >= MOST_ARGUMENTS) return -49;
  if (size == sizeof(copencl_buffer)) {
    kernel->values[index].address = (*(const copencl_buffer *)value)->address;
  } else if (size == sizeof(uint32_t)) {
    memcpy(&kernel->values[index].number, value, size);
  } else {
    return -51;
  }
  return 0;
}

static int32_t releaseEvent(copencl_event event) {
  if (event->start) cu.EventDestroy_v2(event->start);
  if (event->end) cu.EventDestroy_v2(event->end);
  free(event);
  return 0;
}

static int32_t launch(copencl_queue queue, copencl_kernel kernel, uint32_t dimensions, const size_t *offset, const size_t *items,
                      const size_t *groupItems, uint32_t waitCount, const copencl_event *wait, copencl_event *event) {
  unsigned groups[3] = {1, 1, 1}, own[3] = {1, 1, 1};
  for (uint32_t i = 0; i < dimensions && i < 3; i++) {
    groups[i] = (unsigned)(items[i] / groupItems[i]);
    own[i] = (unsigned)groupItems[i];
  }
  void *arguments[MOST_ARGUMENTS];
  for (int i = 0; i < MOST_ARGUMENTS; i++) arguments[i] = &kernel->values[i];
  cu.CtxSetCurrent(queue->context);
  struct _cl_event *timed = event && queue->isTimed ? calloc(1, sizeof *timed) : NULL;
  if (event) *event = timed;
  if (timed && (cu.EventCreate(&timed->start, 0) != 0 || cu.EventCreate(&timed->end, 0) != 0)) return -5;
  if (timed) cu.EventRecord(timed->start, queue->stream);
  int result = cu.LaunchKernel(kernel->function, groups[0], groups[1], groups[2], own[0], own[1], own[2], 0, queue->stream,
                               arguments, NULL);
  if (timed) cu.EventRecord(timed->end, queue->stream);
  return code(result);
}

// Times count from the kernel's own start.
static int32_t getEventInfo(copencl_event event, uint32_t name, size_t size, void *value, size_t *sizeFound) {
  float milliseconds = 0;
  int result = cu.EventElapsedTime(&milliseconds, event->start, event->end);
  uint64_t nanoseconds = name == COPENCL_PROFILING_COMMAND_END ? (uint64_t)(1e6 * (double)milliseconds) : 0;
  memcpy(value, &nanoseconds, sizeof nanoseconds);
  return code(result);
}

static int32_t readBuffer(copencl_queue queue, copencl_buffer buffer, uint32_t blocking, size_t offset, size_t size, void *to,
                          uint32_t waitCount, const copencl_event *wait, copencl_event *event) {
  cu.CtxSetCurrent(queue->context);
  int result = cu.MemcpyDtoHAsync_v2(to, buffer->address + offset, size, queue->stream);
  return result ? code(result) : finish(queue);
}

static int32_t writeBuffer(copencl_queue queue, copencl_buffer buffer, uint32_t blocking, size_t offset, size_t size,
                           const void *from, uint32_t waitCount, const copencl_event *wait, copencl_event *event) {
  cu.CtxSetCurrent(queue->context);
  int result = cu.MemcpyHtoDAsync_v2(buffer->address + offset, from, size, queue->stream);
  return result ? code(result) : finish(queue);
}

static int32_t fillBuffer(copencl_queue queue, copencl_buffer buffer, const void *pattern, size_t patternSize, size_t offset,
                          size_t size, uint32_t waitCount, const copencl_event *wait, copencl_event *event) {
  uint32_t word;
  if (patternSize != sizeof word) return -30;
  memcpy(&word, pattern, sizeof word);
  cu.CtxSetCurrent(queue->context);
  return code(cu.MemsetD32Async(buffer->address + offset, word, size / sizeof word, queue->stream));
}

// A function's address comes as one of data.
#define FIND(prefix, name)                                 \
  {                                                        \
    void *address = dlsym(library, prefix #name);          \
    if (!address) {                                        \
      snprintf(reason, size, "it has no " prefix #name);   \
      return false;                                        \
    }                                                      \
    memcpy(&found->name, &address, sizeof address);        \
  }
#define CU(name) FIND("cu", name)
#define NVRTC(name) FIND("nvrtc", name)

static bool findDriver(void *library, struct driver *found, char *reason, size_t size) {
  CU(Init) CU(DriverGetVersion) CU(DeviceGetCount) CU(DeviceGet) CU(DeviceGetName) CU(DeviceTotalMem_v2) CU(DeviceGetAttribute)
  CU(DevicePrimaryCtxRetain) CU(DevicePrimaryCtxRelease_v2) CU(CtxSetCurrent) CU(StreamCreate) CU(StreamDestroy_v2)
  CU(StreamSynchronize) CU(MemAlloc_v2) CU(MemFree_v2) CU(MemcpyHtoDAsync_v2) CU(MemcpyDtoHAsync_v2) CU(MemsetD32Async)
  CU(ModuleLoadData) CU(ModuleUnload) CU(ModuleGetFunction) CU(LaunchKernel) CU(EventCreate) CU(EventRecord) CU(EventDestroy_v2)
  CU(EventElapsedTime)
  return true;
}

static bool findCompiler(void *library, struct compiler *found, char *reason, size_t size) {
  NVRTC(Version) NVRTC(CreateProgram) NVRTC(CompileProgram) NVRTC(DestroyProgram) NVRTC(GetCUBINSize) NVRTC(GetCUBIN)
  NVRTC(GetProgramLogSize) NVRTC(GetProgramLog)
  return true;
}

// 0 where that can't be said.
static int majorOfCompiler(void *library) {
  int major = 0, minor = 0;
  int (*version)(int *, int *) = NULL;
  void *address = dlsym(library, "nvrtcVersion");
  memcpy(&version, &address, sizeof address);
  return version && version(&major, &minor) == 0 ? major : 0;
}

// NVRTC of that path, or the newest that is not newer than the driver, which may refuse what a newer one makes; else a newer one.
static void *openedCompiler(const char *path, int newest, char *reason, size_t size) {
  const char *const names[] = {path ? path : "libnvrtc.so.13", "libnvrtc.so.12", "libnvrtc.so.11.2", "libnvrtc.so"};
  const size_t count = path ? 1 : sizeof names / sizeof *names;
  void *newer = NULL;
  for (size_t i = 0; i < count; i++) {
    void *library = dlopen(names[i], RTLD_NOW | RTLD_LOCAL);
    if (!library) {
      const char *words = dlerror();
      if (i == 0) snprintf(reason, size, "NVRTC isn't found (%s)", words ? words : "unknown");
    } else if (majorOfCompiler(library) <= newest) {
      if (newer) dlclose(newer);
      return library;
    } else if (newer) {
      dlclose(library);
    } else {
      newer = library;
    }
  }
  return newer;
}

// Asks the driver for its devices.
static bool start(char *reason, size_t size) {
  int count = 0, result = cu.Init(0);
  if (result != 0) return snprintf(reason, size, "cuInit: error %d", result), false;
  result = cu.DeviceGetCount(&count);
  if (result != 0) return snprintf(reason, size, "cuDeviceGetCount: error %d", result), false;
  for (deviceCount = 0; deviceCount < count && deviceCount < MOST_DEVICES; deviceCount++) {
    if (cu.DeviceGet(&devices[deviceCount].device, deviceCount) != 0) break;
  }
  return true;
}

static bool load(void *driver, const char *compilerPath, char *reason, size_t size) {
  struct driver foundDriver;
  struct compiler foundCompiler;
  int version = 0;
  if (!findDriver(driver, &foundDriver, reason, size)) return false;
  foundDriver.DriverGetVersion(&version);
  void *compiler = openedCompiler(compilerPath, version / 1000, reason, size);
  if (!compiler || !findCompiler(compiler, &foundCompiler, reason, size)) return false;
  if (driverLibrary && driver == driverLibrary && compiler == compilerLibrary) return true;
  if (driverLibrary) return snprintf(reason, size, "another is loaded already"), false;
  cu = foundDriver;
  nvrtc = foundCompiler;
  if (!start(reason, size)) return false;
  driverLibrary = driver;
  compilerLibrary = compiler;
  return true;
}

bool copencl_load_cuda(const char *driver, const char *compiler, struct copencl_functions *functions, bool *hasDriver,
                       char *reason, size_t size) {
  const char *wish = getenv("SRCNN_CUDA");
  *hasDriver = false;
  if (!driver && wish && strcmp(wish, "0") == 0) return snprintf(reason, size, "SRCNN_CUDA is 0"), false;
  void *library = dlopen(driver ? driver : "libcuda.so.1", RTLD_NOW | RTLD_LOCAL);
  if (!library) {
    const char *words = dlerror();
    snprintf(reason, size, "%s", words ? words : "unknown");
    return false;
  }
  *hasDriver = true;
  pthread_mutex_lock(&lock);
  const bool isLoaded = load(library, compiler, reason, size);
  pthread_mutex_unlock(&lock);
  if (!isLoaded) return false;
  *functions = (struct copencl_functions){
      .GetPlatformIDs = getPlatforms, .GetPlatformInfo = getPlatformInfo, .GetDeviceIDs = getDevices,
      .GetDeviceInfo = getDeviceInfo,
      .CreateContext = createContext, .CreateCommandQueue = createQueue, .CreateBuffer = createBuffer,
      .CreateProgramWithSource = createProgram, .BuildProgram = buildProgram, .GetProgramBuildInfo = getBuildInfo,
      .CreateKernel = createKernel, .SetKernelArg = setArgument, .EnqueueNDRangeKernel = launch,
      .EnqueueReadBuffer = readBuffer, .EnqueueWriteBuffer = writeBuffer, .EnqueueFillBuffer = fillBuffer,
      .GetEventProfilingInfo = getEventInfo, .ReleaseEvent = releaseEvent, .Finish = finish,
      .ReleaseMemObject = releaseBuffer, .ReleaseKernel = releaseKernel, .ReleaseProgram = releaseProgram,
      .ReleaseCommandQueue = releaseQueue, .ReleaseContext = releaseContext};
  return true;
}
