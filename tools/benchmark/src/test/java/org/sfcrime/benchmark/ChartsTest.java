package org.sfcrime.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChartsTest {
  @TempDir private Path folder;

  @Test
  void charts_areSvgOfAModestSize() throws IOException {
    List<Charts.Point> points =
        List.of(
            new Charts.Point(200, 400, 500),
            new Charts.Point(20_000, 60_000, 700),
            new Charts.Point(500_000, 300_000, 2_000));
    Charts.throughput(points, folder.resolve("throughput.svg"));
    Charts.latency(points, folder.resolve("latency.svg"));
    for (String name : List.of("throughput.svg", "latency.svg")) {
      assertThat(Files.readString(folder.resolve(name)))
          .contains("<svg", "<path")
          .endsWith("</svg>\n")
          .hasSizeLessThan(200_000);
    }
  }
}
