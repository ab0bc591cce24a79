package org.sfcrime.endtoend.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.sfcrime.endtoend.harness.Rig;
import org.sfcrime.processes.ChildBroker;
import org.sfcrime.processes.PageTotal;
import org.sfcrime.processes.ProcessGroup;
import org.sfcrime.processes.Programs;

/** The counts topic is deleted and created again while the dashboard follows it. */
class CountsTopicCreatedAgainTest {
  private static final String TOPIC = "org.sanfrancisco.sfpd.crimecounts.v1";

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private Path folder;

  /** Each time, the new topic has more records than the old one. */
  @Test
  void page_showsTheNewCountsOnly() throws Exception {
    try (Rig rig = Rig.start(folder)) {
      createWithCounts(rig, 3, 100);
      int port = ChildBroker.freePort();
      Programs programs = rig.at("page");
      rig.start(programs.dashboard(port));
      PageTotal page = new PageTotal("http://127.0.0.1:" + port + "/");
      assertShows(page, 300);

      rig.broker().deleteTopics(TOPIC);
      createWithCounts(rig, 5, 10);
      assertShows(page, 50);

      // As after "stop everything and delete var/", but the dashboard keeps running.
      rig.killBroker();
      ProcessGroup.removeDirectory(folder.resolve("kafka"));
      rig.startBrokerAgain();
      rig.broker().awaitAnswer(CountsPage.LIMIT, new CountDownLatch(1));
      createWithCounts(rig, 7, 1);
      assertShows(page, 7);

      assertThat(programs.logs().resolve("dashboard.log"))
          .content()
          .containsPattern("(?s)(.*was deleted and created again: reading it from){2}");
    }
  }

  private static void assertShows(PageTotal page, long calls) {
    await("%d calls on the page".formatted(calls))
        .atMost(CountsPage.LIMIT)
        .untilAsserted(() -> assertThat(page.shown()).hasValue(calls));
  }

  private static void createWithCounts(Rig rig, int groups, int calls) throws Exception {
    rig.createTopic(TOPIC, 1);
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", rig.broker().address()),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      byte[] value = bytes("{\"count\":" + calls + "}");
      for (int i = 0; i < groups; i++) {
        String key =
            "[\"2018-12-31 23:50:00\",\"2019-01-01 00:00:00\",\"Type %d of %d\",\"ADM\"]"
                .formatted(i, groups);
        producer.send(new ProducerRecord<>(TOPIC, bytes(key), value)).get();
      }
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
