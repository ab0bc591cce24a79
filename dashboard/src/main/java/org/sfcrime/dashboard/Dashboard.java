package org.sfcrime.dashboard;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;

/** Serves a page that follows the counts topic. */
public final class Dashboard {
  private Dashboard() {}

  static int run(String[] args, PrintStream out, PrintStream err) {
    CommandLine line = new CommandLine(new DashboardCommand(err));
    line.setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF));
    line.setOut(new PrintWriter(out, true, StandardCharsets.UTF_8));
    line.setParameterExceptionHandler(
        (e, arguments) -> {
          err.println("dashboard: " + e.getMessage() + " (try --help)");
          return CommandLine.ExitCode.USAGE;
        });
    return line.execute(args);
  }

  public static void main(String[] args) {
    System.exit(run(args, System.out, System.err));
  }
}
