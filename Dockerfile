# One image with all programs; docker-compose.yml starts them. It builds the release archive from source, and contains the
# unpacked archive (docs/release.md):
#
#   docker build --tag sf-crime-statistics .
#
# NOT built by the tests: the machines that build and test the project have no container engine. A test compares this file with
# the poms and the scripts, and .github/workflows/containers.yml builds it.
FROM debian:bookworm-slim AS build
RUN mkdir -p /usr/share/man/man1 && apt-get update \
 && apt-get install --yes --no-install-recommends openjdk-17-jdk-headless maven \
 && rm -rf /var/lib/apt/lists/*
WORKDIR /build
COPY . .
# The image is built without the tests and without the checks of the source.
RUN mvn -B -ntp -Prelease package -Dmaven.test.skip -Dspotless.check.skip -Dcheckstyle.skip \
      -pl '!end-to-end,!tools/benchmark' \
 && mkdir /release \
 && tar -xzf tools/release/target/sf-crime-statistics-*.tar.gz --strip-components=1 --directory /release

FROM debian:bookworm-slim
# The scripts in bin/ need a JDK; a headless one has no desktop libraries.
RUN mkdir -p /usr/share/man/man1 && apt-get update \
 && apt-get install --yes --no-install-recommends openjdk-17-jdk-headless \
 && rm -rf /var/lib/apt/lists/* \
 && useradd --uid 10001 --create-home sfcrime \
 && install --directory --owner=sfcrime --group=sfcrime /var/lib/sf-crime-statistics
WORKDIR /opt/sf-crime-statistics
COPY --from=build /release .
# The user cannot write here, so there is no place for an archive of classes.
ENV SFCRIME_CLASS_ARCHIVE=none
USER sfcrime
CMD ["bin/producer", "--help"]
