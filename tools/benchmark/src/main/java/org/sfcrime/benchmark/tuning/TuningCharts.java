package org.sfcrime.benchmark.tuning;

import java.awt.BasicStroke;
import java.awt.Color;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import org.knowm.xchart.VectorGraphicsEncoder;
import org.knowm.xchart.VectorGraphicsEncoder.VectorGraphicsFormat;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.style.markers.SeriesMarkers;
import org.sfcrime.benchmark.run.BatchTimes;

/** The two charts of the tuning page, as SVG. */
final class TuningCharts {
  private TuningCharts() {}

  /** The rows per second of a batch size, and the 95th percentile of a batch's duration. */
  record Point(double batch, double rate, double millis) {
    /** The base and the variants have the batch size as their first setting. */
    static Point of(SettingsVariant variant, List<JobSetting> base) {
      double batch = Double.parseDouble(variant.over(base).get(0).value());
      return new Point(batch, variant.rate().median(), variant.statistics(BatchTimes.P95).median());
    }
  }

  /** Writes tuning-throughput.svg and tuning-latency.svg to a directory that exists. */
  static void write(List<Point> points, Path folder) throws IOException {
    List<Point> sorted = points.stream().sorted(Comparator.comparingDouble(Point::batch)).toList();
    XYChart throughput = chart("Throughput against batch size", "rows a batch", "rows/s");
    throughput.getStyler().setYAxisLogarithmic(true);
    write(throughput, sorted, Point::batch, Point::rate, folder.resolve("tuning-throughput.svg"));
    XYChart latency = chart("Latency against throughput", "rows/s", "duration of a batch, p95, ms");
    write(latency, sorted, Point::rate, Point::millis, folder.resolve("tuning-latency.svg"));
  }

  private static XYChart chart(String title, String x, String y) {
    XYChart chart = new XYChart(720, 420);
    chart.setTitle(title);
    chart.setXAxisTitle(x);
    chart.setYAxisTitle(y);
    chart.getStyler().setXAxisLogarithmic(true).setDecimalPattern("#,##0");
    chart.getStyler().setLegendVisible(false).setChartBackgroundColor(Color.WHITE);
    // Each dash of a dashed line is a path: half a megabyte in total.
    chart.getStyler().setPlotGridLinesStroke(new BasicStroke(0.5f));
    chart.getStyler().setMarkerSize(8);
    return chart;
  }

  private static void write(
      XYChart chart,
      List<Point> points,
      Function<Point, Double> x,
      Function<Point, Double> y,
      Path file)
      throws IOException {
    chart
        .addSeries("the job", points.stream().map(x).toList(), points.stream().map(y).toList())
        .setMarker(SeriesMarkers.CIRCLE);
    VectorGraphicsEncoder.saveVectorGraphic(chart, file.toString(), VectorGraphicsFormat.SVG);
  }
}
