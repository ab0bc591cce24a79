package org.sfcrime.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Properties;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DashboardPropertiesTest {
  /** Each value is valid for a consumer; the admin client compares the two time-outs. */
  @ParameterizedTest
  @CsvSource({"default.api.timeout.ms, 15000", "request.timeout.ms, 90000"})
  void forAdmin_acceptsTimeOutsOfAConsumer(String name, String value) {
    Properties consumer = new Properties();
    consumer.put("bootstrap.servers", "127.0.0.1:9");
    consumer.put("max.poll.records", "20000");
    consumer.put(name, value);
    Properties properties = DashboardProperties.forAdmin(consumer);
    assertThat(properties).doesNotContainKey("max.poll.records");
    Admin.create(properties).close();
  }
}
