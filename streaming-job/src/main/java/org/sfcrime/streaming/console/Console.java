package org.sfcrime.streaming.console;

import java.io.PrintStream;
import java.nio.charset.Charset;
import org.sfcrime.streaming.Signals;
import org.sfcrime.streaming.count.CountRules;

/** The streams that the job shows itself on; while it draws, Spark's log goes through here too. */
public final class Console implements AutoCloseable {
  private final PrintStream out;
  private final PrintStream err;
  private final PrintStream before;
  private final Charset charset;
  private final Terminal terminal;
  private final LiveScreen screen;
  private final boolean hasErrors;

  /** Draws on the streams, or prints to them, as the mode says and the terminal can. */
  public Console(ConsoleMode mode, PrintStream out, PrintStream err) {
    this.out = out;
    before = System.err;
    charset = Terminal.charset();
    terminal = mode.draws(Terminal.isThere(), System.getenv("TERM")) ? new Terminal() : null;
    screen = terminal == null ? null : new LiveScreen(out, charset, terminal::size);
    hasErrors = screen != null && Terminal.showsErrors();
    this.err = hasErrors ? screen.above(err) : err;
    if (hasErrors) {
      System.setErr(this.err);
    }
  }

  /** Where messages go. */
  public PrintStream err() {
    return err;
  }

  /**
   * How batches are shown.
   *
   * @param top counts shown of each batch
   */
  public BatchDisplay display(String topic, CountRules rules, int top) {
    PlainConsole plain = new PlainConsole(out, err, topic, rules, top);
    if (screen == null) {
      return plain;
    }
    LiveView view = new LiveView(rules, Marks.of(charset));
    LiveConsole live = new LiveConsole(screen, view, plain, hasErrors ? null : err);
    Signals.onResize(
        () -> {
          terminal.resized();
          live.redraw();
        });
    return live;
  }

  /** Nothing is drawn any more. */
  public void settle() {
    if (screen != null) {
      screen.settle();
    }
  }

  @Override
  public void close() {
    if (hasErrors) {
      System.setErr(before);
      err.close(); // says what is left, and leaves the stream behind it open
    }
  }
}
