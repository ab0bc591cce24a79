package org.sfcrime.streaming.console;

import java.io.PrintStream;
import java.nio.charset.Charset;
import java.util.List;
import java.util.function.Supplier;
import org.sfcrime.commandline.Terminal;

/**
 * Lines at the end of a terminal's text that are redrawn in place.
 *
 * <p>Warnings and Spark's log go to the same terminal and are printed above: the lines are erased,
 * the message is printed and scrolls like any other, and the lines are drawn again. A full-screen
 * display would lose the messages. Text from outside of Java shifts the lines once. The cursor
 * stays visible below the lines, so there is nothing to restore, however the process ends.
 */
final class LiveScreen {
  private static final String UP = "\u001b[%dA";
  private static final String ERASE_BELOW = "\u001b[J";
  private static final String ERASE_LINE = "\u001b[K";

  /** Cuts a line that is too long, on a terminal that has just become narrower. */
  private static final String WRAP_OFF = "\u001b[?7l";

  private static final String WRAP_ON = "\u001b[?7h";

  private final PrintStream out;
  private final Charset charset;
  private final Supplier<Terminal.Size> size;
  private List<String> lines = List.of();
  private int columns;
  private boolean isSettled;

  LiveScreen(PrintStream out, Charset charset, Supplier<Terminal.Size> size) {
    this.out = out;
    this.charset = charset;
    this.size = size;
  }

  Terminal.Size size() {
    return size.get();
  }

  /** Replaces the lines with others, whose characters are each one column wide. */
  synchronized void draw(List<String> next) {
    if (!isSettled) {
      replace(next);
    }
  }

  private void replace(List<String> next) {
    write(redraw(rows(), next));
    lines = List.copyOf(next);
    columns = size().columns();
  }

  /** The rows that the lines occupy now: a terminal that became narrower has wrapped long lines. */
  private int rows() {
    int now = size().columns();
    return lines.stream()
        .mapToInt(line -> Math.min(columns, line.codePointCount(0, line.length())))
        .map(width -> Math.max(1, (width + now - 1) / now))
        .sum();
  }

  /** Leaves the lines in place for good; later messages are printed below. */
  synchronized void settle() {
    isSettled = true;
    if (!lines.isEmpty()) {
      lines = List.of();
      write("\r" + ERASE_BELOW); // the ^C that the terminal echoes
    }
  }

  synchronized void printAbove(PrintStream err, byte[] message) {
    List<String> below = lines;
    if (!below.isEmpty()) {
      replace(List.of());
    }
    err.write(message, 0, message.length);
    err.flush();
    if (!below.isEmpty()) {
      replace(below);
    }
  }

  /** The control sequences that replace the rows above the cursor. */
  private static String redraw(int rowsBefore, List<String> next) {
    StringBuilder text = new StringBuilder("\r"); // over the ^C that the terminal echoes
    if (rowsBefore > 0) {
      text.append(UP.formatted(rowsBefore));
    }
    if (!next.isEmpty()) {
      text.append(WRAP_OFF);
      next.forEach(line -> text.append(ERASE_LINE).append(line).append('\n'));
      text.append(WRAP_ON);
    }
    return rowsBefore > 0 ? text.append(ERASE_BELOW).toString() : text.toString();
  }

  /** Writes in one call, so that the terminal never shows a part. */
  private void write(String text) {
    byte[] bytes = text.getBytes(charset);
    out.write(bytes, 0, bytes.length);
    out.flush();
  }

  /** Returns a stream for messages to the same terminal. */
  PrintStream above(PrintStream err) {
    return new PrintStream(new MessageStream(this, err), true, charset);
  }
}
