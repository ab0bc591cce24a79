package org.sfcrime.streaming.console;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.util.List;
import java.util.function.Supplier;

/**
 * Some lines at the end of a terminal's text that are drawn anew in their place.
 *
 * <p>Warnings and Spark's log go to the same terminal. They are printed above: the lines are taken
 * off, the message is printed as ever and scrolls away with what is above it, the lines are drawn
 * again. So nothing that was said is lost, which it would be on a screen of its own, and what is
 * left at the end is plain text. What gets past this to the terminal, from outside of Java, shifts
 * the lines once. The cursor stays visible below the lines: however the process ends, there is
 * nothing to restore.
 */
final class LiveScreen {
  private static final String UP = "\u001b[%dA";
  private static final String ERASE_BELOW = "\u001b[J";
  private static final String ERASE_LINE = "\u001b[K";

  /** A line that is too long, for a terminal that just got narrower, is cut. */
  private static final String WRAP_OFF = "\u001b[?7l";

  private static final String WRAP_ON = "\u001b[?7h";
  private static final int LONGEST_UNFINISHED = 1 << 13;

  private final PrintStream out;
  private final Charset charset;
  private final Supplier<Terminal.Size> size;
  private List<String> lines = List.of();
  private int columns;
  private boolean isSettled;

  /**
   * Makes the screen.
   *
   * @param out the terminal
   * @param size of the terminal, now
   */
  LiveScreen(PrintStream out, Charset charset, Supplier<Terminal.Size> size) {
    this.out = out;
    this.charset = charset;
    this.size = size;
  }

  Terminal.Size size() {
    return size.get();
  }

  /**
   * Draws these lines in the place of those that are there.
   *
   * @param next texts of one column a character
   */
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

  /** How many the lines take up now: a terminal that got narrower has broken those too long. */
  private int rows() {
    int now = size().columns();
    return lines.stream()
        .mapToInt(line -> Math.min(columns, line.codePointCount(0, line.length())))
        .map(width -> Math.max(1, (width + now - 1) / now))
        .sum();
  }

  /** Leaves the lines as they are: what is said from now on comes below. */
  synchronized void settle() {
    isSettled = true;
    if (!lines.isEmpty()) {
      lines = List.of();
      write("\r" + ERASE_BELOW); // the terminal's ^C
    }
  }

  private synchronized void printAbove(PrintStream err, byte[] message) {
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

  /** What makes a terminal replace the rows above the cursor by lines. */
  private static String redraw(int rowsBefore, List<String> next) {
    StringBuilder text = new StringBuilder("\r"); // over the terminal's ^C
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

  /** At one go, so that the terminal is never left in the middle of it. */
  private void write(String text) {
    byte[] bytes = text.getBytes(charset);
    out.write(bytes, 0, bytes.length);
    out.flush();
  }

  /** A stream for messages to the same terminal. */
  PrintStream above(PrintStream err) {
    return new PrintStream(new Above(err), true, charset);
  }

  /** Holds a message back until its line ends. */
  private final class Above extends OutputStream {
    private final ByteArrayOutputStream message = new ByteArrayOutputStream();
    private final PrintStream err;

    Above(PrintStream err) {
      this.err = err;
    }

    @Override
    public void write(int character) {
      write(new byte[] {(byte) character}, 0, 1);
    }

    @Override
    public synchronized void write(byte[] bytes, int from, int length) {
      message.write(bytes, from, length);
      boolean isFinished = length > 0 && bytes[from + length - 1] == '\n';
      if (isFinished || message.size() >= LONGEST_UNFINISHED) {
        print();
      }
    }

    private void print() {
      printAbove(err, message.toByteArray());
      message.reset();
    }

    @Override
    public synchronized void close() {
      if (message.size() > 0) {
        message.write('\n');
        print();
      }
    }
  }
}
