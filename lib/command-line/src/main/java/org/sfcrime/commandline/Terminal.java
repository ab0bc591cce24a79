package org.sfcrime.commandline;

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

/**
 * Size and charset of the controlling terminal.
 *
 * <p>JLine would replace little of this code and costs more: its terminal starts ten processes and
 * takes 0.4 s of CPU time, where one {@code stty} takes 0.1 s.
 */
public final class Terminal {
  /** The size of a VT100, used where the real size is unknown. */
  public static final Size USUAL = new Size(80, 24);

  private static final Pattern TWO_NUMBERS = Pattern.compile("\\s*(\\d+)\\s+(\\d+)\\s*");

  private Size size = size(System.getenv(), sttySize());

  public record Size(int columns, int lines) {}

  /** Whether standard input and standard output are a terminal. */
  public static boolean isPresent() {
    return console() != null;
  }

  /** The columns for a line of standard output: without a terminal, as many as it needs. */
  public static int columns() {
    return isPresent() ? new Terminal().size().columns() : Integer.MAX_VALUE;
  }

  public static Charset charset() {
    Console console = console();
    return console == null ? Charset.defaultCharset() : console.charset();
  }

  /**
   * Null unless standard input and output are both a terminal. Since Java 22 the console is never
   * null; Spark 3.5 does not run there.
   */
  @SuppressWarnings("SystemConsoleNull")
  private static Console console() {
    return System.console();
  }

  /** Whether standard error goes to the same place as standard output. True if unknown. */
  public static boolean showsErrors() {
    try {
      Path descriptors = Path.of("/proc/self/fd");
      return Files.readSymbolicLink(descriptors.resolve("1"))
          .equals(Files.readSymbolicLink(descriptors.resolve("2")));
    } catch (IOException | UnsupportedOperationException e) {
      return true; // Only Linux has /proc.
    }
  }

  public synchronized Size size() {
    return size;
  }

  /** Reads the size again, after the user has changed it. */
  public synchronized void resized() {
    size = size(System.getenv(), sttySize());
  }

  /**
   * The size from the variables COLUMNS and LINES, else from {@code stty}.
   *
   * @param sttySize lines and columns
   */
  static Size size(Map<String, String> environment, String sttySize) {
    Matcher stty = TWO_NUMBERS.matcher(sttySize);
    boolean isKnown = stty.matches();
    return new Size(
        number(environment.get("COLUMNS"), isKnown ? stty.group(2) : null, USUAL.columns()),
        number(environment.get("LINES"), isKnown ? stty.group(1) : null, USUAL.lines()));
  }

  private static int number(String first, String second, int otherwise) {
    for (String text : new String[] {first, second}) {
      if (text != null && text.matches("[1-9]\\d{0,3}")) {
        return Integer.parseInt(text);
      }
    }
    return otherwise;
  }

  /** Asks {@code stty}, because Java has no method for the size. */
  private static String sttySize() {
    try {
      Process stty = new ProcessBuilder("stty", "size").redirectInput(new File("/dev/tty")).start();
      if (stty.waitFor(1, TimeUnit.SECONDS)) {
        return new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      }
      stty.destroy();
    } catch (IOException e) {
      // No stty, or no controlling terminal: the usual size is used.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return "";
  }
}
