// One source for two compilers: OpenCL C, and CUDA C as NVRTC compiles it.
#ifdef __OPENCL_VERSION__
#define KERNEL __kernel
#define DEVICE
#define GLOBAL __global
#define LOCAL __local
#define SHARED __local  // What a pointer to it says.
#define BARRIER() barrier(CLK_LOCAL_MEM_FENCE)
#define GROUP(axis) ((int)get_group_id(axis))
#define ITEM() ((int)get_local_id(0))
#define INDEX() ((int)get_global_id(0))
#define SQRT(x) sqrt(x)
#define FMA(x, y, z) fma(x, y, z)
#else
#define KERNEL extern "C" __global__
#define DEVICE __device__
#define GLOBAL
#define LOCAL __shared__
#define SHARED
#define BARRIER() __syncthreads()
#define GROUP(axis) ((int)((axis) == 0 ? blockIdx.x : (axis) == 1 ? blockIdx.y : blockIdx.z))
#define ITEM() ((int)threadIdx.x)
#define INDEX() ((int)(blockIdx.x * blockDim.x + threadIdx.x))
#define SQRT(x) sqrtf(x)
#define FMA(x, y, z) fmaf(x, y, z)
#endif

// How a layer's sums are activated.
#define LINEAR 0
#define RELU 1
#define PRELU 2
