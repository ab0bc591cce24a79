package org.sfcrime.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.logging.LogType;
import org.sfcrime.countrecord.CountRecord;
import org.sfcrime.countrecord.WallClock;
import org.sfcrime.dashboard.counts.CountsFollower.StartOver;
import org.sfcrime.dashboard.counts.CountsTable;
import org.sfcrime.dashboard.counts.CrimeTypeNames;
import org.sfcrime.dashboard.view.Filter;
import org.sfcrime.dashboard.view.View;
import org.sfcrime.dashboard.view.ViewBuilder;
import org.sfcrime.dashboard.web.OpenPages;
import org.sfcrime.dashboard.web.PageServer;
import org.sfcrime.dashboard.web.Status;

/** The page in a real browser. */
class BrowserTest {
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final String HOSTILE = "<img src=x onerror=alert(1)>";
  private static final long START = WallClock.parse("2018-12-17 00:00:00");

  private final CountsTable table = new CountsTable(new CrimeTypeNames());
  private OpenPages pages = new OpenPages();
  private PageServer server;
  private int port;
  private ChromeDriver browser;

  @BeforeEach
  void open() {
    Random random = new Random(1);
    List<CountRecord> counts = new ArrayList<>();
    for (int window = 0; window < 14 * 144; window++) {
      String type = List.of("Traffic Stop", "Dw", "Passing Call").get(random.nextInt(3));
      counts.add(count(window, type, random.nextInt(4) == 0 ? "GEN" : "HAN", 1 + window % 3));
    }
    counts.add(count(2015, HOSTILE, "HAN", 7_000));
    table.put(counts);
    serve(0);
    browser = Browser.start();
    browser.manage().window().setSize(new Dimension(1440, 1000));
  }

  @AfterEach
  void close() {
    if (browser != null) {
      browser.quit();
    }
    if (server != null) {
      server.close();
    }
  }

  private void serve(int wanted) {
    pages = new OpenPages();
    server = new PageServer(Set.of(), table, pages);
    port = server.start("127.0.0.1", wanted).getPort();
    tell();
  }

  private void tell() {
    pages.send(new Status(table.version(), "live", null, false, null, System.currentTimeMillis()));
  }

  private static CountRecord count(int window, String type, String code, long calls) {
    long start = START + window * 600_000L;
    return new CountRecord(
        start, start + 600_000, type, code, code.equals("HAN") ? "Handled" : "", calls);
  }

  private void go(String query) {
    browser.get("http://127.0.0.1:" + port + "/" + query);
    awaitCalls(ViewBuilder.of(table, Filter.ALL).figures().calls(), query.isEmpty());
  }

  private void awaitCalls(long calls, boolean wanted) {
    await()
        .atMost(LIMIT)
        .ignoreExceptions()
        .until(
            () ->
                wanted
                    ? figure("k-calls").equals(String.format("%,d", calls))
                    : !figure("k-calls").isEmpty());
  }

  private String figure(String id) {
    return browser.findElement(By.cssSelector("#" + id + " .value")).getText();
  }

  private void assertQuietConsole() {
    assertThat(browser.manage().logs().get(LogType.BROWSER).getAll()).isEmpty();
  }

  @Test
  void filter_changesEveryViewAndTheAddressRestoresIt() {
    go("");
    String heat = browser.findElement(By.id("heat")).getDomAttribute("aria-label");
    String chart = browser.findElement(By.id("timechart")).getDomAttribute("aria-label");
    browser.findElement(By.xpath("//ol[@id='types']//button[@title='Dw']")).click();
    Filter filter =
        new Filter(Long.MIN_VALUE, Long.MAX_VALUE, 0, Set.of(), Set.of("Dw"), Set.of(), false);
    View expected = ViewBuilder.of(table, filter);
    awaitCalls(expected.figures().calls(), true);
    assertThat(browser.getCurrentUrl()).endsWith("/?type=Dw");
    assertThat(figure("k-type")).isEqualTo("Dw");
    assertThat(browser.findElement(By.id("heat")).getDomAttribute("aria-label")).isNotEqualTo(heat);
    assertThat(browser.findElement(By.id("timechart")).getDomAttribute("aria-label"))
        .isNotEqualTo(chart);
    assertThat(browser.findElements(By.cssSelector("#types button"))).hasSize(1);
    assertThat(browser.findElement(By.id("dispositions")).getText())
        .contains(String.format("%,d", expected.dispositions().get(0).calls()));
    browser.navigate().refresh();
    awaitCalls(expected.figures().calls(), true);
    browser.navigate().back();
    awaitCalls(ViewBuilder.of(table, Filter.ALL).figures().calls(), true);
    assertQuietConsole();
  }

