#!/usr/bin/env python3
"""What PyTorch does with a network of the paper: the other side of `experiments bench --compare-torch`.

    echo measure 2 | python torch_bench.py --network 9-1-5 --threads 2 training
    echo measure 2 | python torch_bench.py --network 9-5-5 --setting compile+channels_last inference --size 1920x1080

The network is that of `experiments bench`: convolutions with rectified linear units between them, started from the
same distribution. A training step is all of it, as there: forward over un-padded sub-images of 33 x 33, half the sum of
squared differences averaged over the batch, backward, gradient descent with momentum and the paper's three rates; the
batch lies ready in memory. Inference is one image, every layer padded by repeating its border.

--setting names how PyTorch is to be run, joined by '+':
    channels_last   activations with the channels innermost
    compile         torch.compile; needs a C++ compiler
    malloc          glibc keeps memory between steps, in huge pages
or `default` for nothing of it. --device NAME computes on the graphics card that CUDA calls so, in single precision without
TF32, the batch in its memory; otherwise the processor computes. Settings that share a process slow each other down through the allocator, so a process
has one. It talks in lines of JSON on its output: first what it is, then for each line `measure SECONDS` of its input the
steps it did and the seconds they took. It ends with its input.
"""
import argparse
import json
import os
import platform
import sys
import time

SUB_IMAGE = 33
WARM_UP_STEPS, WARM_UP_SECONDS = 4, 1.0
MALLOC = "glibc.malloc.mmap_threshold=1073741824:glibc.malloc.trim_threshold=17179869184:glibc.malloc.hugetlb=1"


def arguments():
    parser = argparse.ArgumentParser(formatter_class=argparse.RawDescriptionHelpFormatter, description=__doc__)
    parser.add_argument("--network", default="9-1-5", help="filter sizes joined by '-'")
    parser.add_argument("--widths", default="64,32", help="channels between the layers, joined by ','")
    parser.add_argument("--channels", type=int, default=1, help="channels of the image")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--device", help="a graphics card by its name; the processor without")
    parser.add_argument("--setting", default="default")
    parser.add_argument("--batch", type=int, default=128, help="sub-images a training step")
    parser.add_argument("--size", default="512x512", help="WIDTHxHEIGHT of the image to infer")
    parser.add_argument("work", choices=["training", "inference"])
    return parser.parse_args()


def answers():
    """The standard output, kept for answers alone: what libraries print goes to the error stream."""
    stream = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)
    return lambda **values: print(json.dumps(values), file=stream, flush=True)


def graphics_card(torch, name):
    """The card of a name; None and why if PyTorch doesn't see it."""
    if not torch.cuda.is_available():
        return None, f"PyTorch {torch.__version__} sees no CUDA device"
    names = [torch.cuda.get_device_name(i) for i in range(torch.cuda.device_count())]
    if name not in names:
        return None, f"PyTorch {torch.__version__} sees {', '.join(names)}, not {name}"
    torch.backends.cuda.matmul.allow_tf32 = False
    torch.backends.cudnn.allow_tf32 = False
    torch.backends.cudnn.benchmark = True
    return torch.device("cuda", names.index(name)), None


def build(torch, options, padded):
    filters = [int(f) for f in options.network.split("-")]
    widths = [int(w) for w in options.widths.split(",") if w]
    channels = [options.channels] + widths + [options.channels]
    layers = []
    for before, after, size in zip(channels, channels[1:], filters):
        pads = padded and size > 1
        layer = torch.nn.Conv2d(
            before, after, size, padding=size // 2 if pads else 0, padding_mode="replicate" if pads else "zeros")
        torch.nn.init.normal_(layer.weight, 0, 0.001)
        torch.nn.init.zeros_(layer.bias)
        layers += [layer, torch.nn.ReLU(inplace=True)]
    return torch.nn.Sequential(*layers[:-1])


def training(torch, network, options, setting, layout, device):
    side = SUB_IMAGE - sum(int(f) - 1 for f in options.network.split("-"))
    images = torch.rand(options.batch, options.channels, SUB_IMAGE, SUB_IMAGE).to(device).contiguous(memory_format=layout)
    targets = torch.rand(options.batch, options.channels, side, side).to(device).contiguous(memory_format=layout)
    layers = [layer for layer in network if isinstance(layer, torch.nn.Conv2d)]
    descent = torch.optim.SGD([
        {"params": [layer.weight for layer in layers[:-1]], "lr": 1e-5},
        {"params": [layers[-1].weight], "lr": 1e-6},
        {"params": [layer.bias for layer in layers], "lr": 1e-6}], momentum=0.9)

    def loss(images, targets):
        return torch.nn.functional.mse_loss(network(images), targets, reduction="sum") / (2 * options.batch)

    if "compile" in setting:
        loss = torch.compile(loss)

    def step():
        descent.zero_grad(set_to_none=True)
        loss(images, targets).backward()
        descent.step()

    return step


def inference(torch, network, options, setting, layout, device):
    width, height = (int(side) for side in options.size.split("x"))
    image = torch.rand(1, options.channels, height, width).to(device).contiguous(memory_format=layout)
    network.eval()
    apply = torch.compile(network) if "compile" in setting else network

    def step():
        with torch.inference_mode():
            apply(image)

    return step


def main():
    options = arguments()
    setting = set(options.setting.split("+"))
    if "malloc" in setting and os.environ.get("GLIBC_TUNABLES") != MALLOC:
        # glibc reads its settings when a process starts.
        os.environ["GLIBC_TUNABLES"] = MALLOC
        os.execv(sys.executable, [sys.executable] + sys.argv)
    # Compiling in this process leaves no others behind when it is stopped.
    os.environ.setdefault("TORCHINDUCTOR_COMPILE_THREADS", "1")
    answer = answers()
    try:
        import torch
    except ImportError as error:
        answer(missing=str(error))
        return 3
    torch.manual_seed(1)
    torch.set_num_threads(options.threads)
    device = torch.device("cpu")
    if options.device is not None:
        device, reason = graphics_card(torch, options.device)
        if device is None:
            answer(withoutDevice=reason)
            return 3
    layout = torch.channels_last if "channels_last" in setting else torch.contiguous_format
    network = build(torch, options, padded=options.work == "inference").to(device, memory_format=layout)
    step = (training if options.work == "training" else inference)(torch, network, options, setting, layout, device)
    wait = torch.cuda.synchronize if options.device is not None else lambda: None
    step()  # compiles, if it is to
    start = time.perf_counter()
    for _ in range(WARM_UP_STEPS):
        if time.perf_counter() - start < WARM_UP_SECONDS:
            step()
            wait()
    answer(
        python=platform.python_version(), torch=torch.__version__, threads=torch.get_num_threads(),
        parameters=sum(p.numel() for p in network.parameters()))
    for line in sys.stdin:
        seconds = float(line.split()[1])
        steps, start, passed = 0, time.perf_counter(), 0.0
        while steps == 0 or passed < seconds:
            step()
            # A card is asked to do many steps at a time: waiting for each would slow it.
            if steps % 16 == 15:
                wait()
            steps, passed = steps + 1, time.perf_counter() - start
        wait()
        passed = time.perf_counter() - start
        answer(steps=steps, seconds=passed)
    return 0


if __name__ == "__main__":
    sys.exit(main())
