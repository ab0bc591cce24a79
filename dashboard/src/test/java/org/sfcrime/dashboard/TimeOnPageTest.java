package org.sfcrime.dashboard;

import static org.awaitility.Awaitility.await;

import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.sfcrime.countrecord.CountRecord;
import org.sfcrime.countrecord.WallClock;

/** The period that the page shows, and the age of its calls. */
class TimeOnPageTest extends ServedPage {
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
