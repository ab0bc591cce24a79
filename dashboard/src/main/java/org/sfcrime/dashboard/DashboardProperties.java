package org.sfcrime.dashboard;

import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.sfcrime.commandline.client.ClientFlags;
import org.sfcrime.commandline.client.ClientProperties;

/** The properties of this program's Kafka clients. */
final class DashboardProperties {
  private static final Map<String, String> FIXED =
      Map.of(
          ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class.getName(),
          ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class.getName(),
          ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false",
          ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none",
          ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed",
          ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");

  private static final ClientProperties RULES =
      new ClientProperties(
          Map.of(
              ConsumerConfig.CLIENT_ID_CONFIG, "sfcrime-dashboard",
              ConsumerConfig.MAX_POLL_RECORDS_CONFIG, "20000",
              ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, Integer.toString(4 << 20),
              ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, "100"),
          Map.of(
              ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, "records are read as bytes",
              ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, "records are read as bytes",
              ConsumerConfig.GROUP_ID_CONFIG, "the dashboard is in no consumer group",
              ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "the dashboard commits nothing",
              ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "the counts are read from the beginning",
              ConsumerConfig.ISOLATION_LEVEL_CONFIG, "only committed counts are read",
              ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "the dashboard creates no topics"));

  private DashboardProperties() {}

  /** Returns the user's properties and this program's own. */
  static Properties of(ClientFlags flags) {
    Properties properties = new Properties();
    properties.putAll(RULES.of(flags));
    properties.putAll(FIXED);
    return properties;
  }

  /** Returns the properties of an admin client, from those of this program's consumer. */
  static Properties forAdmin(Properties consumer) {
    Properties properties = new Properties();
    consumer.stringPropertyNames().stream()
        .filter(AdminClientConfig.configNames()::contains)
        .forEach(name -> properties.put(name, consumer.getProperty(name)));
    // The admin client refuses a shorter time-out for the whole call, which a consumer accepts.
    properties.put(
        AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
        consumer.getProperty(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, "30000"));
    return properties;
  }
}
