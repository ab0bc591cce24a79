package org.sfcrime.streaming.query;

import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Creates the client that Spark's connector creates; it needs no broker. */
class KafkaSourceTest {
  @ParameterizedTest
  @CsvSource({
    "client.id, c",
    "default.api.timeout.ms, 5000",
    "default.api.timeout.ms, 90000",
    "request.timeout.ms, 5000",
    "request.timeout.ms, 90000",
  })
  void clientProperties_oneTimeoutOfTheUser_isEnough(String name, String value) {
    Map<String, Object> all = new HashMap<>(KafkaSource.clientProperties(Map.of(name, value)));
    all.put("bootstrap.servers", "127.0.0.1:9");
    assertThatCode(() -> Admin.create(all).close()).doesNotThrowAnyException();
  }
}
