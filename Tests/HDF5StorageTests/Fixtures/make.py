"""Makes the files of this folder, as other programs write them: h5py 3.16 with HDF5 2.0, SciPy 1.17."""

import h5py
import numpy as np
import scipy.io
import scipy.sparse

with h5py.File("h5py.h5", "w", libver="earliest") as f:
    f["half"] = np.arange(6, dtype="f2").reshape(2, 3)
    f["bigEndian"] = np.arange(4, dtype=">f8")
    f["signedBytes"] = np.array([-1, 2], dtype="i1")
    f["unsigned"] = np.array([7], dtype="u4")
    f["fixed"] = np.array([b"ab", b"c"])
    f["text"] = "héllo"
    f["group/scale"] = np.arange(3.0)
    f["group/scale"].make_scale("x")
    f["group/data"] = np.zeros((2, 3))
    f["group/data"].dims[1].attach_scale(f["group/scale"])
    f["complex"] = np.array([1 + 2j])
    f["link"] = h5py.SoftLink("/unsigned")
    f["elsewhere"] = h5py.ExternalLink("other.h5", "/x")
    f["null"] = h5py.Empty("f4")
    f.attrs.update({"bool": True, "matrix": np.eye(2), "single": np.float32(0.5), "bytes": np.bytes_(b"xy")})
    f.attrs["beyond"] = np.uint64(2**64 - 1)

with h5py.File("lzf.h5", "w") as f:
    f.create_dataset("x", data=np.zeros(64), compression="lzf", chunks=(64,))
with h5py.File("huge.h5", "w") as f:
    f.create_dataset("x", shape=(1 << 20, 1 << 10), dtype="f4", chunks=(1 << 10, 1 << 10))
with h5py.File("cycle.h5", "w") as f:
    group = f.create_group("g")
    group["again"] = group

a = np.arange(6.0).reshape(2, 3)
mixed = dict(double=a, single=a.astype("f4"), int16=a.astype("i2") - 3, uint64=a.astype("u8"),
             logical=np.array([[True, False]]), text="note", cell=np.array([[1, "x"]], dtype=object),
             structure={"x": 1}, empty=np.zeros((0, 3)), cube=np.arange(24.0).reshape(2, 3, 4))
scipy.io.savemat("mixed.mat", mixed)
scipy.io.savemat("mixed-compressed.mat", mixed, do_compression=True)
scipy.io.savemat("complex.mat", dict(a=a, z=a + 1j))
scipy.io.savemat("sparse.mat", dict(a=a, z=scipy.sparse.csc_matrix(a)))
scipy.io.savemat("text-only.mat", dict(note="x"))
scipy.io.savemat("version4.mat", dict(a=a), format="4")
