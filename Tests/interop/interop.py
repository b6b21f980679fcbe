"""Other programs beside this one: interop.py check FOLDER reads what it exported, a case a subfolder, write FOLDER writes what it imports,
schema FOLDER checks specs by their schema."""

import importlib.util
import json
import os
import sys
from pathlib import Path

os.environ["KERAS_BACKEND"] = "torch"

import h5py
import jsonschema
import keras
import numpy as np
import onnx
import onnxruntime
import scipy.io
import torch
from safetensors.numpy import load_file, save_file
from safetensors.torch import save_file as save_torch

# An output is near its sum of up to a thousand products in 32 bits, added in another order.
TOLERANCE = 1e-5


def padded(image, size, padding):
    margin = size // 2
    return np.pad(image, ((0, 0), (margin, margin), (margin, margin)), "edge" if padding == "replicate" else "constant")


def convolved(layers, image, padding, slopes={}):
    """The network by its definition, in 64 bits; layers are pairs of weights (O, I, H, W) and biases, slopes those of PReLU by layer."""
    value = image.astype(float)
    for index, (weight, bias) in enumerate(layers):
        size = weight.shape[-1]
        windows = np.lib.stride_tricks.sliding_window_view(padded(value, size, padding), (size, size), (1, 2))
        value = np.tensordot(weight.astype(float), windows, ((1, 2, 3), (0, 3, 4))) + bias[:, None, None]
        if index < len(layers) - 1:
            slope = slopes.get(index, np.zeros(len(value)))[:, None, None]
            value = np.maximum(value, 0) + slope * np.minimum(value, 0)
    return value


def by_onnx(folder, image):
    model = onnx.load(folder / "onnx.onnx")
    onnx.checker.check_model(model, full_check=True)
    session = onnxruntime.InferenceSession(folder / "onnx.onnx", providers=["CPUExecutionProvider"])
    return session.run(None, {"image": image[None]})[0][0]


