package org.sfcrime.streaming.console;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;

/** Collects a message until its line ends, then prints the message above the live lines. */
final class MessageStream extends ByteArrayOutputStream {
  private static final int LONGEST_UNFINISHED = 1 << 13;

  private final LiveScreen screen;
  private final PrintStream err;

  /** Writes the messages to {@code err}, which stays open. */
  MessageStream(LiveScreen screen, PrintStream err) {
    this.screen = screen;
    this.err = err;
  }

  @Override
  public synchronized void write(int character) {
    write(new byte[] {(byte) character}, 0, 1);
  }

  @Override
  public synchronized void write(byte[] bytes, int from, int length) {
    super.write(bytes, from, length);
    boolean isFinished = length > 0 && bytes[from + length - 1] == '\n';
    if (isFinished || size() >= LONGEST_UNFINISHED) {
      print();
    }
  }

  private void print() {
    screen.printAbove(err, toByteArray());
    reset();
  }

  /** Prints an unfinished message. */
  @Override
  public synchronized void close() {
    if (size() > 0) {
      write('\n'); // finishes the message
    }
  }
}
