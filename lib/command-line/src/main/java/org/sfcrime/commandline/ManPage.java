package org.sfcrime.commandline;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * The help of a program as a manual page, in the format of {@code man(7)}. picocli's own generator
 * writes AsciiDoc, which needs a converter in Ruby.
 */
final class ManPage {
  private final StringBuilder page = new StringBuilder();

  private ManPage() {}

  /**
   * Returns the page.
   *
   * @param name of the page, usually that of the program
   */
  static String of(String name, CommandLine line) {
    CommandSpec spec = line.getCommandSpec();
    ManPage man = new ManPage();
    man.macro("TH", name.toUpperCase(Locale.ROOT), "1", "", Program.VERSION, "");
    man.macro("SH", "NAME");
    man.text(name + " - " + firstSentence(spec));
    man.macro("SH", "SYNOPSIS");
    String usage = line.getHelp().synopsisHeading() + line.getHelp().synopsis(0);
    man.text(usage.replaceFirst("^\\s*Usage: ", "").strip().replaceAll("\\s+", " "));
    man.macro("SH", "DESCRIPTION");
    man.text(description(spec));
    man.macro("SH", "OPTIONS");
    man.arguments(spec);
    for (Map.Entry<String, CommandLine> command : line.getSubcommands().entrySet()) {
      CommandSpec subcommand = command.getValue().getCommandSpec();
      man.macro("SH", "COMMAND " + command.getKey());
      man.text(description(subcommand));
      man.arguments(subcommand);
    }
    man.macro("SH", "NOTES");
    man.text(rendered(spec.usageMessage().footer()).strip());
    return man.page.toString();
  }

  private static String description(CommandSpec spec) {
    return rendered(spec.usageMessage().header())
        + "\n"
        + rendered(spec.usageMessage().description());
  }

  private static String firstSentence(CommandSpec spec) {
    return description(spec).strip().replaceAll("(?s)[.] .*|[.]$", "");
  }

  private void arguments(CommandSpec spec) {
    for (PositionalParamSpec argument : spec.positionalParameters()) {
      argument(argument.paramLabel(), argument.description());
    }
    for (OptionSpec option : spec.options()) {
      String value = option.arity().max() == 0 ? "" : " " + option.paramLabel();
      argument(String.join(", ", option.names()) + value, option.description());
    }
  }

  private void argument(String name, String... description) {
    macro("TP");
    macro("B", name);
    text(rendered(description));
  }

  private static String rendered(String... lines) {
    return Arrays.stream(lines)
        .map(line -> Ansi.OFF.string(line.replace("%%", "%").replace("%n", "\n")))
        .collect(Collectors.joining("\n"));
  }

  private void macro(String name, String... arguments) {
    page.append('.').append(name);
    for (String argument : arguments) {
      page.append(" \"").append(escaped(argument).replace("\"", "\\(dq")).append('"');
    }
    page.append('\n');
  }

  /** A line that begins with a dot or an apostrophe would be a macro. */
  private void text(String lines) {
    lines
        .lines()
        .filter(line -> !line.isBlank())
        .forEach(
            line ->
                page.append(line.matches("[.'].*") ? "\\&" : "")
                    .append(escaped(line))
                    .append('\n'));
  }

  private static String escaped(String text) {
    return text.replace("\\", "\\e").replace("-", "\\-");
  }
}
