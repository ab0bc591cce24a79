# One image with all programs; docker-compose.yml starts them. It builds the programs from source:
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
# The tests need no image, and the tools of the build check the source elsewhere.
RUN mvn -B -ntp package -DskipTests -Dspotless.check.skip -Dcheckstyle.skip \
      -pl producer,consumer,streaming-job,dashboard -am

FROM debian:bookworm-slim
# The scripts in bin/ need a JDK; a headless one has no desktop libraries.
RUN mkdir -p /usr/share/man/man1 && apt-get update \
 && apt-get install --yes --no-install-recommends openjdk-17-jdk-headless \
 && rm -rf /var/lib/apt/lists/* \
 && useradd --uid 10001 --create-home sfcrime \
 && install --directory --owner=sfcrime --group=sfcrime /var/lib/sf-crime-statistics
WORKDIR /opt/sf-crime-statistics
COPY --from=build /build/bin bin
COPY --from=build /build/config config
COPY --from=build /build/data data
COPY --from=build /build/producer/target/producer.jar producer/target/producer.jar
COPY --from=build /build/producer/target/lib producer/target/lib
COPY --from=build /build/consumer/target/consumer.jar consumer/target/consumer.jar
COPY --from=build /build/consumer/target/lib consumer/target/lib
COPY --from=build /build/dashboard/target/dashboard.jar dashboard/target/dashboard.jar
COPY --from=build /build/dashboard/target/lib dashboard/target/lib
COPY --from=build /build/streaming-job/target/streaming-job.jar streaming-job/target/streaming-job.jar
COPY --from=build /build/streaming-job/target/spark streaming-job/target/spark
# The image has no sources and no Maven. The user cannot write here, so there is no place for an archive of classes.
ENV SFCRIME_SKIP_BUILD=1 SFCRIME_CLASS_ARCHIVE=none
USER sfcrime
CMD ["bin/producer", "--help"]
