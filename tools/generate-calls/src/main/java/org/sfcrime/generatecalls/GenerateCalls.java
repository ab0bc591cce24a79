package org.sfcrime.generatecalls;

import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDate;
import java.util.concurrent.Callable;
import java.util.zip.GZIPOutputStream;
import org.sfcrime.generatecalls.GenerateCallsOptions.Format;
import org.sfcrime.generatecalls.GenerateCallsOptions.Order;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The program {@code bin/generate-calls}. */
@Command(
    name = "bin/generate-calls",
    sortOptions = false,
    mixinStandardHelpOptions = true,
    version = "SF Crime Statistics 0.1.0",
    description = {
      "Writes synthetic calls for service with the real distributions of hours, crime types,"
          + " dispositions and kinds of address. The same options give the same bytes.",
      "The sample in data/ is the output of: --calls 7000 --days 3 --seed 2018"
    })
public final class GenerateCalls implements Callable<Integer> {
  private static final int BUFFER_BYTES = 1 << 16;

  @Spec private CommandSpec spec;

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
      names = "--format",
      paramLabel = "FORMAT",
      description = "json (default: one array) or ndjson (one object a line).")
  private Format format = Format.JSON;

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
    GenerateCallsOptions options = options();
    if ("-".equals(out)) {
      write(options, new CheckedStream(stdout));
    } else {
      writeFile(options, Path.of(out));
    }
    return 0;
  }

  private GenerateCallsOptions options() {
    try {
      int span = days == null ? GenerateCallsOptions.usualDays(calls, endDate) : days;
      return new GenerateCallsOptions(calls, span, seed, endDate, order, format);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  /** Writes to a temporary name and renames, so that no reader sees half a file. */
  private static void writeFile(GenerateCallsOptions options, Path file) throws IOException {
    Path part = file.resolveSibling(file.getFileName() + ".part");
    try {
      try (OutputStream bytes = Files.newOutputStream(part);
          OutputStream target =
              file.toString().endsWith(".gz") ? new GZIPOutputStream(bytes, BUFFER_BYTES) : bytes) {
        write(options, target);
      }
      Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  private static void write(GenerateCallsOptions options, OutputStream target) throws IOException {
    OutputStream buffered = new BufferedOutputStream(target, BUFFER_BYTES);
    GeneratedCallWriter writer = new GeneratedCallWriter(buffered, options.format());
    new CallGenerator(options).writeTo(writer);
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
    public void write(byte[] bytes, int offset, int length) throws IOException {
      stream.write(bytes, offset, length);
      if (stream.checkError()) {
        throw new IOException("standard output was closed or is full");
      }
    }
  }

  static int run(String[] args, PrintStream out, PrintStream err) {
    CommandLine commandLine = new CommandLine(new GenerateCalls(out));
    commandLine.setCaseInsensitiveEnumValuesAllowed(true);
    commandLine.registerConverter(Order.class, GenerateCalls::orderOf);
    commandLine.setOut(new PrintWriter(out, true, StandardCharsets.UTF_8));
    commandLine.setErr(new PrintWriter(err, true, StandardCharsets.UTF_8));
    commandLine.setExecutionExceptionHandler(
        (e, line, parsed) -> {
          if (e instanceof IOException failure) {
            err.println("generate-calls: cannot write the calls: " + describe(failure));
            return 1;
          }
          throw e;
        });
    return commandLine.execute(args);
  }

  private static Order orderOf(String name) {
    return switch (name) {
      case "newest-first" -> Order.NEWEST_FIRST;
      case "event-time" -> Order.EVENT_TIME;
      default ->
          throw new CommandLine.TypeConversionException("expected newest-first or event-time");
    };
  }

  /** The message of a FileSystemException is only the file's name. */
  private static String describe(IOException e) {
    return e instanceof FileSystemException
        ? e.getClass().getSimpleName() + ": " + e.getMessage()
        : e.getMessage();
  }

  public static void main(String[] args) {
    System.exit(run(args, System.out, System.err));
  }
}
