package org.sfcrime.generatecalls;

import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.concurrent.Callable;
import java.util.zip.GZIPOutputStream;
import org.sfcrime.commandline.ExitCode;
import org.sfcrime.commandline.Program;
import org.sfcrime.commandline.WholeFile;
import org.sfcrime.generatecalls.GenerateCallsOptions.Order;
import org.sfcrime.generatecalls.GenerateCallsOptions.Pieces;
import org.sfcrime.generatecalls.layout.CallText;
import org.sfcrime.generatecalls.layout.FileFormat;
import org.sfcrime.generatecalls.layout.Layout;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The program {@code bin/generate-calls}. */
@Command(
    name = "bin/generate-calls",
    description = {
      "Writes synthetic calls for service with the real distributions of hours, crime types,"
          + " dispositions and kinds of address. The same options give the same bytes.",
      "The sample in data/ is the output of: --calls 31000 --days 14 --end-date 2018-12-31"
          + " --pieces inside --excess 'Noise Nuisance=15' --seed 2018"
    })
public final class GenerateCalls implements Callable<Integer> {
  private static final int BUFFER_BYTES = 1 << 16;

  @Option(
      names = "--calls",
      required = true,
      paramLabel = "N",
      description = "The exact number of calls.")
  private long calls;

  @Option(
      names = "--days",
      paramLabel = "D",
      description = "Number of whole days (default: enough for 2,200 calls a day).")
  private Integer days;

  @Option(names = "--seed", paramLabel = "S", description = "Default: ${DEFAULT-VALUE}.")
  private long seed = 2018;

  @Option(
      names = "--end-date",
      paramLabel = "DATE",
      description = "The last whole day (default: 2018-11-21, as in the city's file).")
  private LocalDate endDate = GenerateCallsOptions.DEFAULT_END_DATE;

  @Option(
      names = "--order",
      paramLabel = "ORDER",
      description =
          "newest-first (default, with the three segments of the city's file) or event-time.")
  private Order order = Order.NEWEST_FIRST;

  @Option(
      names = "--pieces",
      paramLabel = "WHERE",
      description =
          "Where the two parts of days come from that begin a newest-first file: outside (default:"
              + " a day 40 days newer, and a day 47 days older, as in the city's file) or inside"
              + " (the last and the first of the --days).")
  private Pieces pieces = Pieces.OUTSIDE;

  @Option(
      names = "--excess",
      paramLabel = "TYPE=N",
      description =
          "Plant an excess: N calls of the last hour have this crime type, besides those that have"
              + " it by chance.")
  private String excess;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description =
          "json (one array), ndjson (one object per line) or csv. Default: json;"
              + " csv for calls-2016-titles, which has no other format. calls-2016 has no csv.")
  private FileFormat format;

  @Option(
      names = "--layout",
      paramLabel = "LAYOUT",
      description = {
        "The field names and date forms, as in one of the city's data sets:",
        "calls-2016 (default): the JSON of the calls of 2016 to 2019;",
        "calls-2016-titles: DataSF's CSV export of the same data;",
        "dispatched-calls: today's closed calls (2zdj-bwza)."
      })
  private Layout layout = Layout.CALLS_2016;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "The file to write, compressed if named .gz; - (default) is standard output.")
  private String out = "-";

  private final PrintStream stdout;

  private GenerateCalls(PrintStream stdout) {
    this.stdout = stdout;
  }

  @Override
  public Integer call() throws IOException {
    GenerateCallsOptions options = Program.options(this::options);
    CallGenerator generator = Program.options(() -> new CallGenerator(options));
    if ("-".equals(out)) {
      write(generator, options, new CheckedStream(stdout));
    } else if (out.endsWith(".gz")) {
      WholeFile.write(
          Path.of(out),
          bytes -> {
            GZIPOutputStream gzip = new GZIPOutputStream(bytes, BUFFER_BYTES);
            write(generator, options, gzip);
            gzip.finish();
          });
    } else {
      WholeFile.write(Path.of(out), bytes -> write(generator, options, bytes));
    }
    return ExitCode.DONE;
  }

  private GenerateCallsOptions options() {
    int span = days == null ? GenerateCallsOptions.usualDays(calls, endDate) : days;
    FileFormat chosen = format == null ? layout.formats().get(0) : format;
    Excess planted = excess == null ? Excess.NONE : Excess.of(excess);
    return new GenerateCallsOptions(
        calls, span, seed, endDate, order, pieces, planted, layout, chosen);
  }

  private static void write(
      CallGenerator generator, GenerateCallsOptions options, OutputStream target)
      throws IOException {
    OutputStream buffered = new BufferedOutputStream(target, BUFFER_BYTES);
    CallText text = options.layout().text(options.format(), options.seed());
    GeneratedCallWriter writer = new GeneratedCallWriter(buffered, options.format(), text);
    generator.writeTo(writer);
    writer.end();
  }

  /** Reports errors that PrintStream hides: otherwise {@code generate-calls | head} never ends. */
  private static final class CheckedStream extends FilterOutputStream {
    private final PrintStream stream;

    CheckedStream(PrintStream stream) {
      super(stream);
      this.stream = stream;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
      stream.write(bytes, offset, length);
      Program.requireWritten(stream);
    }
  }

  static int run(String[] args, PrintStream out, PrintStream err) {
    return Program.run(new GenerateCalls(out), args, out, err);
  }

  public static void main(String[] args) {
    System.exit(run(args, System.out, System.err));
  }
}
