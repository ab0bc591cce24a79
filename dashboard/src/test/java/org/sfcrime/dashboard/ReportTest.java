package org.sfcrime.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogType;
import org.sfcrime.countrecord.CountRecord;
import org.sfcrime.countrecord.CountsCsv;
import org.sfcrime.countrecord.GroupFields;
import org.sfcrime.countrecord.WallClock;

class ReportTest {
  private static final String HOSTILE = "</script><img src=x onerror=alert(1)>";
  private static final long START = WallClock.parse("2018-12-31 00:00:00");
  private static final Path TYPES = Path.of("..", "data", "crime-types.csv");
  private static final Pattern VIEWS =
      Pattern.compile("<script id=\"inlined\" type=\"application/json\">(.*?)</script>");

  @TempDir private Path folder;

  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private int run(String... args) {
    PrintStream text = new PrintStream(err, true, StandardCharsets.UTF_8);
    return Report.run(args, text, text);
  }

  private static List<CountRecord> counts() {
    List<CountRecord> counts = new ArrayList<>();
    for (int window = 0; window < 144; window++) {
      long start = START + 600_000_000L * window;
      counts.add(
          new CountRecord(
              start, start + 600_000, "Traffic Stop", "HAN", "Handled", 1 + window % 5));
      counts.add(new CountRecord(start, start + 600_000, "Dw", "GEN", "", 2));
    }
    counts.add(new CountRecord(START, START + 600_000, HOSTILE, "HAN", "Handled", 5_000));
    return counts;
  }

  private Path report(List<CountRecord> counts) throws IOException {
    Path file = folder.resolve("counts.csv");
    try (Writer out = Files.newBufferedWriter(file)) {
      CountsCsv.write(GroupFields.USUAL, counts.stream(), out);
    }
    Path page = folder.resolve("report.html");
    assertThat(
            run(
                "--counts", file.toString(),
                "--out", page.toString(),
                "--crime-types", TYPES.toString()))
        .as(err.toString(StandardCharsets.UTF_8))
        .isZero();
    return page;
  }

  private static long calls(List<CountRecord> counts, String type) {
    return counts.stream()
        .filter(one -> one.first().equals(type))
        .mapToLong(CountRecord::count)
        .sum();
  }

  private static JsonNode views(String page) throws IOException {
    Matcher found = VIEWS.matcher(page);
    assertThat(found.find()).isTrue();
    return new ObjectMapper().readTree(found.group(1)).path("views");
  }

  @Test
  void page_needsNothingElse() throws IOException {
    String page = Files.readString(report(counts()));
    assertThat(page).doesNotContain("<link ", "<script src=", "<img", "@import", HOSTILE);
    assertThat(page).contains("Content-Security-Policy", "default-src 'none'");
    assertThat(page).doesNotContain("'unsafe-inline'", "url(http");
  }

  @Test
  void figures_areThoseOfTheFile() throws IOException {
    List<CountRecord> counts = counts();
    JsonNode views = views(Files.readString(report(counts)));
    JsonNode all = views.path("").path("figures");
    assertThat(all.path("calls").longValue())
        .isEqualTo(counts.stream().mapToLong(CountRecord::count).sum());
    assertThat(all.path("groups").intValue()).isEqualTo(counts.size());
    assertThat(all.path("withoutDisposition").longValue()).isEqualTo(calls(counts, "Dw"));
    // Dw and Traffic Stop have the same category; a type that is not in the table is unknown.
    assertThat(views.path("traffic_parking").path("figures").path("calls").longValue())
        .isEqualTo(calls(counts, "Dw") + calls(counts, "Traffic Stop"));
    assertThat(views.path("unknown").path("figures").path("calls").longValue())
        .isEqualTo(calls(counts, HOSTILE));
  }

  @Test
  void inABrowser_hostileTypeIsText_categoryIsAFilter() throws IOException {
    List<CountRecord> counts = counts();
    Path page = report(counts);
    ChromeDriver browser = Browser.start();
    try {
      browser.get(page.toUri().toString());
      awaitCalls(browser, counts.stream().mapToLong(CountRecord::count).sum());
      assertThat(browser.findElement(By.cssSelector("#k-type .value")).getText())
          .isEqualTo(HOSTILE);
      assertThat(browser.findElements(By.cssSelector("img"))).isEmpty();
      browser.findElement(By.cssSelector("#categories [data-name=traffic_parking]")).click();
      awaitCalls(browser, calls(counts, "Dw") + calls(counts, "Traffic Stop"));
      // A report ignores filters that it does not support.
      browser.get(page.toUri() + "?category=none&type=Dw&from=2019-01-01T00:00");
      awaitCalls(browser, counts.stream().mapToLong(CountRecord::count).sum());
      assertThat(browser.manage().logs().get(LogType.BROWSER).getAll()).isEmpty();
    } finally {
      browser.quit();
    }
  }

