"""PSNR of a network on one image, from its weights alone: python3 psnr.py RUN/weights.h5 butterfly.bmp"""
import sys
import h5py
import numpy as np
from PIL import Image

def resized(image, size):
    """MATLAB's bicubic imresize of the rows: Keys' kernel, stretched when shrinking, mirrored at the border."""
    centre = (np.arange(size)[:, None] + 0.5) * len(image) / size - 0.5
    t = abs(min(size / len(image), 1) * (centre - np.arange(-len(image), 2 * len(image))))
    weight = np.where(t <= 1, (1.5 * t - 2.5) * t * t + 1, np.where(t <= 2, ((-0.5 * t + 2.5) * t - 4) * t + 2, 0))
    return weight / weight.sum(1, keepdims=True) @ np.concatenate([image[::-1], image, image[::-1]])

def layer(x, group, activation, border):
    """Correlation of [I, H, W] with [O, I, h, w]; then nothing, max(y, 0), or PReLU, whose slope below 0 is learned."""
    weight, margin = group["weight"][:], group["weight"].shape[-1] // 2
    padded = np.pad(x, ((0, 0), (margin, margin), (margin, margin)), border)
    windows = np.lib.stride_tricks.sliding_window_view(padded, weight.shape[2:], (1, 2))
    y = np.tensordot(weight, windows, ((1, 2, 3), (0, 3, 4))) + group["bias"][:][:, None, None]
    slope = group["slope"][:][:, None, None] if "slope" in group else 0
    return y if activation == "linear" else np.where(y > 0, y, slope * y)

if __name__ == "__main__":
    file, image = h5py.File(sys.argv[1]), Image.open(sys.argv[2]).convert("RGB")
    if {"lastLayer", "blur"} & {*file.attrs} or file.attrs["channels"] != "y":
        sys.exit("only for networks of luminance that sharpen what bicubic interpolation has enlarged")
    red, green, blue = np.asarray(image, float).transpose(2, 0, 1)
    scale, border = int(file.attrs["scale"]), "constant" if file.attrs["padding"] == "zero" else "edge"
    luma = np.floor(16 + (65.481 * red + 128.553 * green + 24.966 * blue) / 255 + 0.5)
    luma = luma[:len(luma) // scale * scale, :len(luma[0]) // scale * scale]
    reduced = resized(resized(luma / 255, len(luma) // scale).T, len(luma[0]) // scale).T
    bicubic = resized(resized(reduced, len(luma)).T, len(luma[0])).T
    x = bicubic[None]
    for i, activation in enumerate([*file.attrs.get("activations", ["relu"] * (len(file) - 1)), "linear"], 1):
        x = layer(x, file[f"conv{i}"], activation, border)
    for name, result in [("bicubic", bicubic), ("network", x[0])]:
        error = (np.clip(np.floor(result * 255 + 0.5), 0, 255) - luma)[scale:-scale, scale:-scale]
        print(f"{name} {10 * np.log10(255 ** 2 / np.mean(error ** 2)):.4f} dB")
