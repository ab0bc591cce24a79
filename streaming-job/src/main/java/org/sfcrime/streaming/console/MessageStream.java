package org.sfcrime.streaming.console;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;

/** Collects a message until its line ends, then prints the message above the live lines. */
final class MessageStream extends OutputStream {
  private static final int LONGEST_UNFINISHED = 1 << 13;

  private final ByteArrayOutputStream message = new ByteArrayOutputStream();
  private final LiveScreen screen;
  private final PrintStream err;

  /** Writes the messages to {@code err}, which stays open. */
  MessageStream(LiveScreen screen, PrintStream err) {
    this.screen = screen;
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
    screen.printAbove(err, message.toByteArray());
    message.reset();
  }

  /** Prints an unfinished message. */
  @Override
  public synchronized void close() {
    if (message.size() > 0) {
      message.write('\n');
      print();
    }
  }
}
