package org.sfcrime.consumer;

import java.io.PrintStream;
import org.sfcrime.commandline.Program;
import org.sfcrime.commandline.StatusLines;

/** Prints the calls of a topic as they arrive, and verifies that all calls of a file arrived. */
public final class Consumer {
  private Consumer() {}

  /** Runs the program and returns the exit code. */
  static int run(String[] args, PrintStream out, PrintStream err, ConsumerClients clients) {
    return Program.run(new ConsumerCommand(out, err, clients), args, out, err);
  }

  public static void main(String[] args) {
    ConsumerClients clients = ConsumerClients.real(new StatusLines(System.err));
    System.exit(run(args, System.out, System.err, clients));
  }
}
