package org.sfcrime.streaming.kafka;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Creates clients; none of them needs a broker. */
class KafkaAdminTest {
  private static KafkaOptions kafka(String settings) {
    Map<String, String> properties = new HashMap<>();
    for (String setting : settings.split(" ", -1)) {
      properties.put(setting.split("=", -1)[0], setting.split("=", -1)[1]);
    }
    return new KafkaOptions("127.0.0.1:9", "calls", "earliest", 1, null, properties);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "client.id=c",
        "request.timeout.ms=30000",
        "request.timeout.ms=90000",
        "request.timeout.ms=1000",
        "default.api.timeout.ms=5000",
        "default.api.timeout.ms=60000",
        "request.timeout.ms=7000 default.api.timeout.ms=7000",
      })
  void open_settingsOfTheUserDoNotContradictTheDefaults(String settings) {
    assertThatCode(() -> KafkaAdmin.open(kafka(settings)).close()).doesNotThrowAnyException();
  }

  @Test
  void open_settingsOfTheUserThatContradictEachOther() {
    assertThatThrownBy(
            () -> KafkaAdmin.open(kafka("request.timeout.ms=7000 default.api.timeout.ms=6000")))
        .isInstanceOf(KafkaException.class)
        .rootCause()
        .hasMessageContaining("default.api.timeout.ms");
  }
}
