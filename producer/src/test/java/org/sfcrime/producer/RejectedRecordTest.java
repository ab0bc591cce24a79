package org.sfcrime.producer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Key, headers and size of a record in the rejected topic. */
class RejectedRecordTest {
  @TempDir Path directory;

  @Test
  void publish_rejectedRecord_saysWhereItStood() throws IOException {
    String text = "[\n" + SampleCalls.call("A") + ",\n  17\n]";
    Published published = Published.run(directory, SampleCalls.bytes(text));
    String file = directory.resolve("calls.json").toString();
    int offset = text.indexOf("17");
    assertThat(SampleCalls.text(published.rejected().get(0).key()))
        .matches(Pattern.quote(file) + "@" + text.length() + "-[0-9a-f]{16}/0/1");
    assertThat(SampleCalls.header(published.rejected().get(0), "source")).isEqualTo(file);
    assertThat(SampleCalls.header(published.rejected().get(0), "position"))
        .isEqualTo("record 2, line 3, byte " + offset + ", 2 bytes");
    assertThat(SampleCalls.header(published.rejected().get(0), "size")).isNull();
  }

  /** The topic is compacted: with equal keys, one file would delete what the other rejected. */
  @Test
  void publish_otherFileOfTheSameName_hasOtherKeys() throws IOException {
    InMemoryKafkaClients broker = new InMemoryKafkaClients();
    String file = directory.resolve("calls.json").toString();
    for (String bad : new String[] {"17", "18", "18"}) {
      Files.write(Path.of(file), SampleCalls.bytes("[" + SampleCalls.call("A") + "," + bad + "]"));
      assertThat(Published.run(broker, file).exitCode()).isZero();
    }
    Map<String, String> compacted = new HashMap<>();
    for (ProducerRecord<byte[], byte[]> record :
        broker.committed(Published.options("--file", file).rejectedTopic())) {
      compacted.put(SampleCalls.text(record.key()), SampleCalls.text(record.value()));
    }
    assertThat(compacted.values()).containsExactlyInAnyOrder("17", "18");
  }

  /** Input from a pipe has no fingerprint, so each run has its own keys. */
  @Test
  void publish_pipeOfTheSameName_hasOtherKeys() throws IOException {
    InMemoryKafkaClients broker = new InMemoryKafkaClients();
    for (String bad : new String[] {"17", "18"}) {
      String pipe = SampleCalls.pipe(directory, "[" + SampleCalls.call("A") + "," + bad + "]");
      assertThat(Published.run(broker, pipe).exitCode()).isZero();
    }
    String topic = Published.options("--file", "f").rejectedTopic();
    assertThat(broker.committed(topic))
        .extracting(record -> SampleCalls.text(record.key()))
        .doesNotHaveDuplicates()
        .hasSize(2);
  }

  @Test
  void publish_longNameInUtf8_countsForTheSizeLimit() throws IOException {
    Path longName = directory.resolve("東".repeat(80)).resolve("京".repeat(80));
    Files.createDirectories(longName);
    int most = (int) InMemoryKafkaClients.ONE_MEGABYTE.rejected();
    String text = "[" + SampleCalls.call("A") + ",\"" + "x".repeat(most - 700) + "\"]";
    Published published = Published.run(longName, SampleCalls.bytes(text));
    ProducerRecord<byte[], byte[]> rejected = published.rejected().get(0);
    int size = rejected.key().length + rejected.value().length;
    for (Header header : rejected.headers()) {
      size += header.value().length;
    }
    assertThat(size).isLessThanOrEqualTo(most);
  }
}
