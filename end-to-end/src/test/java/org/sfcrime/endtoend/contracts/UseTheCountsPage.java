package org.sfcrime.endtoend.contracts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.Pattern;
import org.sfcrime.endtoend.harness.Rig;

/** The examples of {@code docs/use-the-counts.md}. */
final class UseTheCountsPage {
  private static final Pattern BLOCK =
      Pattern.compile("^```(\\w*)\n(.*?)^```$", Pattern.DOTALL | Pattern.MULTILINE);

  private UseTheCountsPage() {}

  static String text() {
    try {
      return Files.readString(Rig.HOME.root().resolve("docs/use-the-counts.md"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the code blocks of a section that are marked with a language. */
  static List<String> blocks(String section, String language) {
    String page = text();
    int from = page.indexOf(section + "\n");
    int to = page.indexOf("\n## ", from + section.length());
    return BLOCK
        .matcher(page.substring(from, to))
        .results()
        .filter(block -> block.group(1).equals(language))
        .map(block -> block.group(2))
        .toList();
  }
}
