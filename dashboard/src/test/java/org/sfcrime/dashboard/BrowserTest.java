package org.sfcrime.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.By;
import org.sfcrime.dashboard.counts.CountsFollower.StartOver;
import org.sfcrime.dashboard.view.Filter;
import org.sfcrime.dashboard.view.View;
import org.sfcrime.dashboard.view.ViewBuilder;
import org.sfcrime.dashboard.web.Status;

/** The page in a real browser. */
class BrowserTest extends ServedPage {
  @Test
  void filter_changesEveryViewAndTheAddressRestoresIt() {
    go("");
    String heat = browser.findElement(By.id("heat")).getDomAttribute("aria-label");
    String chart = browser.findElement(By.id("timechart")).getDomAttribute("aria-label");
    browser.findElement(By.xpath("//ol[@id='types']//button[@title='Dw']")).click();
    Filter filter =
        new Filter(
            Long.MIN_VALUE, Long.MAX_VALUE, 0, false, Set.of(), Set.of("Dw"), Set.of(), false);
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
    await()
        .atMost(LIMIT)
        .until(() -> browser.findElement(By.id("live")).getText().equals("replay"));
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
