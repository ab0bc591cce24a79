package org.sfcrime.generator;

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
import org.sfcrime.generator.GeneratorOptions.Format;
import org.sfcrime.generator.GeneratorOptions.Order;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Writes synthetic police calls for service with the distributions of the real ones. */
@Command(
    name = "bin/generate-calls",
    sortOptions = false,
    mixinStandardHelpOptions = true,
    version = "SF Crime Statistics 0.1.0",
    description = {
      "Writes synthetic calls for service with the real distributions of hours, crime types,"
          + " dispositions and kinds of address. The same options give the same bytes.",
      "The example shipped in data/ is made by: --calls 7000 --days 3 --seed 2018"
    })
public final class Generator implements Callable<Integer> {
  private static final int BUFFER_BYTES = 1 << 16;

  @Spec private CommandSpec spec;

  @Option(names = "--calls", required = true, paramLabel = "N", description = "How many, exactly.")
  private long calls;

  @Option(
      names = "--days",
      paramLabel = "D",
      description = "Whole days that they cover (default: as many as at 2,200 calls a day).")
  private Integer days;

  @Option(names = "--seed", paramLabel = "S", description = "Default: ${DEFAULT-VALUE}.")
  private long seed = 2018;

  @Option(
      names = "--end-date",
      paramLabel = "DATE",
      description = "The last whole day (default: 2018-11-21, as in the city's file).")
  private LocalDate endDate = GeneratorOptions.DEFAULT_END_DATE;

  @Option(
      names = "--order",
      paramLabel = "ORDER",
      description = "newest-first (default, stitched like the city's file) or event-time.")
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

  private Generator(PrintStream stdout) {
    this.stdout = stdout;
  }

  @Override
  public Integer call() throws IOException {
    GeneratorOptions options = options();
    if ("-".equals(out)) {
      write(options, new CheckedStream(stdout));
    } else {
      writeFile(options, Path.of(out));
    }
    return 0;
  }

  private GeneratorOptions options() {
    try {
      int span = days == null ? GeneratorOptions.usualDays(calls, endDate) : days;
      return new GeneratorOptions(calls, span, seed, endDate, order, format);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  /** Under another name until it is whole, so that nobody reads half a file. */
  private static void writeFile(GeneratorOptions options, Path file) throws IOException {
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

  private static void write(GeneratorOptions options, OutputStream target) throws IOException {
    OutputStream buffered = new BufferedOutputStream(target, BUFFER_BYTES);
    CallWriter writer = new CallWriter(buffered, options.format());
    new Calls(options).writeTo(writer);
    writer.end();
  }

  /** A PrintStream swallows its errors: without this, {@code generate-calls | head} never ends. */
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
    CommandLine commandLine = new CommandLine(new Generator(out));
    commandLine.setCaseInsensitiveEnumValuesAllowed(true);
    commandLine.registerConverter(Order.class, Generator::orderOf);
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

  /** File system exceptions carry the file's name as their whole message. */
  private static String describe(IOException e) {
    return e instanceof FileSystemException
        ? e.getClass().getSimpleName() + ": " + e.getMessage()
        : e.getMessage();
  }

  public static void main(String[] args) {
    System.exit(run(args, System.out, System.err));
  }
}
