# What one does in this project, one word each; `make` alone lists them.

PROFILE ?=
DATA    ?=
THREADS ?=
FRESH   ?=
PAGE    ?= results/index.html
TORCH   ?=
PREFIX  ?= $(HOME)/.local
SECONDS ?= 60
READERS ?=

EXPERIMENTS = .build/release/experiments
OPTIONS     = $(if $(DATA),--data-root "$(DATA)") $(if $(THREADS),--threads $(THREADS))
FIGURE      = $(EXPERIMENTS) figure $(if $(PROFILE),--profile $(PROFILE)) $(OPTIONS) $(if $(FRESH),--fresh)

# A target imports what Package.swift gives it, not what happens to be built.
IMPORTS = --explicit-target-dependency-import-check error

DEBIAN_PACKAGES = libhdf5-dev libmatio-dev libpng-dev libturbojpeg0-dev libjpeg62-turbo-dev libtiff-dev \
                  libwebp-dev libheif-dev liblcms2-dev libopenblas-dev liblapacke-dev \
                  ocl-icd-libopencl1 \
                  gnuplot-nox curl libarchive-tools unzip ca-certificates pkg-config
# What the tests take beside: a device of OpenCL that every machine has, the processor, a Python, and the shells that have completions.
TEST_PACKAGES   = pocl-opencl-icd python3 python3-h5py python3-pil zsh fish
# Later versions of Debian and Ubuntu have libheif's decoders apart.
HEIF_PLUGINS    = libheif-plugin-libde265 libheif-plugin-dav1d
BREW_FORMULAS   = hdf5 libmatio libpng jpeg-turbo libtiff webp libheif little-cms2 openblas gnuplot pkgconf
LIBRARIES       = hdf5 matio libpng libturbojpeg libjpeg libtiff-4 libwebpmux libheif lcms2 openblas lapacke

# Of the kernels alone: the sanitizers need a build of their own each. swiftc doesn't know the third, so clang is told.
# Unrolled at -O3 it would compile for minutes.
# Leaks are not looked for: XCTest, which starts the tests, leaves some of its own.
SANITIZED = SRCNN_KERNELS_ONLY=1 ASAN_OPTIONS=detect_leaks=0 swift test $(IMPORTS) --scratch-path
UNDEFINED = -Xcc -O1 -Xcc -fsanitize=undefined -Xcc -fno-sanitize-recover=undefined \
            -Xswiftc -Xclang-linker -Xswiftc -fsanitize=undefined

# A browser and what drives it: for page-test alone.
PAGE_PACKAGES = chromium python3-venv
PAGE_PYTHON   = .build/page-test/bin/python

SLURM_PACKAGES = slurm-wlm munge

NOTEBOOK_PYTHON = .build/notebook-test/bin/python

# What other programs read and write: for interop-test alone.
INTEROP_PYTHON   = .build/interop-test/bin/python
INTEROP_PACKAGES = h5py, jsonschema, keras, onnx, onnxruntime, safetensors, scipy, torch

