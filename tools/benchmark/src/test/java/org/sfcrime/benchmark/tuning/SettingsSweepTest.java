package org.sfcrime.benchmark.tuning;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.sfcrime.benchmark.report.Machine;
import org.sfcrime.benchmark.run.BatchTimes;
import org.sfcrime.benchmark.run.BatchTimes.Batch;
import org.sfcrime.benchmark.run.JobRuns;
import org.sfcrime.benchmark.tuning.JobSetting.Kind;

class SettingsSweepTest {
  private static final Machine MACHINE = new Machine(Map.of("cores", "2"));
  private final SettingsSweep sweep = SettingsSweep.of(300_000, 30_000, List.of());

  /** Adds three runs with about {@code rate} rows per second. */
  private void run(SettingsVariant variant, double rate) {
    for (double noise : List.of(0.99, 1.0, 1.01)) {
      double millis = 1_000_000 / rate / noise;
      Batch batch = new Batch(1_000, millis);
      variant.runs().add(new BatchTimes(List.of(batch, batch, batch)).values());
    }
  }

  private void runAll() {
    for (SettingsVariant variant : sweep.all()) {
      double rate =
          switch (variant.name()) {
            case "--max-offsets-per-trigger 200" -> 400;
            case "--max-offsets-per-trigger 2000" -> 4_000;
            case "spark.sql.shuffle.partitions=200" -> 10_000;
            case "spark.sql.shuffle.partitions=15" -> 60_000;
            case "--master local[4]" -> 120_000;
            default -> variant.settings().size() > 1 ? 50 : 100_000;
          };
      run(variant, rate);
    }
  }

  @Test
  void effects_areTheWorstValueOfEachPropertyDearestFirst() {
    runAll();
    assertThat(sweep.effects())
        .extracting(SettingsSweep.Effect::property)
        .containsExactly("--max-offsets-per-trigger", "spark.sql.shuffle.partitions");
    assertThat(sweep.effects())
        .extracting(effect -> Math.round(effect.loss()))
        .containsExactly(250L, 10L);
  }

  @Test
  void strongestTwo_aloneAndTogether() {
    runAll();
    List<SettingsVariant> variants = sweep.strongestTwo();
    assertThat(variants)
        .extracting(SettingsVariant::name)
        .containsExactly(
            "--max-offsets-per-trigger 200",
            "spark.sql.shuffle.partitions=200",
            "--max-offsets-per-trigger 200, spark.sql.shuffle.partitions=200");
    assertThat(variants).extracting(SettingsVariant::calls).containsOnly(3_000L);
  }

  @Test
  void over_replacesTheSameProperty() {
    SettingsVariant variant =
        new SettingsVariant(new JobSetting(Kind.FLAG, "--max-offsets-per-trigger", "200"), 3_000);
    JobRuns.Arguments arguments = JobSetting.arguments(variant.over(sweep.base()));
    assertThat(arguments.flags()).containsExactly("--max-offsets-per-trigger", "200");
  }

  @Test
  void arguments_putsEachKindWhereItBelongs() {
    JobRuns.Arguments arguments =
        JobSetting.arguments(
            List.of(
                new JobSetting(Kind.SPARK, "spark.a", "1"),
                new JobSetting(Kind.SPARK_FLAG, "--master", "local[1]"),
                new JobSetting(Kind.CLIENT, "--command-property max.poll.records", "500"),
                new JobSetting(Kind.FLAG, "--trigger", "0 seconds")));
    assertThat(arguments.spark()).containsExactly("--conf", "spark.a=1", "--master", "local[1]");
    assertThat(arguments.flags())
        .containsExactly("--command-property", "max.poll.records=500", "--trigger", "0 seconds");
  }

  @Test
  void page_labelsWhatIsInTheNoiseAndWhatIsNotUsed() {
    runAll();
    String page = new TuningPage("bin/tune", MACHINE, sweep, List.of()).toMarkdown();
    assertThat(page)
        .contains("| `spark.sql.shuffle.partitions=200` | 10,000 ± 1 % | 10 % |")
        .containsPattern("spark.default.parallelism=10`.*\\| no effect: not used \\|")
        .containsPattern("spark.sql.codegen.wholeStage=false`.*\\| no effect \\|")
        .containsPattern("--master local\\[4\\]`.*\\| faster \\|")
        .contains("| `--max-offsets-per-trigger` | 250 × | `--max-offsets-per-trigger 200` |");
  }

  @Test
  void of_parts_keepsBatchSizesAndTheClassicOnes() {
    SettingsSweep few = SettingsSweep.of(300_000, 30_000, List.of("default.parallelism"));
    assertThat(few.single()).allMatch(SettingsVariant::isUnused).hasSize(2);
    assertThat(few.batchSizes()).isEqualTo(sweep.batchSizes());
  }
}
