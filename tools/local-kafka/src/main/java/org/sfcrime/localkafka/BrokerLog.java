package org.sfcrime.localkafka;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.sfcrime.commandline.CommandException;

/** What a broker's log says about why it ended. */
final class BrokerLog {
  /** Our own line, the innermost cause of a stack trace, or what the JVM says of itself. */
  private static final Pattern CAUSE =
      Pattern.compile("^(kafka: |Caused by: |Error: |Invalid |[\\w.$]+(Exception|Error): ).*");

  private static final Pattern LOGGED_ERROR = Pattern.compile(".* (ERROR|FATAL) .*");

  private BrokerLog() {}

  /** The line of the log that a person would look for. */
  static String tellingLine(Path log) {
    try {
      String text = new String(Files.readAllBytes(log), StandardCharsets.UTF_8);
      return tellingLine(text.lines().filter(line -> !line.isBlank()).toList());
    } catch (IOException cause) {
      throw new CommandException("cannot read " + log + ": " + cause.getMessage(), cause);
    }
  }

  static String tellingLine(List<String> lines) {
    String telling = lines.isEmpty() ? "its log is empty" : lines.get(lines.size() - 1);
    int causes = 0;
    for (String line : lines) {
      if (CAUSE.matcher(line).matches()) {
        // The JVM's first complaint says what is wrong, its later ones only that it gives up.
        if (causes == 0 || !line.startsWith("Error: ")) {
          telling = line;
        }
        causes++;
      } else if (causes == 0 && LOGGED_ERROR.matcher(line).matches()) {
        telling = line;
      }
    }
    return telling.replaceFirst("^(kafka|Caused by): ", "");
  }
}
