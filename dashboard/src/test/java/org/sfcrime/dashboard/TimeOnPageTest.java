package org.sfcrime.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;
import org.sfcrime.countrecord.CountRecord;
import org.sfcrime.countrecord.WallClock;
import org.sfcrime.dashboard.view.Filter;
import org.sfcrime.dashboard.view.ViewBuilder;

/** The period that the page shows, and the age of its calls. */
class TimeOnPageTest extends ServedPage {
  /** As in the city's file. */
  @Test
  void strayHours_areShownOnlyOnRequest() {
    long calls = ViewBuilder.of(table, Filter.ALL).figures().calls();
    table.put(List.of(count(-9_000, "Dw", "HAN", 5), count(9_000, "Robbery", "HAN", 1)));
    tell();
    browser.get("http://127.0.0.1:" + port + "/");
    awaitCalls(calls, true);
    assertThat(browser.findElement(By.id("span")).getText()).startsWith("17 Dec 2018 00:00 – 31");
    assertThat(browser.findElement(By.cssSelector("#k-hour .note")).getText())
        .contains("from a week before");
    WebElement outside = browser.findElement(By.id("outside"));
    assertThat(outside.getText())
        .isEqualTo(
            "6 more calls are earlier or later, between 15 Oct 2018 and 17 Feb 2019. Show all");
    outside.findElement(By.tagName("button")).click();
    awaitCalls(calls + 6, true);
    assertThat(browser.getCurrentUrl()).endsWith("/?range=all");
    assertThat(outside.getText())
        .isEqualTo("Nearly all calls are from 17 Dec 2018 to 30 Dec 2018. Show only these days");
    browser.navigate().refresh();
    awaitCalls(calls + 6, true);
    browser.findElement(By.cssSelector("#outside button")).click();
    awaitCalls(calls, true);
    browser.findElement(By.cssSelector("[data-last='24']")).click();
    await().atMost(LIMIT).until(() -> !browser.findElement(By.id("outside")).isDisplayed());
    assertThat(browser.findElement(By.id("span")).getText()).startsWith("30 Dec 2018 00:00 – 31");
    browser.findElement(By.cssSelector("[data-last='']")).click();
    awaitCalls(calls + 6, true);

    // Calls of now are never left out.
    putOneCall(LocalDateTime.now(ZoneId.of("America/Los_Angeles")).truncatedTo(ChronoUnit.HOURS));
    browser.get("http://127.0.0.1:" + port + "/");
    awaitCalls(calls + 7, true);
    assertQuietConsole();
  }

  @Test
  void badge_tellsLiveFromReplayAndTheAgeOfTheNewestCall() {
    go("");
    awaitBadge("replay newest calls of 30 Dec 2018");
    LocalDateTime now = LocalDateTime.now(ZoneId.of("America/Los_Angeles"));
    putOneCall(now.minusHours(5).truncatedTo(ChronoUnit.HOURS));
    awaitBadge("behind newest call [56] h old");
    putOneCall(now.truncatedTo(ChronoUnit.HOURS));
    awaitBadge("live newest call under \\d+ (min|s) old");
    putOneCall(now.plusHours(2).truncatedTo(ChronoUnit.HOURS));
    awaitBadge("live newest call under 60 s old");
    assertQuietConsole();
  }

  private void putOneCall(LocalDateTime time) {
    long start = WallClock.parse(time.toString());
    table.put(List.of(new CountRecord(start, start + 600_000, "Dw", "HAN", "Handled", 1)));
    tell();
  }

  private void awaitBadge(String expected) {
    await()
        .atMost(LIMIT)
        .until(
            () ->
                browser
                    .findElement(By.className("badge"))
                    .getText()
                    .replaceAll("\\s+", " ")
                    .matches(expected));
  }
}