def by_torch(folder, image):
    spec = importlib.util.spec_from_file_location("exported", folder / "pytorch.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    with torch.no_grad():
        return module.load()(torch.from_numpy(image[None]))[0].numpy()


def by_keras(folder, image, padding):
    """Each layer by Keras, with the border in between: Keras has no layer that repeats it."""
    with h5py.File(folder / "keras-h5.h5") as file:
        names = [name.decode() if hasattr(name, "decode") else name for name in file.attrs["layer_names"]]
        shapes = [file[name][name]["kernel:0"].shape if name.startswith("conv") else None for name in names]
    layers = []
    for name, shape in zip(names, shapes):
        follows = names.index(name) + 1
        rectified = follows < len(names) and names[follows].startswith("conv")
        layers.append(
            keras.layers.Conv2D(shape[3], shape[:2], activation="relu" if rectified else None, data_format="channels_last")
            if shape else keras.layers.PReLU(shared_axes=[1, 2]))
    model = keras.Sequential([keras.Input((None, None, image.shape[0])), *layers])
    model.load_weights(folder / "keras-h5.h5")
    value = image
    for layer, shape in zip(layers, shapes):
        value = layer((padded(value, shape[0], padding) if shape else value).transpose(1, 2, 0)[None])
        value = value.detach().numpy()[0].transpose(2, 0, 1)
    return value


def by_scipy(folder, image, padding):
    variables = scipy.io.loadmat(folder / "mat.mat")
    count = sum(name.startswith("weights_conv") for name in variables)
    layers = []
    for index in range(1, count + 1):
        weight, channels = variables[f"weights_conv{index}"], len(image)
        if channels == 1 and index == 1:
            weight = weight[None]
        if channels == 1 and index == count:
            weight = weight[..., None]
        size = int(weight.shape[1] ** 0.5)
        filters = weight.reshape(weight.shape[0], size, size, -1, order="F").transpose(3, 0, 1, 2)
        layers.append((filters, variables[f"biases_conv{index}"].ravel()))
    return convolved(layers, image, padding)


def by_safetensors(folder, image, padding):
    state = load_file(folder / "safetensors.safetensors")
    count = sum(name.endswith("bias") for name in state)
    layers = [(state[f"conv{i}.weight"], state[f"conv{i}.bias"]) for i in range(1, count + 1)]
    slopes = {i: state[f"prelu{i + 1}.weight"] for i in range(count) if f"prelu{i + 1}.weight" in state}
    return convolved(layers, image, padding, slopes)


def check(folder):
    for case in sorted(folder.iterdir()):
        check_case(case)


def check_case(folder):
    with h5py.File(folder / "case.h5") as file:
        image, sharp, padding = file["image"][:], file["sharp"][:], file.attrs["padding"]
    results = {
        "onnxruntime": by_onnx(folder, image), "torch": by_torch(folder, image),
        "keras": by_keras(folder, image, padding), "safetensors": by_safetensors(folder, image, padding),
    }
    if (folder / "mat.mat").exists():  # The authors' form has no slopes.
        results["scipy"] = by_scipy(folder, image, padding)
    # Of the largest value: images of noise come out up to some times as bright as they went in.
    largest = max(1.0, float(abs(sharp).max()))
    differences = {name: float(abs(result - sharp).max()) / largest for name, result in results.items()}
    print(folder.name, f"largest {largest:.2f}", " ".join(f"{name} {difference:.1e}" for name, difference in differences.items()))
    assert all(result.shape == sharp.shape for result in results.values())
    assert max(differences.values()) < TOLERANCE, differences


def write(folder):
    """One 9-5-5 in the layouts that are found in the wild."""
    torch.manual_seed(1)
    sizes = [(1, 64, 9), (64, 32, 5), (32, 1, 5)]
    layers = [torch.nn.Conv2d(i, o, size, padding=size // 2).half().float() for i, o, size in sizes]
    names = {"yjn870": ["conv1", "conv2", "conv3"], "lornatang": ["features.0", "map.0", "reconstruction"]}
    for layout, keys in names.items():
        state = {f"{key}.{part}": value for key, layer in zip(keys, layers) for part, value in layer.state_dict().items()}
        save_torch(state, folder / f"{layout}.safetensors")
        with h5py.File(folder / f"{layout}.h5", "w") as file:
            for key, value in state.items():
                file[key] = value.numpy()
    save_torch({key: value.half() for key, value in state.items()}, folder / "half.safetensors")
    arrays = [(layer.weight.detach().numpy(), layer.bias.detach().numpy()) for layer in layers]
    write_matlab(folder, arrays)
    write_onnx(folder / "zeros.onnx", arrays)


def write_matlab(folder, arrays):
    variables = {}
    for index, (weight, bias) in enumerate(arrays, 1):
        matrix = weight.transpose(1, 2, 3, 0).reshape(weight.shape[1], -1, weight.shape[0], order="F")
        matrix = matrix[0] if index == 1 else matrix[..., 0] if index == len(arrays) else matrix
        variables[f"weights_conv{index}"], variables[f"biases_conv{index}"] = matrix.astype(float), bias[:, None].astype(float)
    scipy.io.savemat(folder / "v5.mat", variables, do_compression=True)
    with h5py.File(folder / "v73.mat", "w", userblock_size=512) as file:
        for name, matrix in variables.items():
            file[name] = matrix.T
            file[name].attrs["MATLAB_class"] = np.bytes_("double")
    with open(folder / "v73.mat", "r+b") as file:
        file.write(b"MATLAB 7.3 MAT-file".ljust(124) + b"\x00\x02IM")


def write_onnx(path, arrays):
    helper, value, nodes, tensors = onnx.helper, "image", [], []
    for index, (weight, bias) in enumerate(arrays):
        margin, last = weight.shape[-1] // 2, index == len(arrays) - 1
        tensors += [onnx.numpy_helper.from_array(weight, f"w{index}"), helper.make_tensor(f"b{index}", 1, bias.shape, bias)]
        output = "sharp" if last else f"sum{index}"
        nodes.append(helper.make_node("Conv", [value, f"w{index}", f"b{index}"], [output], pads=[margin] * 4))
        if not last:
            value = f"value{index}"
            nodes.append(helper.make_node("Relu", [output], [value]))
    kinds = [helper.make_tensor_value_info(name, 1, [1, 1, "h", "w"]) for name in ("image", "sharp")]
    onnx.save(helper.make_model(helper.make_graph(nodes, "srcnn", kinds[:1], kinds[1:], tensors)), path)


def schema(folder):
    """The specs that the decoder takes are right by the schema, and those are wrong that it refuses."""
    validator = jsonschema.Draft202012Validator(json.loads((folder / "spec.schema.json").read_text()))
    validator.check_schema(validator.schema)
    for kind, is_right in [("good", True), ("bad", False)]:
        for path in sorted((folder / kind).glob("*.json")):
            errors = list(validator.iter_errors(json.loads(path.read_text())))
            assert bool(errors) != is_right, (path.name, [error.message for error in errors[:3]])


if __name__ == "__main__":
    {"check": check, "write": write, "schema": schema}[sys.argv[1]](Path(sys.argv[2]))
