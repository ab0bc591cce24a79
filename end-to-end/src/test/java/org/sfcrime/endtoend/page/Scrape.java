package org.sfcrime.endtoend.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The metrics of a program with {@code --metrics-port} at one moment.
 *
 * @param values by metric and labels, in Prometheus notation
 */
record Scrape(Map<String, Double> values) {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final Pattern ADDRESS =
      Pattern.compile("metrics: (http://127\\.0\\.0\\.1:\\d+/metrics)");

  /** Reads the metrics of a program whose log names the address. */
  static Scrape of(Path log) throws IOException, InterruptedException {
    Matcher address = ADDRESS.matcher(Files.readString(log));
    assertThat(address.find()).as("%s names the address", log).isTrue();
    HttpResponse<String> answer =
        CLIENT.send(
            HttpRequest.newBuilder(URI.create(address.group(1))).build(),
            HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).isEqualTo(200);
    return new Scrape(
        answer
            .body()
            .lines()
            .filter(line -> !line.startsWith("#"))
            .collect(
                Collectors.toMap(
                    line -> line.substring(0, line.lastIndexOf(' ')),
                    line -> Double.valueOf(line.substring(line.lastIndexOf(' ') + 1)))));
  }

  long value(String metric) {
    assertThat(values).containsKey(metric);
    return values.get(metric).longValue();
  }

  /** The sum of a metric over all labels. */
  long sum(String metric) {
    return (long)
        values.entrySet().stream()
            .filter(one -> one.getKey().startsWith(metric + "{"))
            .mapToDouble(Map.Entry::getValue)
            .sum();
  }
}
