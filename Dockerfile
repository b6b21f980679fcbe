# The steps of README.md, on Debian: docker build -t srcnn . && docker run --rm -v "$PWD":/out srcnn upscale /out/PHOTO.jpg -o /out/LARGE.png
FROM swift:6.2-bookworm

RUN apt-get update && apt-get install -y --no-install-recommends make git && rm -rf /var/lib/apt/lists/*
WORKDIR /srcnn
COPY . .
RUN make deps
RUN make demo

ENV PATH="/srcnn/.build/release:$PATH"
ENTRYPOINT ["experiments"]
CMD ["--help"]
