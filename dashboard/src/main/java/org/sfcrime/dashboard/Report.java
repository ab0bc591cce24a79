package org.sfcrime.dashboard;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.sfcrime.commandline.ExitCode;
import org.sfcrime.commandline.Program;
import org.sfcrime.commandline.WholeFile;
import org.sfcrime.countrecord.CountsCsv;
import org.sfcrime.dashboard.counts.CountsTable;
import org.sfcrime.dashboard.counts.CrimeTypeNames;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Writes the page of a finished run as one file. */
@Command(
    name = "bin/report",
    description =
        "Writes the dashboard's views of a finished run as one HTML file, for mailing and archiving: views of all calls, and of one category at a time. The page opens on the days of nearly all calls. For other filters, use bin/dashboard.",
    footer = {"", "Exit codes: 0 done, 1 failed, 2 wrong usage."})
public final class Report implements Callable<Integer> {
  private final PrintStream err;

  @Option(
      names = "--counts",
      paramLabel = "FILE",
      required = true,
      description = "The counts file that the job writes with --counts-file.")
  private Path counts;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      defaultValue = "report.html",
      description = "The HTML file to write. Default: ${DEFAULT-VALUE}")
  private Path out;

  @Option(
      names = "--crime-types",
      paramLabel = "FILE",
      description =
          "A CSV file with the names and categories of crime types. Default: data/crime-types.csv of the project")
  private Path crimeTypes;

  private Report(PrintStream err) {
    this.err = err;
  }

  @Override
  public Integer call() throws IOException {
    CountsTable table = new CountsTable(Program.options(() -> CrimeTypeNames.read(crimeTypes)));
    CountsCsv.Counts read = Program.options(() -> CountsCsv.read(counts));
    table.fields(read.fields());
    table.put(read.rows());
    WholeFile.write(out, ReportPage.of(table));
    err.println("report: " + out);
    return ExitCode.DONE;
  }

  static int run(String[] args, PrintStream out, PrintStream err) {
    return Program.run(new Report(err), args, out, err);
  }

  public static void main(String[] args) {
    System.exit(run(args, System.out, System.err));
  }
}
