package org.sfcrime.streaming.console;

import java.io.Console;
import java.io.File;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What there is to know of the terminal that this process was started in. */
final class Terminal {
  /** What every terminal has had room for since the VT100. */
  static final Size USUAL = new Size(80, 24);

  private static final Pattern TWO_NUMBERS = Pattern.compile("\\s*(\\d+)\\s+(\\d+)\\s*");

  private Size size = size(System.getenv(), ask());

  /** Room for text. */
  record Size(int columns, int lines) {}

  /** Whether standard output is one. */
  static boolean isThere() {
    return console() != null;
  }

  /** How the terminal has its text. */
  static Charset charset() {
    Console console = console();
    return console == null ? Charset.defaultCharset() : console.charset();
  }

  /**
   * Null unless standard input and output both are a terminal. Since Java 22 there is always one;
   * Spark 3.5 does not run there.
   */
  @SuppressWarnings("SystemConsoleNull")
  private static Console console() {
    return System.console();
  }

  /**
   * Whether what goes to standard error comes out there too; where it cannot be told, it is taken
   * to.
   */
  static boolean showsErrors() {
    try {
      Path descriptors = Path.of("/proc/self/fd");
      return Files.readSymbolicLink(descriptors.resolve("1"))
          .equals(Files.readSymbolicLink(descriptors.resolve("2")));
    } catch (IOException | UnsupportedOperationException e) {
      return true; // not Linux
    }
  }

  synchronized Size size() {
    return size;
  }

  /** To be called when people have changed it. */
  synchronized void resized() {
    size = size(System.getenv(), ask());
  }

  /**
   * The size that the variables COLUMNS and LINES say, else the terminal's driver.
   *
   * @param sttySize lines and columns
   */
  static Size size(Map<String, String> environment, String sttySize) {
    Matcher asked = TWO_NUMBERS.matcher(sttySize);
    boolean answered = asked.matches();
    return new Size(
        number(environment.get("COLUMNS"), answered ? asked.group(2) : null, USUAL.columns()),
        number(environment.get("LINES"), answered ? asked.group(1) : null, USUAL.lines()));
  }

  private static int number(String first, String second, int otherwise) {
    for (String text : new String[] {first, second}) {
      if (text != null && text.matches("[1-9]\\d{0,3}")) {
        return Integer.parseInt(text);
      }
    }
    return otherwise;
  }

  /** Java cannot ask the driver itself. */
  private static String ask() {
    try {
      Process stty = new ProcessBuilder("stty", "size").redirectInput(new File("/dev/tty")).start();
      if (stty.waitFor(1, TimeUnit.SECONDS)) {
        return new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      }
      stty.destroy();
    } catch (IOException e) {
      // no stty, or no terminal that this process belongs to: the usual size does
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return "";
  }
}
