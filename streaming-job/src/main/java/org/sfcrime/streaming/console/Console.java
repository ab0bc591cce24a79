package org.sfcrime.streaming.console;

import java.io.PrintStream;
import java.nio.charset.Charset;
import org.sfcrime.commandline.SignalHandler;
import org.sfcrime.commandline.Terminal;
import org.sfcrime.streaming.count.CountRules;

/**
 * Chooses between the live and the plain display. While the live display draws, {@code System.err}
 * and so Spark's log are printed above the drawing.
 */
public final class Console implements AutoCloseable {
  private final PrintStream out;
  private final PrintStream err;
  private final PrintStream systemErr;
  private final Charset charset;
  private final Terminal terminal;
  private final LiveScreen screen;
  private final boolean showsErrors;

  /** Draws on the streams or prints to them, depending on the mode and the terminal. */
  public Console(ConsoleMode mode, PrintStream out, PrintStream err) {
    this.out = out;
    systemErr = System.err;
    charset = Terminal.charset();
    terminal = mode.isLive(Terminal.isPresent(), System.getenv("TERM")) ? new Terminal() : null;
    screen = terminal == null ? null : new LiveScreen(out, charset, terminal::size);
    showsErrors = screen != null && Terminal.showsErrors();
    this.err = showsErrors ? screen.above(err) : err;
    if (showsErrors) {
      System.setErr(this.err);
    }
  }

  public PrintStream err() {
    return err;
  }

  /** Creates a display that shows the {@code top} counts of each batch. */
  public BatchDisplay display(String topic, CountRules rules, int top) {
    PlainConsole plain = new PlainConsole(out, err, topic, rules, top);
    if (screen == null) {
      return plain;
    }
    LiveText text = new LiveText(rules, Marks.of(charset));
    LiveConsole live = new LiveConsole(screen, text, plain, showsErrors ? null : err);
    SignalHandler.onResize(
        () -> {
          terminal.resized();
          live.redraw();
        });
    return live;
  }

  /** Ends the drawing; the last lines stay on the terminal. */
  public void settle() {
    if (screen != null) {
      screen.settle();
    }
  }

  @Override
  public void close() {
    if (showsErrors) {
      System.setErr(systemErr);
      err.close(); // Prints an unfinished message and leaves the stream behind open.
    }
  }
}
