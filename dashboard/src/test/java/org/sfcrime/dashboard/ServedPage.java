package org.sfcrime.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.logging.LogType;
import org.sfcrime.countrecord.CountRecord;
import org.sfcrime.countrecord.WallClock;
import org.sfcrime.dashboard.counts.CountsTable;
import org.sfcrime.dashboard.counts.CrimeTypeNames;
import org.sfcrime.dashboard.view.Filter;
import org.sfcrime.dashboard.view.ViewBuilder;
import org.sfcrime.dashboard.web.OpenPages;
import org.sfcrime.dashboard.web.PageServer;
import org.sfcrime.dashboard.web.Status;

/** A served page of two weeks of counts, in a real browser. */
class ServedPage {
  static final Duration LIMIT = Duration.ofSeconds(20);
  static final String HOSTILE = "<img src=x onerror=alert(1)>";
  static final long START = WallClock.parse("2018-12-17 00:00:00");

  final CountsTable table = new CountsTable(new CrimeTypeNames());
  OpenPages pages = new OpenPages();
  PageServer server;
  int port;
  ChromeDriver browser;

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

  void serve(int wanted) {
    pages = new OpenPages();
    server = new PageServer(Set.of(), table, pages);
    port = server.start("127.0.0.1", wanted).getPort();
    tell();
  }

  void tell() {
    pages.send(new Status(table.version(), "live", null, false, null, System.currentTimeMillis()));
  }

  static CountRecord count(int window, String type, String code, long calls) {
    long start = START + window * 600_000L;
    return new CountRecord(
        start, start + 600_000, type, code, code.equals("HAN") ? "Handled" : "", calls);
  }

  void go(String query) {
    browser.get("http://127.0.0.1:" + port + "/" + query);
    awaitCalls(ViewBuilder.of(table, Filter.ALL).figures().calls(), query.isEmpty());
  }

  void awaitCalls(long calls, boolean wanted) {
    await()
        .atMost(LIMIT)
        .ignoreExceptions()
        .until(
            () ->
                wanted
                    ? figure("k-calls").equals(String.format("%,d", calls))
                    : !figure("k-calls").isEmpty());
  }

  String figure(String id) {
    return browser.findElement(By.cssSelector("#" + id + " .value")).getText();
  }

  void assertQuietConsole() {
    assertThat(browser.manage().logs().get(LogType.BROWSER).getAll()).isEmpty();
  }

  List<String> texts(String selector) {
    return browser.findElements(By.cssSelector(selector)).stream()
        .map(one -> one.getDomProperty("textContent"))
        .toList();
  }
}
