package org.sfcrime.commandline;

import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.Serial;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.TypeConversionException;

/**
 * Runs a picocli command, in the same way for every program: adds {@code --help} and {@code
 * --version}, prints usage errors and failures to standard error, and returns an {@link ExitCode}.
 */
public final class Program {
  static final String VERSION = "SF Crime Statistics 0.2.0";
  private static final int HELP_WIDTH = 100;
  private static final String OUTPUT_LOST =
      "standard output cannot be written: its reader has closed it, or the disk is full";

  /** For the release archive: prints a completion script for bash and zsh. */
  private static final String COMPLETION_SCRIPT = "--completion-script";

  /** For the release archive: prints a manual page. */
  private static final String MAN_PAGE = "--man-page";

  /** The values of an option in a completion script. */
  private static final Pattern CONSTANTS = Pattern.compile("(?<=_option_args=)\\(.*\\)");

  private Program() {}

  /** Creates and checks options. */
  @FunctionalInterface
  public interface Options<T, E extends Exception> {
    T get() throws E;
  }

  /** A usage error, which {@link #run} reports. */
  private static final class UsageException extends RuntimeException {
    @Serial private static final long serialVersionUID = 1L;

    UsageException(IllegalArgumentException cause) {
      super(cause.getMessage(), cause);
    }
  }

  /**
   * Parses the arguments and calls the command.
   *
   * @param command an annotated {@code Callable<Integer>} that returns the exit code
   * @return the exit code; {@link ExitCode#FAILED} if the standard output of a command that has
   *     succeeded could not be written
   */
  public static int run(Object command, String[] args, PrintStream out, PrintStream err) {
    CommandLine line = new CommandLine(command);
    configure(line);
    String name = line.getCommandName().replaceFirst(".*/", "");
    if (args.length == 2 && args[0].equals(COMPLETION_SCRIPT)) {
      out.print(completionScript(args[1], line));
      return out.checkError() ? ExitCode.FAILED : ExitCode.DONE;
    }
    if (args.length == 2 && args[0].equals(MAN_PAGE)) {
      out.print(ManPage.of(args[1], line));
      return out.checkError() ? ExitCode.FAILED : ExitCode.DONE;
    }
    line.setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.AUTO))
        .setOut(new PrintWriter(out, true, StandardCharsets.UTF_8))
        .setErr(new PrintWriter(err, true, StandardCharsets.UTF_8))
        .setParameterExceptionHandler((e, arguments) -> usage(name, e, err))
        .setExecutionExceptionHandler((e, failed, parsed) -> failure(name, e, err));
    int code = execute(name, line, args, err);
    if (code == ExitCode.DONE && out.checkError()) {
      new StatusLines(err).say(Color.BAD, "%s: %s", name, OUTPUT_LOST);
      return ExitCode.FAILED;
    }
    return code;
  }

  /**
   * Checks what a command has printed so far.
   *
   * @throws CommandException if a part of it could not be written, which a {@link PrintStream}
   *     hides
   */
  public static void requireWritten(PrintStream out) {
    if (out.checkError()) {
      throw new CommandException(OUTPUT_LOST);
    }
  }

  /**
   * Returns the options of a command. An {@link IllegalArgumentException} of this supplier is a
   * usage error. Anywhere else, the exception is a bug.
   */
  public static <T, E extends Exception> T options(Options<T, E> options) throws E {
    try {
      return options.get();
    } catch (IllegalArgumentException e) {
      throw new UsageException(e);
    }
  }

  private static void configure(CommandLine line) {
    CommandSpec spec = line.getCommandSpec();
    spec.mixinStandardHelpOptions(true).version(VERSION);
    spec.usageMessage().sortOptions(false).width(HELP_WIDTH).autoWidth(true);
    spec.args().forEach(argument -> nameConstants(line, argument.type()));
    line.getSubcommands().values().forEach(Program::configure);
  }

  /** The constants of an enum are written in lower case with hyphens, as {@code event-time}. */
  private static <T> void nameConstants(CommandLine line, Class<T> type) {
    if (type.isEnum()) {
      Map<String, T> constants = new LinkedHashMap<>();
      for (T constant : type.getEnumConstants()) {
        constants.put(constant.toString().toLowerCase(Locale.ROOT).replace('_', '-'), constant);
      }
      line.registerConverter(
          type,
          text -> {
            T constant = constants.get(text.toLowerCase(Locale.ROOT));
            if (constant == null) {
              String names = String.join(", ", constants.keySet());
              throw new TypeConversionException("'%s' is none of %s".formatted(text, names));
            }
            return constant;
          });
    }
  }

  /**
   * Returns picocli's script, in which the constants of an enum have Java's names, with the names
   * of the options.
   */
  private static String completionScript(String program, CommandLine line) {
    return CONSTANTS
        .matcher(AutoComplete.bash(program, line))
        .replaceAll(names -> names.group().toLowerCase(Locale.ROOT).replace('_', '-'));
  }

  private static int execute(String name, CommandLine line, String[] args, PrintStream err) {
    try {
      return line.execute(args);
    } catch (OutOfMemoryError e) {
      String text = "%s: %s: the heap has %,d MB. Set a larger one, for example JAVA_OPTS=-Xmx1g";
      long megabytes = Runtime.getRuntime().maxMemory() >> 20;
      new StatusLines(err).say(Color.BAD, text, name, e.getMessage(), megabytes);
      return ExitCode.FAILED;
    }
  }

  private static int usage(String name, Exception e, PrintStream err) {
    String message = e.getMessage().replaceFirst("^Error: ", ""); // picocli begins some so
    new StatusLines(err).say(Color.BAD, "%s: %s (see --help)", name, message);
    return ExitCode.USAGE;
  }

  private static int failure(String name, Exception e, PrintStream err) throws Exception {
    StatusLines lines = new StatusLines(err);
    if (e instanceof UsageException) {
      return usage(name, e, err);
    } else if (e instanceof CommandException) {
      lines.say(Color.BAD, name + ": " + e.getMessage());
    } else if (e instanceof IOException) {
      lines.say(Color.BAD, name + ": " + ExceptionText.withFile(e));
    } else if (e instanceof InterruptedException) {
      lines.say(Color.BAD, name + ": stopped before its end");
    } else {
      throw e;
    }
    return ExitCode.FAILED;
  }
}
