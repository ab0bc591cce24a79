package org.sfcrime.localkafka;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** Finds the reason for a broker's end in its log. */
final class BrokerLog {
  /** A line of this program, a cause in a stack trace, or an error of the JVM. */
  private static final Pattern CAUSE =
      Pattern.compile("^(kafka: |Caused by: |Error: |Invalid |[\\w.$]+(Exception|Error): ).*");

  private static final Pattern LOGGED_ERROR = Pattern.compile(".* (ERROR|FATAL) .*");

  private BrokerLog() {}

  /** The line of the log that names the reason. */
  static String reason(Path log) throws IOException {
    String text = new String(Files.readAllBytes(log), StandardCharsets.UTF_8);
    return reason(text.lines().filter(line -> !line.isBlank()).toList());
  }

  static String reason(List<String> lines) {
    String reason = lines.isEmpty() ? "its log is empty" : lines.get(lines.size() - 1);
    int causes = 0;
    for (String line : lines) {
      if (CAUSE.matcher(line).matches()) {
        // The first error of the JVM is the reason; later ones only report the exit.
        if (causes == 0 || !line.startsWith("Error: ")) {
          reason = line;
        }
        causes++;
      } else if (causes == 0 && LOGGED_ERROR.matcher(line).matches()) {
        reason = line;
      }
    }
    return reason.replaceFirst("^(kafka|Caused by): ", "");
  }
}
