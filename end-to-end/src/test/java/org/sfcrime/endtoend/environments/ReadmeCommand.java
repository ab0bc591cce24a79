package org.sfcrime.endtoend.environments;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A command of the README.
 *
 * @param line the command in one line
 * @param output the lines that the README shows below the command; none if it shows no output
 */
record ReadmeCommand(String line, List<String> output) {
  /** The line at which a user presses Ctrl-C. */
  static final String CTRL_C = "^C";

  private static final Pattern BLOCK = Pattern.compile("```\n(.*?)```", Pattern.DOTALL);
  private static final String ANY = "…";

  /** Returns the commands in order: of blocks, and between backquotes in the text. */
  static List<ReadmeCommand> all(String readme) {
    List<ReadmeCommand> commands = new ArrayList<>();
    Matcher blocks = BLOCK.matcher(readme);
    int end = 0;
    while (blocks.find()) {
      addInText(readme.substring(end, blocks.start()), commands);
      addOfBlock(blocks.group(1).replace("\\\n", " "), commands);
      end = blocks.end();
    }
    addInText(readme.substring(end), commands);
    return commands;
  }

  private static void addOfBlock(String block, List<ReadmeCommand> commands) {
    for (String line : block.lines().toList()) {
      if (line.startsWith("$ ") || line.startsWith("bin/")) {
        String command = line.replaceFirst("^\\$ ", "").replaceAll(" +", " ");
        commands.add(new ReadmeCommand(command, new ArrayList<>()));
      } else if (block.startsWith("$ ")) {
        commands.get(commands.size() - 1).output().add(line);
      }
    }
  }

  /** A program with an argument is a command; without one it is the name of the program. */
  private static void addInText(String text, List<ReadmeCommand> commands) {
    Pattern.compile("`((?:bin/|mvn|docs/img/)[^`]*)`")
        .matcher(text)
        .results()
        .map(match -> match.group(1).replaceAll("\\s+", " "))
        .filter(line -> line.contains(" ") || line.endsWith(".sh"))
        .forEach(line -> commands.add(new ReadmeCommand(line, List.of())));
  }

  String program() {
    return line.split(" ", -1)[0];
  }

  boolean isStopped() {
    return output.contains(CTRL_C);
  }

  /**
   * Returns the first line of the README's output that an output does not have, or null. The lines
   * of both are in the same order. An ellipsis matches any text, or for any lines.
   */
  String missingIn(List<String> lines) {
    int next = 0;
    boolean isAfterAny = true;
    for (String expected : output) {
      if (expected.equals(ANY) || expected.equals(CTRL_C)) {
        isAfterAny = true;
        continue;
      }
      Predicate<String> isExpected = pattern(expected).asMatchPredicate();
      while (isAfterAny && next < lines.size() && !isExpected.test(lines.get(next))) {
        next++;
      }
      if (next == lines.size() || !isExpected.test(lines.get(next))) {
        return expected;
      }
      next++;
      isAfterAny = false;
    }
    return null;
  }

  private static Pattern pattern(String line) {
    return Pattern.compile(
        Stream.of(line.split(ANY, -1)).map(Pattern::quote).collect(Collectors.joining(".*")));
  }
}
