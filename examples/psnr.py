"""PSNR of a network on one image, from its weights alone: python3 psnr.py RUN/weights.h5 butterfly.bmp

Nothing of this project is used but its file; needs h5py, numpy and Pillow. The protocol is that of the tables, step by step
in Sources/Imaging/Imaging.docc/MeasuringProtocol.md.
"""

import sys

import h5py
import numpy as np
from PIL import Image


def resized(image, size):
    """MATLAB's bicubic imresize of the rows: Keys' kernel, stretched when shrinking, mirrored at the border."""
    scale = size / len(image)
    stretch = min(scale, 1)
    centre = (np.arange(size) + 0.5) / scale - 0.5
    taps = np.floor(centre - 2 / stretch)[:, None] + np.arange(int(np.ceil(4 / stretch)) + 2)
    t = abs(stretch * (centre[:, None] - taps))
    weight = np.where(t <= 1, (1.5 * t - 2.5) * t * t + 1, np.where(t <= 2, ((-0.5 * t + 2.5) * t - 4) * t + 2, 0))
    place = taps.astype(int) % (2 * len(image))
    place = np.where(place < len(image), place, 2 * len(image) - 1 - place)
    return np.einsum("ot,otw->ow", weight / weight.sum(1, keepdims=True), image[place])


def both(image, height, width):
    return resized(resized(image, height).T, width).T


def layer(x, weight, bias):
    """Convolution (really correlation) of [I, H, W] with [O, I, h, w]; the border sample is repeated."""
    margin = weight.shape[-1] // 2
    windows = np.lib.stride_tricks.sliding_window_view(
        np.pad(x, ((0, 0), (margin, margin), (margin, margin)), "edge"), weight.shape[2:], (1, 2))
    return np.tensordot(weight, windows, ((1, 2, 3), (0, 3, 4))) + bias[:, None, None]


def activated(x, activation, slope):
    """max(x, 0); PReLU, whose slope below 0 is learned; or x."""
    if activation == "linear":
        return x
    return np.where(x > 0, x, 0 if slope is None else slope[:, None, None] * x)


def main(weights, picture):
    with h5py.File(weights) as file:
        scale = int(file.attrs["scale"])
        names = sorted(file)
        layers = [(file[name]["weight"][:], file[name]["bias"][:]) for name in names]
        slopes = [file[name]["slope"][:] if "slope" in file[name] else None for name in names[:-1]]
        activations = file.attrs.get("activations", ["relu"] * len(slopes))  # not said where all are rectified
    red, green, blue = np.asarray(Image.open(picture).convert("RGB"), float).transpose(2, 0, 1)
    luma = np.floor(16 + (65.481 * red + 128.553 * green + 24.966 * blue) / 255 + 0.5)
    height, width = (side // scale * scale for side in luma.shape)
    luma = luma[:height, :width]
    blurred = both(both(luma / 255, height // scale, width // scale), height, width)
    x = blurred[None]
    for (weight, bias), activation, slope in zip(layers, activations, slopes):
        x = activated(layer(x, weight, bias), activation, slope)
    for name, result in [("bicubic", blurred), ("network", layer(x, *layers[-1])[0])]:
        error = np.clip(np.floor(result * 255 + 0.5), 0, 255) - luma
        print(f"{name} {10 * np.log10(255 ** 2 / np.mean(error[scale:-scale, scale:-scale] ** 2)):.4f} dB")


if __name__ == "__main__":
    main(*sys.argv[1:])