# Documentation of the Swift libraries: C targets and the program itself have none. The plugin gets a build of its own.
# A parameter whose name says all has no line of its own, which docc takes for an omission.
DOCUMENTED = $(filter-out experiments,$(patsubst Sources/%/,%,$(filter-out \
  $(dir $(wildcard Sources/*/include Sources/*/module.modulemap)),$(wildcard Sources/*/))))
DOCS       = .build/docs/plugins/Swift-DocC/outputs/srcnn-experiments.doccarchive

# What the demo runs: the main job of the project, small, on images that it makes itself. On those, too, the networks are above bicubic interpolation
# and sparse coding, and more filters are better.
DEMO_SPEC    = experiments/specs/width.json
DEMO_FIGURE  = width
DEMO_RESULTS = results/demo

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help deps test-deps build test demo fig4 fig7 fig10 tables figures report install page-test notebook-test interop-test portable-test docs bench sanitize sanitize-kernels torture fuzz slurm-test docker-check device-pack lint format clean

help:    ## this list
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / { printf "  make %-16s %s\n", $$1, $$2 }' Makefile
	@echo
	@echo "  Variables: PROFILE=demo|desk|paper, DATA=folder of image sets, THREADS=number, FRESH=1 (train anew),"
	@echo "             TORCH=a Python that has PyTorch, for bench; SECONDS=60 a reader and READERS=\"spec hdf5\", for fuzz"
	@echo "  Example:   make fig7 PROFILE=desk DATA=~/images THREADS=4"

deps:    ## install the libraries and programs that are missing (Debian, macOS; elsewhere name them)
	@set -e; \
	if ! command -v swift >/dev/null; then \
	  echo "Swift is missing: install 6.2 or newer from https://www.swift.org/install and have it in PATH." >&2; exit 1; \
	fi; \
	swift --version 2>/dev/null | grep -m1 'Swift version'; \
	if command -v dpkg-query >/dev/null && command -v apt-get >/dev/null; then \
	  missing=; \
	  for package in $(DEBIAN_PACKAGES); do \
	    dpkg-query -W -f '$${db:Status-Status}' $$package 2>/dev/null | grep -qx installed || missing="$$missing $$package"; \
	  done; \
	  if [ -z "$$missing" ]; then echo "All Debian packages are there."; exit 0; fi; \
	  as_root=; \
	  if [ "$$(id -u)" != 0 ]; then \
	    if ! command -v sudo >/dev/null; then \
	      echo "Missing, and there is no sudo. As root: apt-get install$$missing" >&2; exit 1; \
	    fi; \
	    as_root=sudo; \
	  fi; \
	  echo "Installing:$$missing"; \
	  $$as_root apt-get update -q; \
	  for package in $(HEIF_PLUGINS); do \
	    if apt-cache show $$package >/dev/null 2>&1; then missing="$$missing $$package"; fi; \
	  done; \
	  $$as_root env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends $$missing; \
	elif command -v brew >/dev/null; then \
	  missing=; \
	  for formula in $(BREW_FORMULAS); do \
	    brew list --versions $$formula >/dev/null 2>&1 || missing="$$missing $$formula"; \
	  done; \
	  if [ -z "$$missing" ]; then echo "All Homebrew formulas are there."; exit 0; fi; \
	  brew install $$missing; \
	else \
	  missing=; \
	  for program in pkg-config gnuplot curl bsdtar unzip; do \
	    command -v $$program >/dev/null || missing="$$missing $$program"; \
	  done; \
	  for library in $(LIBRARIES); do \
	    pkg-config --exists $$library 2>/dev/null || missing="$$missing $$library"; \
	  done; \
	  if [ -n "$$missing" ]; then \
	    echo "Missing on this system (install them with its own package manager):$$missing" >&2; exit 1; \
	  fi; \
	  echo "All libraries and programs are there."; \
	fi

test-deps:  ## the same, and what the tests take beside: OpenCL on the processor, a Python with h5py, shells (Debian)
	@$(MAKE) --no-print-directory deps DEBIAN_PACKAGES="$(DEBIAN_PACKAGES) $(TEST_PACKAGES)"

build:   ## build the program (release) as .build/release/experiments
	swift build $(IMPORTS) -c release --product experiments

# That of the distribution has these packages; another in PATH need not.
test: export SRCNN_PYTHON ?= $(or $(wildcard /usr/bin/python3),python3)
# Where OpenCL's device and the shells are installed, their absence is a failure.
test: export SRCNN_REQUIRE_OPENCL ?= $(and $(wildcard /usr/bin/dpkg-query),$(wildcard /usr/bin/apt-get),1)
test: export SRCNN_REQUIRE_SHELLS ?= $(SRCNN_REQUIRE_OPENCL)
test: test-deps  ## run the tests; with SRCNN_DATASETS=folder those on real images too
	Tests/suite $(IMPORTS) --skip ServingTests
	Tests/suite --skip-build --filter ServingTests  # Its server wants threads that long tests hold.

demo: deps build  ## a first figure, small, on images that it makes itself: six minutes on two cores, most of it the build
	@echo "Training on embedded images, in profile demo. A real training, but a short one."
	$(EXPERIMENTS) run $(DEMO_SPEC) --profile demo --results $(DEMO_RESULTS) $(OPTIONS)
	$(EXPERIMENTS) figure $(DEMO_FIGURE) --profile demo --results $(DEMO_RESULTS) $(OPTIONS)
	@test -s $(DEMO_RESULTS)/figures/$(DEMO_FIGURE).png
	$(EXPERIMENTS) report --profile demo --results $(DEMO_RESULTS)
	@echo
	@echo "Look at:   $(DEMO_RESULTS)/figures/$(DEMO_FIGURE).png (also .svg, .pdf, and .gp with .dat to draw it by hand)"
	@echo "           $(DEMO_RESULTS)/index.html: open it from disk; an image before and after, and all that was trained"
	@echo "           $(DEMO_RESULTS)/runs/ has the weights and metrics of each network, in HDF5"
	@echo "           Three networks against bicubic interpolation and sparse coding (64 atoms), the dashed levels."
	@echo "           The curves are of embedded images: their dB are not the paper's."
	@echo "Try next:  make fig4                                       the paper's figure from the published runs"
	@echo "           $(EXPERIMENTS) data fetch t91 set5 set14  the paper's images"
	@echo "           make fig7 FRESH=1                               train the networks of that figure anew"

# What the program finds outside of the project: specs, manifests, embedded images, and the networks of `upscale`.
INSTALLED = $(PREFIX)/share/srcnn-experiments
NETWORKS  = results/runs/scales results/runs/filter-size results/runs/channels
install: build  ## the program, its manual, completions (bash, zsh, fish), specs and networks into PREFIX, ~/.local unless said otherwise
	install -d $(PREFIX)/bin $(PREFIX)/share/bash-completion/completions $(PREFIX)/share/zsh/site-functions \
	  $(PREFIX)/share/fish/vendor_completions.d $(PREFIX)/share/man/man1
	install -m 755 $(EXPERIMENTS) $(PREFIX)/bin/experiments
	$(EXPERIMENTS) --generate-completion-script bash > $(PREFIX)/share/bash-completion/completions/experiments
	$(EXPERIMENTS) --generate-completion-script zsh > $(PREFIX)/share/zsh/site-functions/_experiments
	$(EXPERIMENTS) --generate-completion-script fish > $(PREFIX)/share/fish/vendor_completions.d/experiments.fish
	install -m 644 docs/experiments.1 $(PREFIX)/share/man/man1/experiments.1
	rm -rf $(INSTALLED)/experiments $(INSTALLED)/results
	install -d $(INSTALLED)
	tar -cf - experiments datasets/*.json datasets/free datasets/leaves-* $(NETWORKS) | tar -xf - -C $(INSTALLED)

fig4: build  ## the paper's Fig. 4: more training images
	$(FIGURE) fig4

fig7: build  ## the paper's Fig. 7: larger filters
	$(FIGURE) fig7

fig10: build  ## the paper's Fig. 10: the network against every method, trained here
	$(FIGURE) fig10

tables: build  ## every table, from the published runs
	$(EXPERIMENTS) table --all $(if $(PROFILE),--profile $(PROFILE)) $(if $(DATA),--data-root "$(DATA)")

figures: build  ## every figure and every picture that is published, from the published runs
	$(FIGURE) --all $(if $(FRESH),,--draw-only)

report: build  ## results/index.html, README.md and pages/, from the published runs
	$(EXPERIMENTS) report $(if $(PROFILE),--profile $(PROFILE))

page-test: report  ## use the page in a real browser (installs Chromium where it is missing); PAGE=file for another one
	@if ! command -v chromium >/dev/null; then \
	  if ! command -v apt-get >/dev/null; then echo "Chromium is missing: install it and have it in PATH as chromium." >&2; exit 1; fi; \
	  as_root=$$([ "$$(id -u)" = 0 ] || echo sudo); \
	  $$as_root apt-get update -q && $$as_root env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends $(PAGE_PACKAGES); \
	fi
	@test -x $(PAGE_PYTHON) || python3 -m venv .build/page-test
	@$(PAGE_PYTHON) -c 'import playwright, axe_playwright_python' 2>/dev/null || $(PAGE_PYTHON) -m pip install -q -r Tests/browser/requirements.txt
	$(PAGE_PYTHON) Tests/browser/page_test.py $(PAGE) .build/page-test/screenshots
	$(PAGE_PYTHON) Tests/browser/live_test.py $(EXPERIMENTS) .build/page-test/screenshots

notebook-test:  ## execute examples/fig7.ipynb, in a Python environment that is made for it
	@test -x $(NOTEBOOK_PYTHON) || python3 -m venv .build/notebook-test
	@$(NOTEBOOK_PYTHON) -c 'import h5py, matplotlib, nbclient, ipykernel' 2>/dev/null || $(NOTEBOOK_PYTHON) -m pip install -q -r examples/requirements.txt
	$(NOTEBOOK_PYTHON) Tests/notebook/notebook_test.py . .build/notebook-test/fig7.png

interop-test:  ## other programs read what is exported and write what is imported, in a Python environment made for it
	@test -x $(INTEROP_PYTHON) || python3 -m venv .build/interop-test
	@$(INTEROP_PYTHON) -c 'import $(INTEROP_PACKAGES)' 2>/dev/null || $(INTEROP_PYTHON) -m pip install -q -r Tests/interop/requirements.txt
	SRCNN_INTEROP_PYTHON="$(CURDIR)/$(INTEROP_PYTHON)" swift test $(IMPORTS) --filter Interoperability

# Swift isn't needed there: the kernels are C. clang's vector types; the C library is Debian's for cross-compiling.
PORTABLE_PACKAGES = qemu-user gcc-aarch64-linux-gnu libc6-dev-arm64-cross
PORTABLE_SYSROOT  = /usr/aarch64-linux-gnu
portable-test:  ## the kernels of any processor on aarch64: cross-compiled, and emulated by qemu (Debian)
	@if ! command -v qemu-aarch64 >/dev/null || ! test -d $(PORTABLE_SYSROOT)/include; then \
	  as_root=$$([ "$$(id -u)" = 0 ] || echo sudo); \
	  $$as_root apt-get update -q && $$as_root env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends $(PORTABLE_PACKAGES); \
	fi
	@mkdir -p .build/portable
	$(CLANG) --target=aarch64-linux-gnu -O2 -std=gnu17 -Wall -static \
	  -isystem $(PORTABLE_SYSROOT)/include -L$(PORTABLE_SYSROOT)/lib -fuse-ld=lld -I Sources/CKernels/include -I Sources/CKernels \
	  Tests/portable/kernels.c Sources/CKernels/*.c -lm -o .build/portable/kernels
	qemu-aarch64 .build/portable/kernels

docs:    ## the documentation of the libraries, with articles on protocol, files and specs
	SRCNN_DOCS=1 swift package --scratch-path .build/docs generate-documentation $(DOCUMENTED:%=--target %) \
	  --enable-experimental-combined-documentation --disable-parameters-and-returns-validation --warnings-as-errors
	@test -s $(DOCS)/index.html
	@echo
	@echo "Read it:   python3 -m http.server -d $(DOCS)"
	@echo "           then http://localhost:8000/documentation in a browser"

bench: build  ## how fast networks are trained and used here, into results/bench; TORCH=python beside PyTorch
	$(EXPERIMENTS) bench --output results/bench $(if $(THREADS),--threads $(THREADS)) $(if $(TORCH),--compare-torch "$(TORCH)")

# The program of portable-test, on this processor. The other levels, which take minutes to compile so, are named and not run.
CLANG = "$$(dirname "$$(readlink -f "$$(command -v swiftc)")")/clang"
ALIKE = $(foreach level,wide avx2 avx512,-Dkernels_$(level)=kernels_portable)
sanitize-kernels: ## run the portable kernels, in C, under the address sanitizer
	@mkdir -p .build/sanitize-kernels
	$(CLANG) -O1 -g1 -std=gnu17 -Wall -fsanitize=address -fuse-ld=lld $(ALIKE) -I Sources/CKernels/include Tests/portable/kernels.c \
	  $(filter-out %/wide.c %/avx2.c %/avx512.c,$(wildcard Sources/CKernels/*.c)) -lm -o .build/sanitize-kernels/kernels
	.build/sanitize-kernels/kernels portable

sanitize: sanitize-kernels ## that, and the kernels' tests under the address, thread and undefined-behaviour sanitizers
	$(SANITIZED) .build/sanitize-address --sanitize=address
	$(SANITIZED) .build/sanitize-thread --sanitize=thread
	$(SANITIZED) .build/sanitize-undefined $(UNDEFINED)

# Ten minutes of kills at most; on a busy machine that may be fewer than 200, which results/reliability.md then says.
torture: build  ## kill trainings at 200 random moments, and fail every change of a file: the same bytes in the end
	RELIABILITY=results/reliability.md Tests/Torture/torture $(CURDIR)/$(EXPERIMENTS) 200 600
	rm -f .build/fault-counts
	SRCNN_FAULT_STRIDE=1 SRCNN_FAULT_COUNTS=$(CURDIR)/.build/fault-counts swift test $(IMPORTS) --filter "A file system that fails"
	Tests/reliability results/reliability.md faults "$$(Tests/Torture/faults .build/fault-counts)"

# That of Swift's own toolchain, without a main function.
FUZZER_LIBRARY = $(shell dirname "$$(dirname "$$(readlink -f "$$(command -v swiftc)")")")/lib/swift/clang/lib/linux/libclang_rt.fuzzer_no_main-$(shell uname -m).a
fuzz:    ## try inputs on the readers of foreign files, SECONDS each, added to earlier ones; libFuzzer, in a build of its own (Linux)
	SRCNN_FUZZ=1 swift build $(IMPORTS) -c release --product fuzz --scratch-path .build/fuzz -Xcc -fsanitize=fuzzer-no-link \
	  -Xlinker "$(FUZZER_LIBRARY)" -Xlinker -lstdc++
	Tests/Fuzz/fuzz .build/fuzz/release/fuzz $(SECONDS) .build/fuzz/tried $(READERS)

slurm-test: build  ## run a sweep by a Slurm of its own (installs it where it is missing), as root
	@if ! command -v slurmctld >/dev/null; then apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends $(SLURM_PACKAGES); fi
	Tests/Slurm/slurm $(EXPERIMENTS)

docker-check:  ## the Dockerfile's steps in a bare Debian without docker, as root (Debian)
	@if ! command -v debootstrap >/dev/null; then apt-get update -q && apt-get install -q -y --no-install-recommends debootstrap; fi
	rm -rf .build/docker-check
	Tests/Docker/check.sh $(CURDIR)/.build/docker-check

device-pack:  ## what checks and measures a graphics card on another machine, packed: .build/device-check.tar.xz
	Tests/Device/pack.sh .build/device-check.tar.xz $(DATA)

lint:    ## check the format of the sources
	swift format lint --strict -r Sources Tests Package.swift

format:  ## put the sources in format
	swift format -i -r Sources Tests Package.swift

clean:   ## remove what was built and the demo's results; published runs and figures stay
	rm -rf .build $(DEMO_RESULTS)
