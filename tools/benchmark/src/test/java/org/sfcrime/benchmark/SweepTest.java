package org.sfcrime.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.sfcrime.benchmark.Batches.Batch;

class SweepTest {
  private static final Machine MACHINE = new Machine(Map.of("cores", "2"));
  private final Sweep sweep = Sweep.of(300_000, 30_000);

  /** Every variant's runs: so many rows a second, with a little noise. */
  private void run(Variant variant, double rate) {
    for (double noise : List.of(0.99, 1.0, 1.01)) {
      double millis = 1_000_000 / rate / noise;
      Batch batch = new Batch(1_000, millis);
      variant.add(new Batches(List.of(batch, batch, batch)));
    }
  }

  private void runAll() {
    for (Variant variant : sweep.all()) {
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
        .extracting(Sweep.Effect::property)
        .containsExactly("--max-offsets-per-trigger", "spark.sql.shuffle.partitions");
    assertThat(sweep.effects())
        .extracting(effect -> Math.round(effect.loss()))
        .containsExactly(250L, 10L);
  }

  @Test
  void grid_hasTheStrongestTwoAloneAndTogether() {
    runAll();
    List<Variant> grid = sweep.grid(300_000);
    assertThat(grid)
        .extracting(Variant::name)
        .containsExactly(
            "--max-offsets-per-trigger 200",
            "spark.sql.shuffle.partitions=200",
            "--max-offsets-per-trigger 200, spark.sql.shuffle.partitions=200");
    assertThat(grid).extracting(Variant::calls).containsOnly(3_000L);
  }

  @Test
  void over_replacesTheSameProperty() {
    Variant variant = Variant.of(Setting.flag("--max-offsets-per-trigger", "200"), 3_000);
    JobRuns.Setup setup = Setting.setup(variant.over(sweep.base()));
    assertThat(setup.flags()).containsExactly("--max-offsets-per-trigger", "200");
  }

  @Test
  void setup_putsEachKindWhereItBelongs() {
    JobRuns.Setup setup =
        Setting.setup(
            List.of(
                Setting.spark("spark.a", "1"),
                Setting.master("local[1]"),
                Setting.client("max.poll.records", "500"),
                Setting.flag("--trigger", "0 seconds")));
    assertThat(setup.spark()).containsExactly("--conf", "spark.a=1", "--master", "local[1]");
    assertThat(setup.flags())
        .containsExactly("--command-property", "max.poll.records=500", "--trigger", "0 seconds");
  }

  @Test
  void page_labelsWhatIsInTheNoiseAndWhatIsNotLookedAt() {
    runAll();
    String page = new TuningPage(MACHINE, sweep, List.of(), "bin/tune").toMarkdown();
    assertThat(page)
        .contains("| `spark.sql.shuffle.partitions=200` | 10,000 ± 1 % | 10 % |")
        .containsPattern("spark.default.parallelism=10`.*\\| no effect: not looked at \\|")
        .containsPattern("spark.sql.codegen.wholeStage=false`.*\\| no effect \\|")
        .containsPattern("--master local\\[4\\]`.*\\| faster \\|")
        .contains("| `--max-offsets-per-trigger` | 250 × | `--max-offsets-per-trigger 200` |");
  }

  @Test
  void only_keepsBatchSizesAndTheClassicOnes() {
    Sweep few = sweep.only(List.of("default.parallelism"));
    assertThat(few.single()).allMatch(Variant::isInert).hasSize(2);
    assertThat(few.batchSizes()).isEqualTo(sweep.batchSizes());
  }
}
