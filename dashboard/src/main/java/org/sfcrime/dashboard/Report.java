package org.sfcrime.dashboard;

import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.sfcrime.dashboard.counts.CountsFile;
import org.sfcrime.dashboard.counts.CountsTable;
import org.sfcrime.dashboard.counts.CrimeTypes;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Writes the page of a finished run as one file. */
@Command(
    name = "bin/report",
    mixinStandardHelpOptions = true,
    version = "SF Crime Statistics 0.1.0",
    sortOptions = false,
    usageHelpAutoWidth = true,
    description =
        "Writes one HTML file with the dashboard's views of a finished run, for mailing and archiving: of all calls, and of one"
            + " category at a time. For other filters there is bin/dashboard.",
    footer = {"", "Exit codes: 0 done, 1 failed, 2 usage."})
public final class Report implements Callable<Integer> {
  private final PrintStream err;

  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Option(
      names = "--counts",
      paramLabel = "FILE",
      required = true,
      description = "The counts, as the job writes them with --counts-file.")
  private Path counts;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      defaultValue = "report.html",
      description = "The report. Default: ${DEFAULT-VALUE}")
  private Path out;

  @Option(
      names = "--crime-types",
      paramLabel = "FILE",
      description =
          "The names and categories of crime types, as CSV. Default: data/crime-types.csv where the program stands")
  private Path crimeTypes;

  private Report(PrintStream err) {
    this.err = err;
  }

  @Override
  public Integer call() {
    try {
      CountsTable table = new CountsTable(CrimeTypes.readOrUsual(crimeTypes));
      table.put(CountsFile.read(counts));
      Files.writeString(out, ReportPage.of(table));
      err.println("report: " + out);
      return CommandLine.ExitCode.OK;
    } catch (IllegalArgumentException e) {
      throw new CommandLine.ParameterException(spec.commandLine(), e.getMessage(), e);
    } catch (IOException e) {
      err.println("report: " + e.getClass().getSimpleName() + ": " + e.getMessage());
      return CommandLine.ExitCode.SOFTWARE;
    }
  }

  static int run(String[] args, PrintStream out, PrintStream err) {
    CommandLine line = new CommandLine(new Report(err));
    line.setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF));
    line.setOut(new PrintWriter(out, true, StandardCharsets.UTF_8));
    line.setParameterExceptionHandler(
        (e, arguments) -> {
          err.println("report: " + e.getMessage() + " (try --help)");
          return CommandLine.ExitCode.USAGE;
        });
    return line.execute(args);
  }

  public static void main(String[] args) {
    System.exit(run(args, System.out, System.err));
  }
}
