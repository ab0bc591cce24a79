package org.sfcrime.consumer;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.sfcrime.callfile.EventTimeRange;
import org.sfcrime.commandline.StatusLines;
import org.sfcrime.consumer.format.Format;
import org.sfcrime.consumer.format.RecordPrinter;
import org.sfcrime.consumer.verify.Verifier;

/**
 * Runs a reading loop with a mock topic and a fake clock. Tests change the fields before the run.
 */
class LoopHarness {
  MockTopic topic = MockTopic.of(2);
  final FakeClock clock = new FakeClock();
  final ByteArrayOutputStream out = new ByteArrayOutputStream();
  final ByteArrayOutputStream err = new ByteArrayOutputStream();

  ConsumerOptions.Start start = start(true, null, null, null);
  ConsumerOptions.End end = end(false, null, null);
  Optional<Long> expectedRecords = Optional.empty();
  final StatusLines status = new StatusLines(new PrintStream(err, true, StandardCharsets.UTF_8));
  final Verifier verifier = new Verifier(null, ConsumedCalls.CLOCK, false, 10);
  ConsumerOptions options;
  TopicReader reader;
  ReadingLoop loop;

  static ConsumerOptions.Start start(
      boolean fromBeginning, String group, Integer partition, Long offset) {
    return new ConsumerOptions.Start(
        fromBeginning,
        Optional.ofNullable(group),
        Optional.ofNullable(partition),
        Optional.ofNullable(offset));
  }

  static ConsumerOptions.End end(boolean untilEnd, Long most, Duration timeout) {
    return new ConsumerOptions.End(
        untilEnd, Optional.ofNullable(most), Optional.ofNullable(timeout));
  }

  static ConsumerRecord<byte[], byte[]> record(int partition, long offset) {
    return ConsumedCalls.record(partition, offset, ConsumedCalls.json(partition + "-" + offset));
  }

  EndReason process() {
    options =
        new ConsumerOptions(
            ConsumedCalls.TOPIC,
            EventTimeRange.ALL,
            start,
            end,
            new ConsumerOptions.Expected(expectedRecords, Optional.empty(), true),
            new ConsumerOptions.Shown(Format.JSON, false, Optional.empty(), 10),
            Duration.ofMinutes(1));
    reader = new TopicReader(topic.consumer, options, status);
    loop = new ReadingLoop(reader, topic::requestId, options, clock, status, verifier);
    RecordPrinter output =
        new RecordPrinter(
            new PrintStream(out, false, StandardCharsets.UTF_8),
            Format.JSON.recordFormat(Integer.MAX_VALUE));
    return loop.process(reader.open(), output);
  }

  /** Returns the keys of the printed records. */
  List<String> shown() {
    return out.toString(StandardCharsets.UTF_8)
        .lines()
        .map(line -> line.replaceAll(".*\"key\":\"([^\"]*)\".*", "$1"))
        .toList();
  }
}
