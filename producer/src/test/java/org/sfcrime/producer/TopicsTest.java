package org.sfcrime.producer;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sfcrime.commandline.CommandException;

class TopicsTest {
  @ParameterizedTest
  @ValueSource(strings = {"delete", "compact,delete"})
  void requireKept_topicThatDeletes_isRefused(String policy) {
    assertThatThrownBy(() -> Topics.requireKept("positions", config(policy)))
        .isInstanceOf(CommandException.class)
        .hasMessageStartingWith("Topic positions has cleanup.policy=" + policy + ", which deletes")
        .hasMessageContaining("set cleanup.policy=compact");
  }

  @Test
  void requireKept_compactedTopic_isAccepted() {
    assertThatCode(() -> Topics.requireKept("positions", config("compact")))
        .doesNotThrowAnyException();
  }

  private static Config config(String policy) {
    return new Config(List.of(new ConfigEntry("cleanup.policy", policy)));
  }
}
