package org.sfcrime.dashboard;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.chrome.ChromeDriver;

/** Takes the README's screenshot of a running dashboard. Not a test, so it runs only on request. */
@EnabledIfSystemProperty(
    named = "sfcrime.page",
    matches = "http.+",
    disabledReason = "made by hand: -Dsfcrime.page=http://127.0.0.1:8080/")
class ScreenshotTest {
  private static final Path PICTURE = Path.of("..", "docs", "img", "dashboard.png");

  @Test
  void page_isWrittenAsAPicture() throws IOException {
    ChromeDriver browser = Browser.start();
    try {
      browser.executeCdpCommand(
          "Emulation.setDeviceMetricsOverride",
          Map.of("width", 1440, "height", 900, "deviceScaleFactor", 1, "mobile", false));
      browser.get(System.getProperty("sfcrime.page"));
      await()
          .atMost(Duration.ofSeconds(20))
          .until(() -> "ready".equals(browser.executeScript("return document.body.dataset.state")));
      Files.createDirectories(PICTURE.getParent());
      Files.write(PICTURE, browser.getScreenshotAs(OutputType.BYTES));
    } finally {
      browser.quit();
    }
  }
}
