package org.sfcrime.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.sfcrime.countrecord.CountRecord;
import org.sfcrime.countrecord.GroupFields;

/** The lists, figures and filters of the page. */
class GroupsOnPageTest extends ServedPage {
  /** The addresses are too many for a list of choices; some records have none. */
  @Test
  void places_haveAListAFigureAndASearch() {
    List<CountRecord> counts = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      counts.add(place("Dw", "%d00 Block Of Turk St".formatted(i), 100 + i));
    }
    counts.add(place("Stabbing", HOSTILE, 900));
    counts.add(place("Stabbing", "", 800));
    table.clear();
    table.fields(GroupFields.of("crime_type", "address"));
    table.put(counts);
    tell();
    go("");
    assertThat(figure("k-disposition")).isEqualTo(HOSTILE);
    assertThat(texts("#h-disp, #most")).containsExactly("Calls by address", "top 50");
    assertThat(dispositions()).hasSize(50).startsWith(HOSTILE, "none", "5900 Block Of Turk St");
    assertThat(browser.findElement(By.id("disposition")).isDisplayed()).isFalse();
    WebElement search = browser.findElement(By.id("search-other"));
    assertThat(search.findElement(By.xpath("..")).getText()).isEqualTo("Address");
    search.sendKeys("onerror");
    await().atMost(LIMIT).until(() -> texts("#found-other span").equals(List.of(HOSTILE)));
    search.sendKeys(Keys.ENTER);
    awaitCalls(900, true);
    browser.findElement(By.cssSelector(".chip")).click();
    awaitCalls(counts.stream().mapToLong(CountRecord::count).sum(), true);
    browser.findElement(By.xpath("//ol[@id='dispositions']//button[@title='none']")).click();
    awaitCalls(800, true);
    assertThat(browser.getCurrentUrl()).endsWith("/?disposition=");
    assertThat(texts("#types .name")).containsExactly("Stabbing");
    assertThat(browser.findElements(By.cssSelector("img"))).isEmpty();

    table.clear();
    table.fields(GroupFields.of("police_district"));
    table.put(List.of(place("TENDERLOIN", "", 3), place("", "", 2)));
    tell();
    go("");
    assertThat(figure("k-type")).isEqualTo("TENDERLOIN");
    assertThat(texts("#h-types, #k-type h2"))
        .containsExactly("Most frequent police district", "Calls by police district");
    assertThat(bars("#types")).containsExactly("TENDERLOIN 3 100%", "none 2 66.6667%");
    assertThat(browser.findElement(By.id("search-other")).isDisplayed()).isFalse();
    browser.findElement(By.xpath("//ol[@id='types']//button[@title='none']")).click();
    awaitCalls(2, true);
    assertQuietConsole();
  }

  @Test
  void dispositionOnly_hasTheFigureOfItsMeaning() {
    table.clear();
    table.fields(GroupFields.of("disposition"));
    table.put(List.of(new CountRecord(START, START + 600_000, "HAN", "", "Handled", 3)));
    tell();
    go("");
    assertThat(texts("#k-type h2")).containsExactly("Most frequent disposition");
    assertThat(figure("k-type")).isEqualTo("Handled");
    assertThat(bars("#dispositions")).containsExactly("Handled 3 100%");
    assertThat(browser.findElement(By.id("types")).isDisplayed()).isFalse();
    assertQuietConsole();
  }

  private static CountRecord place(String first, String second, long calls) {
    return new CountRecord(START, START + 600_000, first, second, null, calls);
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

  /** With --upsert a total may fall, also to 0. */
  @Test
  void totalsFall_barShrinks_groupWithoutCallsVanishes() {
    table.clear();
    table.put(List.of(count(0, "Dw", "HAN", 8), count(1, "Robbery", "GEN", 4)));
    tell();
    go("");
    assertThat(bars("#types")).containsExactly("Dw 8 100%", "Robbery 4 50%");
    assertThat(bars("#dispositions")).containsExactly("Handled 8 100%", "GEN 4 50%");
    table.put(List.of(count(0, "Dw", "HAN", 1)));
    tell();
    awaitCalls(5, true);
    assertThat(bars("#types")).containsExactly("Robbery 4 100%", "Dw 1 25%");
    table.put(List.of(count(1, "Robbery", "GEN", 0)));
    tell();
    awaitCalls(1, true);
    assertThat(bars("#types")).containsExactly("Dw 1 100%");
    assertThat(bars("#dispositions")).containsExactly("Handled 1 100%");
    assertThat(texts("#disposition option")).containsExactly("any", "HAN – Handled");
    assertThat(texts("#categories button")).containsExactly("Unknown1");
    assertThat(browser.findElement(By.id("span")).getText())
        .isEqualTo("17 Dec 2018 00:00 – 17 Dec 2018 00:10, San Francisco local time");
    assertQuietConsole();
  }

  /** Returns the name, the calls and the width of each bar of a list. */
  private List<String> bars(String list) {
    return browser.findElements(By.cssSelector(list + " .bar")).stream()
        .map(
            bar ->
                "%s %s %s"
                    .formatted(
                        bar.findElement(By.cssSelector(".name")).getText(),
                        bar.findElement(By.cssSelector(".calls")).getText(),
                        browser.executeScript(
                            "return arguments[0].style.width",
                            bar.findElement(By.cssSelector(".fill")))))
        .toList();
  }
}
