package org.sfcrime.dashboard;

import java.io.PrintStream;
import org.sfcrime.commandline.Program;

/** Serves a page that follows the counts topic. */
public final class Dashboard {
  private Dashboard() {}

  static int run(String[] args, PrintStream out, PrintStream err) {
    return Program.run(new DashboardCommand(err), args, out, err);
  }

  public static void main(String[] args) {
    System.exit(run(args, System.out, System.err));
  }
}
