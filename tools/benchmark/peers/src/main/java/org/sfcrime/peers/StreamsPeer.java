package org.sfcrime.peers;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Grouped;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.TimeWindows;
import org.apache.kafka.streams.state.Stores;

/**
 * The count with Kafka Streams: an in-memory store with a changelog topic, one process with as many
 * threads as processors.
 *
 * <p>Kafka Streams measures lateness by the newest call of a task and has no watermark over
 * partitions, so a catch-up with the grace of the job's watermark would drop calls. The grace is
 * longer than the data, and therefore the store holds all windows. The processing guarantee is
 * at-least-once: a count that is written twice replaces itself, as in the job.
 */
public final class StreamsPeer {
  private static final Duration GRACE = Duration.ofHours(50_000);

  /** Few calls share a group, so a cache would save hardly any record: 1.2 times the CPU time. */
  private static final int CACHE_BYTES = 0;

  private static final byte[] NOTHING = {};

  private StreamsPeer() {}

  /** Counts as many calls as the arguments say, then closes; see {@link Peer#of}. */
  public static void main(String[] args) throws IOException, InterruptedException {
    System.exit(run(Peer.of(args), System.out));
  }

  private static int run(Peer peer, PrintStream out) throws IOException, InterruptedException {
    AtomicReference<Throwable> failure = new AtomicReference<>();
    Progress progress = Progress.start(out, peer.calls());
    try (KafkaStreams streams = new KafkaStreams(topology(peer), settings(peer))) {
      streams.setUncaughtExceptionHandler(
          e -> {
            failure.set(e);
            progress.interrupt();
            return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
          });
      streams.start();
      progress.join();
    } // writes what the cache holds, and waits for the acknowledgements
    if (failure.get() != null) {
      throw new IllegalStateException("a thread has failed", failure.get());
    }
    return 0;
  }

  static Properties settings(Peer peer) {
    Properties settings = new Properties();
    settings.put(StreamsConfig.APPLICATION_ID_CONFIG, peer.countsTopic() + "-peer");
    settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, peer.broker());
    settings.put(StreamsConfig.STATE_DIR_CONFIG, peer.work().toString());
    settings.put(
        StreamsConfig.NUM_STREAM_THREADS_CONFIG, Runtime.getRuntime().availableProcessors());
    settings.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, Peer.COMMIT_EVERY.toMillis());
    settings.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, CACHE_BYTES);
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    Peer.consumer().forEach((name, value) -> settings.put("consumer." + name, value));
    Peer.producer().forEach((name, value) -> settings.put("producer." + name, value));
    return settings;
  }

  static Topology topology(Peer peer) throws IOException {
    Map<String, String> radioCodes = CountJson.radioCodes(peer.radioCodes());
    // The threads share the functions of the topology.
    ThreadLocal<CountJson> json = ThreadLocal.withInitial(() -> new CountJson(radioCodes));
    StreamsBuilder builder = new StreamsBuilder();
    builder.stream(
            peer.topic(),
            Consumed.with(Serdes.ByteArray(), calls())
                .withTimestampExtractor((call, before) -> ((Call) call.value()).timeMillis()))
        .map((id, call) -> KeyValue.pair(call.group(), NOTHING))
        .groupByKey(Grouped.with(Serdes.String(), Serdes.ByteArray()))
        .windowedBy(TimeWindows.ofSizeAndGrace(Peer.WINDOW, GRACE))
        .aggregate(
            () -> 0L,
            (group, nothing, count) -> {
              Progress.counted();
              return count + 1;
            },
            Materialized.<String, Long>as(
                    Stores.inMemoryWindowStore(
                        "counts", GRACE.plus(Peer.WINDOW), Peer.WINDOW, false))
                .withKeySerde(Serdes.String())
                .withValueSerde(Serdes.Long()))
        .toStream()
        .map(
            (window, count) -> {
              long start = window.window().start();
              return KeyValue.pair(
                  json.get().key(window.key(), start),
                  json.get().value(window.key(), start, count));
            })
        .to(peer.countsTopic(), Produced.with(Serdes.ByteArray(), Serdes.ByteArray()));
    return builder.build();
  }

  private static Serde<Call> calls() {
    Deserializer<Call> parser =
        (topic, record) -> {
          try {
            return Call.parse(record);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        };
    return Serdes.serdeFrom(
        (topic, call) -> {
          throw new UnsupportedOperationException("the program writes no calls");
        },
        parser);
  }
}
