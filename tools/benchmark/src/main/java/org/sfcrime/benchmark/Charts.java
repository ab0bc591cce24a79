package org.sfcrime.benchmark;

import java.awt.BasicStroke;
import java.awt.Color;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.knowm.xchart.VectorGraphicsEncoder;
import org.knowm.xchart.VectorGraphicsEncoder.VectorGraphicsFormat;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** The two pictures of the tuning page. */
final class Charts {
  private static final int WIDTH = 720;
  private static final int HEIGHT = 420;

  private Charts() {}

  /**
   * A point of a chart.
   *
   * @param batch rows a batch
   * @param rate rows a second
   * @param millis a batch's duration, p95
   */
  record Point(double batch, double rate, double millis) {}

  static void throughput(List<Point> points, Path file) throws IOException {
    XYChart chart = chart("Throughput against batch size", "rows a batch", "rows/s");
    chart.getStyler().setYAxisLogarithmic(true);
    add(
        chart,
        points.stream().map(Point::batch).toList(),
        points.stream().map(Point::rate).toList());
    write(chart, file);
  }

  static void latency(List<Point> points, Path file) throws IOException {
    XYChart chart = chart("Latency against throughput", "rows/s", "duration of a batch, p95, ms");
    add(
        chart,
        points.stream().map(Point::rate).toList(),
        points.stream().map(Point::millis).toList());
    write(chart, file);
  }

  private static XYChart chart(String title, String x, String y) {
    XYChart chart =
        new XYChartBuilder()
            .width(WIDTH)
            .height(HEIGHT)
            .title(title)
            .xAxisTitle(x)
            .yAxisTitle(y)
            .build();
    chart.getStyler().setXAxisLogarithmic(true).setDecimalPattern("#,##0");
    chart.getStyler().setLegendVisible(false).setChartBackgroundColor(Color.WHITE);
    // Dashes would be a path each: half a megabyte.
    chart.getStyler().setPlotGridLinesStroke(new BasicStroke(0.5f));
    chart.getStyler().setMarkerSize(8);
    return chart;
  }

  private static void add(XYChart chart, List<Double> x, List<Double> y) {
    XYSeries series = chart.addSeries("the job", x, y);
    series.setMarker(SeriesMarkers.CIRCLE);
  }

  /** The folder is made by the caller; the encoder would name a file without one itself. */
  private static void write(XYChart chart, Path file) throws IOException {
    VectorGraphicsEncoder.saveVectorGraphic(chart, file.toString(), VectorGraphicsFormat.SVG);
  }
}
