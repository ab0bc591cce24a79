package org.sfcrime.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sfcrime.consumer.format.Format;

class ClientPropertiesTest {
  @TempDir Path directory;

  private static ConsumerOptions options(String group) {
    return new ConsumerOptions(
        "t",
        new ConsumerOptions.Start(
            false, Optional.ofNullable(group), OptionalInt.empty(), OptionalLong.empty()),
        new ConsumerOptions.End(false, OptionalLong.empty(), Optional.empty()),
        new ConsumerOptions.Expected(OptionalLong.empty(), Optional.empty(), true),
        new ConsumerOptions.Shown(Format.LINE, false, Optional.empty(), 10),
        Duration.ofSeconds(15));
  }

  @Test
  void of_defaults() {
    Properties properties = ClientProperties.of(options(null), null, null, Map.of());
    assertThat(properties)
        .containsEntry("bootstrap.servers", "localhost:9092")
        .containsEntry("isolation.level", "read_committed")
        .containsEntry("enable.auto.commit", "false")
        .containsEntry("allow.auto.create.topics", "false")
        .containsEntry("auto.offset.reset", "earliest")
        .containsEntry("default.api.timeout.ms", "15000")
        .doesNotContainKey("group.id");
  }

  @Test
  void of_group() {
    assertThat(ClientProperties.of(options("g"), null, null, Map.of()))
        .containsEntry("group.id", "g")
        .containsEntry("auto.offset.reset", "latest");
  }

  @Test
  void of_precedence() throws IOException {
    Path file =
        Files.writeString(
            directory.resolve("c.properties"),
            "bootstrap.servers=file:1\nfetch.min.bytes=1\nclient.id=file\nisolation.level=read_uncommitted\n");
    assertThat(
            ClientProperties.of(
                options(null),
                "flag:1",
                file,
                Map.of("bootstrap.servers", "given:1", "client.id", "given")))
        .containsEntry("bootstrap.servers", "flag:1")
        .containsEntry("client.id", "given")
        .containsEntry("fetch.min.bytes", "1")
        .containsEntry("isolation.level", "read_uncommitted");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "key.deserializer",
        "value.deserializer",
        "group.id",
        "enable.auto.commit",
        "auto.offset.reset",
        "allow.auto.create.topics"
      })
  void of_ownedIsRefusedByName(String name) throws IOException {
    assertThatThrownBy(() -> ClientProperties.of(options(null), null, null, Map.of(name, "secret")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("--command-property must not set " + name + ", which")
        .hasMessageNotContaining("secret");
    Path file = Files.writeString(directory.resolve("c.properties"), name + "=x\n");
    assertThatThrownBy(() -> ClientProperties.of(options(null), null, file, Map.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("--command-config " + file + " must not set " + name);
  }

  @Test
  void of_missingFile() {
    Path file = directory.resolve("none");
    assertThatThrownBy(() -> ClientProperties.of(options(null), null, file, Map.of()))
        .isInstanceOf(ConsumerException.class)
        .hasMessage("cannot read --command-config " + file + ": no such file");
  }
}