  @Test
  void hostileType_isText() {
    go("");
    assertThat(figure("k-type")).isEqualTo(HOSTILE);
    assertThat(browser.findElements(By.cssSelector("img"))).isEmpty();
    assertThat(browser.findElement(By.id("types")).getText()).contains(HOSTILE);
    browser.findElement(By.id("search")).sendKeys("onerror");
    await()
        .atMost(LIMIT)
        .until(() -> browser.findElement(By.id("found")).getText().contains(HOSTILE));
    assertQuietConsole();
  }

  @Test
  void countsWithoutDisposition_areSaidToBeSo() {
    table.clear();
    table.put(List.of(new CountRecord(START, START + 600_000, "property", "", "", 5)));
    tell();
    go("");
    assertThat(figure("k-disposition")).isEqualTo("–");
    assertThat(browser.findElement(By.cssSelector("#k-disposition .note")).getText())
        .isEqualTo("not counted by disposition");
    assertThat(browser.findElement(By.id("dispositions")).getText())
        .startsWith("The job does not count by disposition.");
    assertThat(browser.findElements(By.cssSelector("#dispositions button"))).isEmpty();
    assertThat(browser.findElement(By.id("disposition")).isDisplayed()).isFalse();
    assertQuietConsole();
  }

  @Test
  void codesOfOneDescription_areToldApart() {
    table.put(
        List.of(
            new CountRecord(START, START + 600_000, "Dw", "CAN", "Cancel", 90_000),
            new CountRecord(START, START + 600_000, "Dw", "22", "Cancel", 80_000)));
    go("");
    assertThat(dispositions()).containsExactly("Cancel (CAN)", "Cancel (22)", "Handled", "GEN");
    go("?disposition=22");
    awaitCalls(80_000, true);
    assertThat(dispositions()).containsExactly("Cancel (22)");
  }

  private List<String> dispositions() {
    return browser.findElements(By.cssSelector("#dispositions .name")).stream()
        .map(WebElement::getText)
        .toList();
  }

  @Test
  void batch_isDrawnWithoutReload_alsoAfterARestart() {
    go("");
    browser.executeScript("window.kept = true");
    table.put(List.of(count(2015, HOSTILE, "HAN", 8_000)));
    tell();
    long calls = ViewBuilder.of(table, Filter.ALL).figures().calls();
    awaitCalls(calls, true);
    server.close();
    await()
        .atMost(LIMIT)
        .until(() -> browser.findElement(By.id("banner")).getText().contains("Trying again"));
    serve(port);
    table.put(List.of(count(2015, HOSTILE, "HAN", 9_000)));
    tell();
    awaitCalls(calls + 1_000, true);
    await().atMost(LIMIT).until(() -> browser.findElement(By.id("live")).getText().equals("live"));
    assertThat(browser.findElement(By.id("banner")).isDisplayed()).isFalse();
    assertThat(browser.executeScript("return window.kept")).isEqualTo(true);
  }

  @Test
  void topicCreatedAgain_isSaid() {
    go("");
    assertThat(browser.findElement(By.id("startover")).isDisplayed()).isFalse();
    table.clear();
    table.put(List.of(count(0, "Dw", "HAN", 5)));
    long now = System.currentTimeMillis();
    StartOver startOver = new StartOver("was deleted and created again", now);
    pages.send(new Status(table.version(), "live", startOver, false, null, now));
    awaitCalls(5, true);
    assertThat(browser.findElement(By.id("startover")).getText())
        .matches(
            "Started over at \\d\\d:\\d\\d:\\d\\d: the counts topic was deleted and created again\\.");
    assertThat(browser.findElement(By.id("banner")).isDisplayed()).isFalse();
    pages.send(new Status(table.version(), "no-topic", startOver, false, null, now));
    await()
        .atMost(LIMIT)
        .until(() -> browser.findElement(By.id("banner")).getText().contains("was deleted"));
    assertQuietConsole();
  }

  @ParameterizedTest
  @ValueSource(strings = {"light", "dark"})
  void axe_findsNothingSerious(String theme) throws IOException {
    go("");
    browser.executeScript("document.documentElement.dataset.theme = arguments[0]", theme);
    try (InputStream script = BrowserTest.class.getResourceAsStream("/axe.min.js")) {
      browser.executeScript(new String(script.readAllBytes(), StandardCharsets.UTF_8));
    }
    Object found =
        browser.executeAsyncScript(
            """
            const done = arguments[arguments.length - 1];
            axe.run().then((result) => done(result.violations
                .filter((one) => one.impact === 'serious' || one.impact === 'critical')
                .map((one) => one.id + ': ' + one.nodes.map((node) => node.html).join(' | '))));
            """);
    assertThat((List<?>) found).isEmpty();
  }
}
