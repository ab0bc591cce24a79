package org.sfcrime.peers;

import java.io.IOException;
import java.io.PrintStream;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.AggregateFunction;
import org.apache.flink.api.common.serialization.AbstractDeserializationSchema;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.windowing.ProcessWindowFunction;
import org.apache.flink.streaming.api.windowing.assigners.TumblingEventTimeWindows;
import org.apache.flink.streaming.api.windowing.windows.TimeWindow;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * The count with Flink's DataStream API: heap state, checkpoints on the disk, one process with as
 * many task slots as processors.
 *
 * <p>A window is written once, when the watermark closes it. The sink waits for the acknowledgement
 * of its records before a checkpoint and at the end. After a failure, Flink would write some counts
 * again, and the reader of a compacted topic would see no difference: the job does the same.
 */
public final class FlinkPeer {
  private FlinkPeer() {}

  /** Counts the records that the topic has at the start; see {@link Peer#of} for the arguments. */
  public static void main(String[] args) throws Exception {
    System.exit(run(Peer.of(args), System.out));
  }

  private static int run(Peer peer, PrintStream out) throws Exception {
    StreamExecutionEnvironment flink =
        StreamExecutionEnvironment.createLocalEnvironment(settings(peer));
    flink.enableCheckpointing(Peer.COMMIT_EVERY.toMillis());
    Progress.start(out, peer.calls());
    WatermarkStrategy<Call> watermark =
        WatermarkStrategy.<Call>forBoundedOutOfOrderness(Peer.WATERMARK_DELAY)
            .withTimestampAssigner((call, kafkaTime) -> call.timeMillis());
    counts(flink.fromSource(source(peer), watermark, "calls")).sinkTo(sink(peer));
    flink.execute();
    return 0;
  }

  private static Configuration settings(Peer peer) {
    Configuration settings = new Configuration();
    settings.set(PipelineOptions.OBJECT_REUSE, true);
    settings.set(RestartStrategyOptions.RESTART_STRATEGY, "none"); // a failure ends the process
    settings.set(CheckpointingOptions.CHECKPOINT_STORAGE, "filesystem");
    settings.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, peer.work().toUri().toString());
    // The sink waits for its records at the end, so the end need not wait for another checkpoint.
    settings.set(CheckpointingOptions.ENABLE_CHECKPOINTS_AFTER_TASKS_FINISH, false);
    return settings;
  }

  /** The number of calls by window and group. */
  static DataStream<Count> counts(DataStream<Call> calls) {
    return calls
        .map(Call::group)
        .returns(Types.STRING)
        .keyBy(group -> group)
        .window(TumblingEventTimeWindows.of(Peer.WINDOW))
        .aggregate(new Counter(), new ToCount());
  }

  /** A closed window's count. */
  record Count(String group, long windowStart, long calls) {}

  private static final class Counter implements AggregateFunction<String, Long, Long> {
    private static final long serialVersionUID = 1L;

    @Override
    public Long createAccumulator() {
      return 0L;
    }

    @Override
    public Long add(String group, Long count) {
      Progress.counted();
      return count + 1;
    }

    @Override
    public Long getResult(Long count) {
      return count;
    }

    @Override
    public Long merge(Long one, Long other) {
      return one + other;
    }
  }

  private static final class ToCount
      extends ProcessWindowFunction<Long, Count, String, TimeWindow> {
    private static final long serialVersionUID = 1L;

    @Override
    public void process(String group, Context window, Iterable<Long> counts, Collector<Count> out) {
      out.collect(new Count(group, window.window().getStart(), counts.iterator().next()));
    }
  }

  private static KafkaSource<Call> source(Peer peer) {
    return KafkaSource.<Call>builder()
        .setBootstrapServers(peer.broker())
        .setTopics(peer.topic())
        .setStartingOffsets(OffsetsInitializer.earliest())
        .setBounded(OffsetsInitializer.latest())
        .setProperties(Peer.consumer())
        .setValueOnlyDeserializer(new CallFormat())
        .build();
  }

  private static final class CallFormat extends AbstractDeserializationSchema<Call> {
    private static final long serialVersionUID = 1L;

    @Override
    public Call deserialize(byte[] record) throws IOException {
      return Call.parse(record);
    }
  }

  private static KafkaSink<Count> sink(Peer peer) throws IOException {
    return KafkaSink.<Count>builder()
        .setBootstrapServers(peer.broker())
        .setKafkaProducerConfig(Peer.producer())
        .setDeliveryGuarantee(DeliveryGuarantee.AT_LEAST_ONCE)
        .setRecordSerializer(
            new CountFormat(
                peer.countsTopic(), new CountJson(CountJson.radioCodes(peer.radioCodes()))))
        .build();
  }

  private record CountFormat(String topic, CountJson json)
      implements KafkaRecordSerializationSchema<Count> {
    @Override
    public ProducerRecord<byte[], byte[]> serialize(
        Count count, KafkaSinkContext context, Long timestamp) {
      return new ProducerRecord<>(
          topic,
          json.key(count.group(), count.windowStart()),
          json.value(count.group(), count.windowStart(), count.calls()));
    }
  }
}
