# docker build -t wechatd .
# docker run --read-only --cap-drop ALL --security-opt no-new-privileges -p 127.0.0.1:8080:8080 \
#     -v "$PWD/Config/wechatd.yaml:/etc/wechatd/wechatd.yaml:ro" -v wechatd:/var/lib/wechatd wechatd
#
# nginx with TLS stands before it: Config/nginx.conf. The base images can be replaced by --build-arg, for a mirror or a
# digest; both must be Debian 12, because the binary is linked to the libraries of the first and meets those of the second.
ARG BUILD_IMAGE=swift:6.3-bookworm
ARG RUNTIME_IMAGE=debian:12-slim

FROM ${BUILD_IMAGE} AS build
WORKDIR /src
# First what changes seldom, so that an edit in Sources does not install the packages again.
COPY Package.swift ./
COPY script/bootstrap script/
RUN script/bootstrap
COPY . .
RUN swift build -c release --product wechatd --static-swift-stdlib \
    && install -D .build/release/wechatd /out/wechatd \
    && strip --strip-debug /out/wechatd

FROM ${RUNTIME_IMAGE}
# The floor of a version is Debian's security build: a build that got an older one, from a stale mirror or cache, stops.
RUN apt-get update -q \
    && DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends \
        ca-certificates libcurl4 libevent-core-2.1-7 libevent-pthreads-2.1-7 libhiredis0.14 libjson-c5 libsqlite3-0 \
        libssl3 libxml2 libyaml-0-2 \
    && rm -rf /var/lib/apt/lists/* \
    && at_least() { dpkg --compare-versions "$(dpkg-query -W -f '${Version}' "$1")" ge "$2" || { echo "$1 < $2" >&2; exit 1; }; } \
    && at_least libevent-core-2.1-7 2.1.12-stable-8+deb12u1 \
    && at_least libevent-pthreads-2.1-7 2.1.12-stable-8+deb12u1 \
    && at_least libxml2 2.9.14+dfsg-1.3~deb12u6
# The journal, which belongs to the user below. Name the volume, or it goes with the container.
RUN install -d -o 10001 -g 10001 -m 700 /var/lib/wechatd
VOLUME /var/lib/wechatd
COPY --from=build /out/wechatd /usr/local/bin/wechatd
COPY Config/wechatd.yaml /etc/wechatd/wechatd.yaml
# Inside the container the published port, not loopback; the admin listener stays on the container's loopback.
ENV WECHATD_LISTEN=0.0.0.0:8080 WECHATD_DATA=/var/lib/wechatd
EXPOSE 8080
# A number, so that an orchestrator can see that it is not root.
USER 10001:10001
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=3s --start-period=5s --retries=3 \
    CMD ["/usr/local/bin/wechatd", "health", "--config", "/etc/wechatd/wechatd.yaml"]
ENTRYPOINT ["/usr/local/bin/wechatd"]
CMD ["serve", "--supervise", "--config", "/etc/wechatd/wechatd.yaml"]