  @Test
  void inABrowser_strayHoursAreShownOnlyOnRequest() throws IOException {
    List<CountRecord> counts = counts();
    long calls = counts.stream().mapToLong(CountRecord::count).sum();
    long stray = START - 4_999_800_000L;
    counts.add(new CountRecord(stray, stray + 600_000, "Dw", "HAN", "Handled", 30));
    ChromeDriver browser = Browser.start();
    try {
      browser.get(report(counts).toUri().toString());
      awaitCalls(browser, calls);
      String outside = browser.findElement(By.id("outside")).getText();
      assertThat(outside).isEqualTo("30 more calls are earlier, from 3 Nov 2018 on. Show all");
      browser.findElement(By.cssSelector("#outside button")).click();
      awaitCalls(browser, calls + 30);
      browser.findElement(By.cssSelector("#categories [data-name=traffic_parking]")).click();
      awaitCalls(browser, calls(counts, "Dw") + calls(counts, "Traffic Stop"));
      browser.findElement(By.cssSelector("#outside button")).click();
      awaitCalls(browser, calls(counts, "Dw") + calls(counts, "Traffic Stop") - 30);
      assertThat(browser.manage().logs().get(LogType.BROWSER).getAll()).isEmpty();
    } finally {
      browser.quit();
    }
  }

  /** Tab stops only at elements that can be chosen, and Enter chooses them. */
  @Test
  void inABrowser_keyboardReachesWhatFiltersAndNothingElse() throws IOException {
    List<CountRecord> counts = counts();
    ChromeDriver browser = Browser.start();
    try {
      browser.get(report(counts).toUri().toString());
      awaitCalls(browser, counts.stream().mapToLong(CountRecord::count).sum());
      assertThat(browser.findElements(By.cssSelector("#types .bar"))).hasSize(3);
      assertThat(browser.findElements(By.cssSelector("#dispositions .bar"))).hasSize(2);
      assertThat(stops(browser))
          .containsExactly(
              "skip", "theme", "traffic_parking", "unknown", "Unusual types", "judged");
      browser.findElement(By.cssSelector("[data-name=traffic_parking]")).sendKeys(Keys.ENTER);
      awaitCalls(browser, calls(counts, "Dw") + calls(counts, "Traffic Stop"));
      assertThat(browser.manage().logs().get(LogType.BROWSER).getAll()).isEmpty();
    } finally {
      browser.quit();
    }
  }

  /** Returns the names of the elements where Tab stops, in page order. */
  private static List<String> stops(ChromeDriver browser) {
    List<String> stops = new ArrayList<>();
    while (stops.size() < 50) {
      new Actions(browser).sendKeys(Keys.TAB).perform();
      Object stop =
          browser.executeScript(
              """
              const at = document.activeElement;
              return at === document.body ? null
                : at.id === 'unusual' ? at.ariaLabel
                : at.dataset.name || at.id || (at.tagName === 'SUMMARY' ? 'judged' : at.className);
              """);
      if (stop == null || stops.contains(stop.toString())) {
        return stops;
      }
      stops.add(stop.toString());
    }
    return stops;
  }

  private static void awaitCalls(ChromeDriver browser, long calls) {
    await()
        .atMost(Duration.ofSeconds(20))
        .ignoreExceptions()
        .until(
            () ->
                browser
                    .findElement(By.cssSelector("#k-calls .value"))
                    .getText()
                    .equals(String.format("%,d", calls)));
  }

  @Test
  void noFileOfCounts_isSaid() throws IOException {
    Path file = Files.writeString(folder.resolve("other.csv"), "a,b\n1,2\n");
    assertThat(run("--counts", file.toString())).isEqualTo(2);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .contains(file + " is not a file of counts")
        .hasLineCount(1);
    err.reset();
    assertThat(run("--counts", folder.resolve("none.csv").toString())).isEqualTo(1);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("none.csv").hasLineCount(1);
  }
}
