package org.sfcrime.producer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProducerTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--topic t | Missing required argument (specify one of these): (--file=FILE",
        "--file f --throughput 0 | --throughput (0) must be at least 1, or -1 for no limit",
        "--file f --speed 0 | --speed (0.0) must be a number above 0",
        "--file f --speed 2 --throughput 5 | --speed and --throughput exclude each other",
        "--file f --speed 2 --order file | --speed replays in event-time order",
        "--file f --order newest | Invalid value for option '--order': 'newest' is none of event-time, file",
        "--file f --max-records 0 | --max-records (0) must be at least 1, or -1 for all",
        "--file f --partitions 0 | --partitions (0) must be at least 1",
        "--file f --replication-factor -1 | --replication-factor (-1) must be at least 1",
        "--file f --topic t --rejected-topic t | --rejected-topic must differ from --topic (t)",
        "--file f --command-config none | --command-config none cannot be read: no such file",
        "--file f --command-property acks=1 | must not set acks, which this program sets itself",
        "--file f --command-property transactional.id=x | must not set transactional.id, which this program sets itself",
        "--file f --command-property s3cret | --command-property takes KEY=VALUE",
        "--file f --check f | are mutually exclusive (specify only one)",
        "--file f --nonsense | Unknown option: '--nonsense'",
      })
  void run_wrongUsage(String arguments, String message) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    assertThat(Producer.run(arguments.split(" "), stream(out), stream(err), null)).isEqualTo(2);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .startsWith("producer: ")
        .contains(message)
        .doesNotContain("s3cret");
    assertThat(out.size()).isZero();
  }

  @Test
  void run_help() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    assertThat(Producer.run(new String[] {"--help"}, stream(out), stream(err), null)).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8)).startsWith("Usage: bin/producer");
    assertThat(err.size()).isZero();
  }

  @Test
  void clientProperties_defaultsAndOwned() {
    assertThat(
            Published.options("--file", "f", "--command-property", "batch.size=9")
                .clientProperties())
        .containsEntry("bootstrap.servers", "localhost:9092")
        .containsEntry("batch.size", "9")
        .containsEntry("linger.ms", "5")
        .containsEntry("compression.type", "lz4")
        .containsEntry("acks", "all")
        .containsEntry("enable.idempotence", "true");
  }

  private static PrintStream stream(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }
}
