# polygraph in a container: docs/deploying.md. The program in it is, byte for byte, that of
# the archive of the same version and platform.
#
# Tags can be moved to other images. Whoever builds an image to be published appends the
# digest to each of the three (as in node:20-bookworm@sha256:…); docs/deploying.md tells how.

# The pages that the program embeds.
FROM --platform=$BUILDPLATFORM node:20-bookworm AS pages
WORKDIR /src
COPY . .
RUN make pages

# The program, with the licences of what is in it.
FROM --platform=$BUILDPLATFORM golang:1.26-bookworm AS release
ARG VERSION
ARG TARGETARCH
WORKDIR /src
COPY --from=pages /src .
RUN go run ./cmd/release --version "$VERSION" --target "linux/$TARGETARCH" --out /out \
 && mkdir -p /unpacked /state \
 && tar -xzf "/out/polygraph-$VERSION-linux-$TARGETARCH.tar.gz" -C /unpacked --strip-components=1

# Neither a shell nor anything else but certificates and time zones; user 65532.
FROM gcr.io/distroless/static-debian12:nonroot
COPY --from=release /unpacked/polygraph /usr/local/bin/polygraph
COPY --from=release /unpacked/LICENSE /unpacked/THIRD_PARTY_NOTICES.txt /unpacked/polygraph.cdx.json /usr/share/doc/polygraph/
# The only folder that is written to, for a store in a file; mount a volume there.
COPY --from=release --chown=65532:65532 /state /var/lib/polygraph
WORKDIR /var/lib/polygraph
ENV POLYGRAPH_LISTEN=0.0.0.0:8080
EXPOSE 8080
USER 65532:65532
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s CMD ["/usr/local/bin/polygraph", "health"]
ENTRYPOINT ["/usr/local/bin/polygraph"]
CMD ["serve"]
