#!/usr/bin/env bash
# Holds a device of OpenCL or CUDA against the processor, and the other graphics cards, too; measures it, trains on it, and measures
# it beside PyTorch where that is, in less than ten minutes and without a network: part of what pack.sh packs. All that comes of it
# goes into a folder.
# Usage: check.sh OUT [DEVICE]       DEVICE as `experiments devices` names it; gpu unless it is said
# MINUTES=9 in all; PYTHON=python3 is the one that may have PyTorch.
# Ends with 1 if a device computes otherwise than the processor (nothing is measured then if it is DEVICE), a benchmark wasn't
# finished, or nothing was trained.
set -uo pipefail
here=$(cd "$(dirname "$0")" && pwd)
out=$1 device=${2:-gpu} python=${PYTHON:-python3}
end=$((SECONDS + ${MINUTES:-9} * 60))
mkdir -p "$out"
out=$(cd "$out" && pwd)
# Where no time is left, a second.
left() { echo $((end > SECONDS ? end - SECONDS : 1)); }
# A part of what is left, but time enough to begin.
part() { echo $(($(left) / $1 + 5)); }
# ldconfig may lie where users don't look.
PATH="$PATH:/usr/sbin:/sbin"

# Of the libraries only those that the machine hasn't: its driver is to find the ones that it was made for. What is found may lack
# others.
lacking=$(mktemp -d)
trap 'rm -rf "$lacking"' EXIT
export LD_LIBRARY_PATH="${LD_LIBRARY_PATH:+$LD_LIBRARY_PATH:}$lacking"
before=
while missing=$(ldd "$here/experiments" | awk '/not found/ { print $1 }' | sort -u); [ "$missing" != "$before" ]; do
  for name in $missing; do ln -sf "$here/libraries/$name" "$lacking/$name"; done
  before=$missing
done

# A machine may have the driver, but neither the loader nor a word of the driver for it.
libraries=$(ldconfig -p)
known() { [[ $libraries == *"$1"* ]]; }
known 'libOpenCL.so.1 ' || ln -sf "$here/libraries/libOpenCL.so.1" "$lacking/libOpenCL.so.1"
if known 'libnvidia-opencl.so.1 ' && ! grep -qs nvidia /etc/OpenCL/vendors/*; then
  mkdir "$lacking/vendors"
  cp /etc/OpenCL/vendors/*.icd "$lacking/vendors/" 2>/dev/null
  echo libnvidia-opencl.so.1 > "$lacking/vendors/nvidia.icd"
  export OCL_ICD_VENDORS="$lacking/vendors"
fi

# NVRTC may be there as a part of PyTorch alone.
for folder in $("$python" -c 'import glob, site; print("\n".join(glob.glob(site.getsitepackages()[0] + "/nvidia/*/lib")))' 2>/dev/null); do
  if ls "$folder"/libnvrtc.so* > /dev/null 2>&1; then LD_LIBRARY_PATH="$LD_LIBRARY_PATH:$folder"; fi
done

say() { echo "[$SECONDS s] $*" | tee -a "$out/log.txt"; }

failures=()
fail() {
  say "FAILED: $*"
  failures+=("$1")
}

# Runs the program for so many seconds at most, its words in a file of its own; says how it ended.
step() {
  local name=$1 seconds=$2
  shift 2
  say "$name, $seconds s at most: experiments $*"
  timeout --signal=INT --kill-after=20 "$seconds" "$here/experiments" "$@" < /dev/null > "$out/$name.txt" 2> "$out/$name.log"
  local code=$?
  say "$name ended with $code"
  return $code
}

# Measures a network: a name for it, and what to give the program beside.
measure() {
  local name=$1 seconds=$2
  shift 2
  step "$name" "$seconds" bench --device "$device" --rounds 3 --seconds 0.5 --root . --output "$out/$name" "$@" ||
    fail "$name" "see $name.log"
  cat "$out/$name.txt"
}

cd "$here/project" || exit 1
{ cat "$here/commit"; uname -a; nproc; nvidia-smi 2>&1; } > "$out/machine.txt"
step devices "$(left)" devices
step selfcheck "$(left)" selfcheck --device "$device"
code=$?
cat "$out/selfcheck.txt" "$out/selfcheck.log"
[ $code = 0 ] || exit 1

# Each card by each of its drivers, but the one that was checked.
step devices-json "$(left)" devices --format json
count=0
while read -r name; do
  if [ -z "$name" ] || [[ $(head -n 1 "$out/selfcheck.txt") == "$name, driver "* ]]; then continue; fi
  count=$((count + 1))
  step "selfcheck-$count" "$(part 8)" selfcheck --device "$name" || fail "selfcheck-$count" "$name"
  cat "$out/selfcheck-$count.txt"
done < <(grep -o '"name":"[^"]*","vendor":"[^"]*","isGPU":true' "$out/devices-json.txt" | cut -d '"' -f 4)

# Each by itself, so that one that isn't finished takes no other along.
for network in 9-1-5 9-3-5 9-5-5; do
  for batch in 128 1024; do measure "bench-$network-$batch" "$(part 10)" --network $network --batch $batch; done
done

has_torch=
if "$python" -c 'import torch' 2> "$out/python.log"; then has_torch=1; else say "no PyTorch: $(tail -n 1 "$out/python.log")"; fi

# 9-1-5 as Fig. 7 has it, as far as it goes; on images that the program makes where T91 and Set5 aren't.
if [ -d "$here/images/t91" ]; then
  spec=(filter-size --set 'data.test=["set5"]')
else
  spec=(filter-size --profile demo)
fi
seconds=$(($(left) - 30))
if [ -n "$has_torch" ]; then seconds=$((seconds / 4)); fi
if [ $seconds -gt 5 ]; then
  step training $((seconds + 20)) run "${spec[@]}" --only 9-1-5 --seeds 1 --device "$device" --max-time "${seconds}s" \
    --root . --data-root "$here/images" --results "$out/results"
  code=$?
  # 130: the time was up.
  [ $code = 0 ] || [ $code = 130 ] || fail training "see training.log"
  step status 20 status --root . --results "$out/results"
  cat "$out/status.txt"
else
  fail training "no time was left"
fi

# Behind the training, as compiling takes long: with less than a minute each, nothing came of it on an H100.
rest=3
for network in 9-1-5 9-3-5 9-5-5; do
  [ -n "$has_torch" ] || break
  measure "bench-torch-$network" "$(part $rest)" --network $network --compare-torch "$python"
  rest=$((rest - 1))
done

[ ${#failures[@]} = 0 ] || { say "failed: ${failures[*]}"; exit 1; }
say "done"
