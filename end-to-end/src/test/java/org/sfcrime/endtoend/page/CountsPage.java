package org.sfcrime.endtoend.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.sfcrime.endtoend.harness.CountsCsv;
import org.sfcrime.endtoend.harness.Rig.JobRun;

/**
 * The figures of the dashboard's page in a browser.
 *
 * @param address the address of the page, with a slash at its end
 */
record CountsPage(Browser browser, String address) {
  /** The longest wait for the page. */
  static final Duration LIMIT = Duration.ofMinutes(2);

  private static final int BARS = 15;

  /** Waits until a condition is true; exceptions count as false. */
  static void until(Callable<Boolean> condition) {
    await().atMost(LIMIT).pollInterval(Duration.ofMillis(100)).ignoreExceptions().until(condition);
  }

  /** The number of calls that the page shows. */
  long calls() {
    return number(browser.text("#k-calls .value"));
  }

  /** Checks that all figures of the page and its download agree with the counts of the job. */
  void assertShows(JobRun run, Path folder) throws IOException {
    CountsCsv counts = run.counts();
    browser.open(address + "?names=as-written&range=all");
    until(() -> calls() == counts.sum());
    assertThat(number(browser.text("#k-calls .note"))).isEqualTo(counts.rows().size());
    assertThat(bars("#types"))
        .isEqualTo(
            counts.topCrimeTypes(BARS).stream()
                .map(type -> bar(type.name(), type.count()))
                .toList());
    // Two codes may have the same description; the page shows a bar for each.
    Map<List<String>, Long> dispositions =
        counts.rows().stream()
            .collect(
                Collectors.groupingBy(
                    row -> List.of(row.disposition(), row.description()),
                    Collectors.summingLong(CountsCsv.Row::count)));
    assertThat(bars("#dispositions"))
        .containsExactlyInAnyOrderElementsOf(
            dispositions.entrySet().stream()
                .map(one -> bar(shown(one.getKey(), dispositions.keySet()), one.getValue()))
                .toList());
    long busiest = counts.busiestWindows(1).get(0).count();
    assertThat(browser.text("#k-busiest .note")).startsWith(busiest + " calls in 10 minutes");
    assertThat(number(browser.text("#k-disposition .note"))).isEqualTo(run.report().unmatched());
    assertThat(downloaded(folder).rows()).isEqualTo(counts.rows());
    assertThat(browser.console()).isEmpty();
  }

  /** The name of a bar: the description, with the code if another code has the same description. */
  private static String shown(List<String> one, Set<List<String>> all) {
    String code = one.get(0);
    String description = one.get(1);
    if (description.isEmpty()) {
      return code;
    }
    long same = all.stream().filter(other -> other.get(1).equals(description)).count();
    return same > 1 ? description + " (" + code + ")" : description;
  }

  private List<String> bars(String list) {
    List<String> names = browser.texts(list + " .name");
    List<String> calls = browser.texts(list + " .calls");
    assertThat(calls).hasSameSizeAs(names);
    List<String> bars = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      bars.add(names.get(i) + ": " + calls.get(i));
    }
    return bars;
  }

  private static String bar(String name, long calls) {
    return String.format(Locale.ROOT, "%s: %,d", name, calls);
  }

  private CountsCsv downloaded(Path folder) throws IOException {
    Path file = folder.resolve("downloaded.csv");
    try (InputStream in = URI.create(address + "api/counts.csv").toURL().openStream()) {
      Files.copy(in, file);
    }
    return CountsCsv.read(file);
  }

  private static long number(String text) {
    return Long.parseLong(text.replaceAll("[^0-9]", ""));
  }
}
