package org.sfcrime.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sfcrime.callfile.EventTimeRange;
import org.sfcrime.commandline.client.ClientFlags;
import org.sfcrime.consumer.format.Format;
import picocli.CommandLine;

class ConsumerPropertiesTest {
  private static ConsumerOptions options(String group) {
    return new ConsumerOptions(
        "t",
        EventTimeRange.ALL,
        new ConsumerOptions.Start(
            false, Optional.ofNullable(group), Optional.empty(), Optional.empty()),
        new ConsumerOptions.End(false, Optional.empty(), Optional.empty()),
        new ConsumerOptions.Expected(Optional.empty(), Optional.empty(), true),
        new ConsumerOptions.Shown(Format.LINE, false, Optional.empty(), 10),
        Duration.ofSeconds(15));
  }

  @Test
  void of_defaults() {
    Properties properties = ConsumerProperties.of(options(null), new ClientFlags());
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
    assertThat(ConsumerProperties.of(options("g"), new ClientFlags()))
        .containsEntry("group.id", "g")
        .containsEntry("auto.offset.reset", "earliest");
  }

  @Test
  void of_isolationLevelMayBeSet() {
    ClientFlags flags = flags("isolation.level=read_uncommitted");
    assertThat(ConsumerProperties.of(options(null), flags))
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
  void of_ownedPropertyRejected(String name) {
    ClientFlags flags = flags(name + "=secret");
    assertThatThrownBy(() -> ConsumerProperties.of(options(null), flags))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("--command-property must not set " + name + ", which")
        .hasMessageNotContaining("secret");
  }

  private static ClientFlags flags(String property) {
    return CommandLine.populateCommand(new ClientFlags(), "--command-property=" + property);
  }
}
