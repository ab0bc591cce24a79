package org.sfcrime.streaming;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IgnoredSettingsTest {
  private static final Set<String> KNOWN =
      Set.of("spark.default.parallelism", "spark.sql.shuffle.partitions", "spark.executor.memory");

  @ParameterizedTest
  @CsvSource({
    "spark.default.parallelism, spark.sql.shuffle.partitions",
    "spark.streaming.kafka.maxRatePerPartition, --max-offsets-per-trigger",
    "spark.streaming.backpressure.enabled, --max-offsets-per-trigger",
    "spark.maxOffsetPerTrigger, --max-offsets-per-trigger",
    "spark.sql.streaming.minPartition, --min-partitions",
    "spark.sql.shuffle.partition, spark.sql.shuffle.partitions",
    "spark.executer.memory, spark.executor.memory",
    "spark.sql.nothing.like.it, ignores it",
  })
  void ofSpark_namesTheRightOne(String name, String right) {
    assertThat(IgnoredSettings.ofSpark(List.of(name), KNOWN))
        .singleElement()
        .asString()
        .contains(name)
        .contains(right);
  }

  @Test
  void ofSpark_silentOnWhatWorksOrIsTheUsers() {
    assertThat(
            IgnoredSettings.ofSpark(
                List.of(
                    "spark.sql.shuffle.partitions",
                    "spark.executor.memory",
                    "spark.sql.catalog.mine",
                    "spark.sql.streaming.checkpointFileManagerClass",
                    "spark.my.own"),
                KNOWN))
        .isEmpty();
  }

  @Test
  void onCommandLine_findsWhatSparkSubmitLeavesOut() {
    assertThat(
            IgnoredSettings.onCommandLine(
                "org.apache.spark.deploy.SparkSubmit --conf maxOffsetPerTrigger=3 -c spark.a.b=1 job.jar --conf-not=x"))
        .containsExactly("maxOffsetPerTrigger", "spark.a.b");
  }

  @ParameterizedTest
  @CsvSource({
    "maxOffsetPerTrigger, --max-offsets-per-trigger",
    "max.poll.record, max.poll.records",
    "compression.typ, compression.type",
    "what.is.this, does not know the property what.is.this",
  })
  void ofClient_namesTheRightOne(String name, String right) {
    assertThat(IgnoredSettings.ofClient(List.of(name))).singleElement().asString().contains(right);
  }

  @Test
  void ofClient_silentOnProperties() {
    assertThat(
            IgnoredSettings.ofClient(List.of("max.poll.records", "ssl.keystore.location", "acks")))
        .isEmpty();
  }
}
