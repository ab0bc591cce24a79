package org.sfcrime.benchmark.tuning;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TuningChartsTest {
  @TempDir private Path folder;

  @Test
  void charts_areSvgOfAModestSize() throws IOException {
    List<TuningCharts.Point> points =
        List.of(
            new TuningCharts.Point(200, 400, 500),
            new TuningCharts.Point(20_000, 60_000, 700),
            new TuningCharts.Point(500_000, 300_000, 2_000));
    TuningCharts.write(points, folder);
    for (String name : List.of("tuning-throughput.svg", "tuning-latency.svg")) {
      assertThat(Files.readString(folder.resolve(name)))
          .contains("<svg", "<path")
          .endsWith("</svg>\n")
          .hasSizeLessThan(200_000);
    }
  }
}
