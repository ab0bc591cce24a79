import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Prints the calls of each disposition: the sum of the newest totals of the counts topic. */
public final class NewestCounts {
  // A regular expression is enough for this example. A real program uses a JSON library.
  private static final Pattern VALUE =
      Pattern.compile("\"disposition\":\"([^\"]*)\".*\"count\":([0-9]+)}$");

  private NewestCounts() {}

  public static void main(String[] args) {
    String bootstrapServer = args[0];
    String topic = args.length > 1 ? args[1] : "org.sanfrancisco.sfpd.crimecounts.v1";
    Map<String, String> newest = new HashMap<>();
    Map<String, Object> properties =
        Map.of("bootstrap.servers", bootstrapServer, "enable.auto.commit", "false");
    try (KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(properties, new StringDeserializer(), new StringDeserializer())) {
      var partitions =
          consumer.partitionsFor(topic).stream()
              .map(partition -> new TopicPartition(topic, partition.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
        for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofSeconds(1))) {
          newest.put(record.key(), record.value()); // a total replaces the one before it
        }
      }
    }
    Map<String, Long> calls = new TreeMap<>();
    for (String value : newest.values()) {
      Matcher fields = VALUE.matcher(value);
      if (fields.find()) {
        calls.merge(fields.group(1), Long.parseLong(fields.group(2)), Long::sum);
      }
    }
    calls.forEach((disposition, count) -> System.out.println(disposition + "\t" + count));
  }
}
