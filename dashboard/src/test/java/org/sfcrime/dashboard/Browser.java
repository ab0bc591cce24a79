package org.sfcrime.dashboard;

import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.File;
import java.util.logging.Level;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** Debian's Chromium, without a window. */
final class Browser {
  private static final File PROGRAM = new File("/usr/bin/chromium");
  private static final File DRIVER = new File("/usr/bin/chromedriver");

  private Browser() {}

  /** Starts the browser; skips the test if Chromium or its driver is not installed. */
  static ChromeDriver start() {
    assumeThat(PROGRAM).as("not installed: apt-get install chromium").exists();
    assumeThat(DRIVER).as("not installed: apt-get install chromium-driver").exists();
    ChromeOptions options = new ChromeOptions().setBinary(PROGRAM);
    options.addArguments("--headless=new", "--no-sandbox", "--hide-scrollbars");
    LoggingPreferences logs = new LoggingPreferences();
    logs.enable(LogType.BROWSER, Level.ALL);
    options.setCapability("goog:loggingPrefs", logs);
    ChromeDriverService driver =
        new ChromeDriverService.Builder().usingDriverExecutable(DRIVER).usingAnyFreePort().build();
    return new ChromeDriver(driver, options);
  }
}
