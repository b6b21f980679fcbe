#!/usr/bin/env bash
# Holds a device of OpenCL against the processor, measures it, beside PyTorch where that is, and trains on it, in less than ten
# minutes and without a network: part of what pack.sh packs. All that comes of it goes into a folder.
# Usage: check.sh OUT [DEVICE]       DEVICE as `experiments devices` names it; gpu unless it is said
# MINUTES=9 in all; PYTHON=python3 is the one that may have PyTorch.
# Ends with 1 if the device computes otherwise than the processor: nothing is measured then.
set -uo pipefail
here=$(cd "$(dirname "$0")" && pwd)
out=$1 device=${2:-gpu} python=${PYTHON:-python3}
end=$((SECONDS + ${MINUTES:-9} * 60))
mkdir -p "$out"
out=$(cd "$out" && pwd)
# Where no time is left, a second.
left() { echo $((end > SECONDS ? end - SECONDS : 1)); }
# ldconfig may lie where users don't look.
PATH="$PATH:/usr/sbin:/sbin"

# Of the libraries only those that the machine hasn't: its driver is to find the ones that it was made for.
lacking=$(mktemp -d)
trap 'rm -rf "$lacking"' EXIT
export LD_LIBRARY_PATH="${LD_LIBRARY_PATH:+$LD_LIBRARY_PATH:}$lacking"
for _ in 1 2 3 4 5; do
  missing=$(ldd "$here/experiments" | awk '/not found/ { print $1 }' | sort -u)
  [ -n "$missing" ] || break
  for name in $missing; do ln -sf "$here/libraries/$name" "$lacking/$name"; done
done

# A machine may have the driver, but neither the loader nor a word of the driver for it.
known() { ldconfig -p | grep -q "$1"; }
known 'libOpenCL\.so\.1 ' || ln -sf "$here/libraries/libOpenCL.so.1" "$lacking/libOpenCL.so.1"
if known 'libnvidia-opencl\.so\.1 ' && ! grep -qs nvidia /etc/OpenCL/vendors/*; then
  mkdir "$lacking/vendors"
  cp /etc/OpenCL/vendors/*.icd "$lacking/vendors/" 2>/dev/null
  echo libnvidia-opencl.so.1 > "$lacking/vendors/nvidia.icd"
  export OCL_ICD_VENDORS="$lacking/vendors"
fi

# NVRTC may be there as a part of PyTorch alone.
for folder in $("$python" -c 'import glob, site; print("\n".join(glob.glob(site.getsitepackages()[0] + "/nvidia/*/lib")))' 2>/dev/null); do
  if ls "$folder"/libnvrtc.so* > /dev/null 2>&1; then LD_LIBRARY_PATH="$LD_LIBRARY_PATH:$folder"; fi
done

experiments() { timeout --signal=INT --kill-after=20 "$(left)" "$here/experiments" "$@"; }

say() { echo "[$SECONDS s] $*" | tee -a "$out/log.txt"; }

# Runs a step, its words in a file of its own; says how it ended.
step() {
  local name=$1
  shift
  say "$name: $*"
  "$@" > "$out/$name.txt" 2> "$out/$name.log"
  local code=$?
  say "$name ended with $code"
  return $code
}

cd "$here/project" || exit 1
{ uname -a; nproc; nvidia-smi 2>&1; } > "$out/machine.txt"
step devices experiments devices
step selfcheck experiments selfcheck --device "$device"
code=$?
cat "$out/selfcheck.txt" "$out/selfcheck.log"
[ $code = 0 ] || exit 1

for batch in 128 1024; do
  step "bench-$batch" experiments bench --device "$device" --batch $batch --rounds 3 --seconds 0.5 \
    --root . --output "$out/bench-$batch"
  cat "$out/bench-$batch.txt"
done
if "$python" -c 'import torch' 2> "$out/python.log"; then
  # At most half of what is left: compiling takes long, and the training is worth more.
  end_of_all=$end
  end=$((SECONDS + $(left) / 2))
  step bench-torch experiments bench --device "$device" --rounds 3 --seconds 0.5 --root . \
    --compare-torch "$python" --output "$out/bench-torch"
  cat "$out/bench-torch.txt"
  end=$end_of_all
else
  say "no PyTorch: $(tail -n 1 "$out/python.log")"
fi

# 9-1-5 as Fig. 7 has it, as far as it goes; on images that the program makes where T91 and Set5 aren't.
if [ -d "$here/images/t91" ]; then
  spec=(filter-size --set 'data.test=["set5"]')
else
  spec=(filter-size --profile demo)
fi
seconds=$(($(left) - 30))
[ $seconds -gt 5 ] || { say "no time left to train"; exit 0; }
step training experiments run "${spec[@]}" --only 9-1-5 --seeds 1 --device "$device" --max-time "${seconds}s" \
  --root . --data-root "$here/images" --results "$out/results"
code=$?
step status experiments status --root . --results "$out/results"
cat "$out/status.txt"
# 130: the time was up.
[ $code = 0 ] || [ $code = 130 ] || exit 1
say "done"
