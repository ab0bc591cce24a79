package org.sfcrime.producer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProducerTest {
  @TempDir Path directory;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--topic t | Missing required option: '--file=FILE'",
        "--file f --throughput 0 | --throughput (0) must be at least 1, or -1 for no limit",
        "--file f --speed 0 | --speed (0.0) must be a number above 0",
        "--file f --speed 2 --throughput 5 | --speed and --throughput exclude each other",
        "--file f --speed 2 --order file | --speed replays in event-time order",
        "--file f --order newest | must be event-time or file",
        "--file f --max-records 0 | --max-records (0) must be at least 1, or -1 for all",
        "--file f --partitions 0 | --partitions (0) must be at least 1",
        "--file f --replication-factor -1 | --replication-factor (-1) must be at least 1",
        "--file f --topic t --rejected-topic t | --rejected-topic must differ from --topic (t)",
        "--file f --command-config none | --command-config none does not exist",
        "--file f --command-property acks=1 | acks is the producer's own and cannot be set",
        "--file f --command-property transactional.id=x | transactional.id is the producer's own",
        "--file f --command-property s3cret | --command-property takes key=value",
        "--file f --nonsense | Unknown option: '--nonsense'",
      })
  void run_wrongUsage(String arguments, String message) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    assertThat(Producer.run(arguments.split(" "), stream(out), stream(err))).isEqualTo(2);
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
    assertThat(Producer.run(new String[] {"--help"}, stream(out), stream(err))).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8)).startsWith("Usage: bin/producer");
    assertThat(err.size()).isZero();
  }

  @Test
  void clientProperties_flagOverPropertyOverFileOverDefault() throws IOException {
    Path config = directory.resolve("producer.properties");
    Files.writeString(config, "linger.ms=7\nbatch.size=8\nbootstrap.servers=file:1\n");
    Map<String, Object> properties =
        ClientProperties.of(config, List.of("batch.size=9", "bootstrap.servers=p:1"), "flag:1");
    assertThat(properties)
        .containsEntry("bootstrap.servers", "flag:1")
        .containsEntry("batch.size", "9")
        .containsEntry("linger.ms", "7")
        .containsEntry("compression.type", "lz4")
        .containsEntry("acks", "all")
        .containsEntry("enable.idempotence", "true");
    assertThat(ClientProperties.unknown(properties)).isEmpty();
    assertThat(ClientProperties.unknown(Map.of("linger.mss", "1"))).containsExactly("linger.mss");
  }

  private static PrintStream stream(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }
}
