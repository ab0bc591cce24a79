package org.sfcrime.producer.follow;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.sfcrime.commandline.Durations;
import org.sfcrime.commandline.ExceptionText;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;

/** The flags that only {@code --follow} takes. */
public final class FollowFlags {
  private static final Pattern TOKEN = Pattern.compile("[\\x21-\\x7e]+");

  private static final List<String> FILE_FLAGS =
      List.of(
          "--order",
          "--since",
          "--until",
          "--throughput",
          "--speed",
          "--max-records",
          "--resume",
          "--positions-topic",
          "--fail-on-malformed");

  @Option(
      names = "--poll-interval",
      paramLabel = "INTERVAL",
      defaultValue = "10 minutes",
      description = "time between two polls (${DEFAULT-VALUE})")
  private String pollInterval = "10 minutes";

  @Option(
      names = "--lookback",
      paramLabel = "INTERVAL",
      defaultValue = "48 hours",
      description = {
        "how far back from the newest call a poll reads (${DEFAULT-VALUE}):",
        "what the city's feed shows"
      })
  private String lookback = "48 hours";

  @Option(
      names = "--app-token-file",
      paramLabel = "FILE",
      description = "file with the API's application token; without one, requests are limited")
  private Path appTokenFile;

  @Option(names = "--once", description = "poll once and end")
  private boolean once;

  @Option(
      names = "--until-closed",
      description = "publish a call only when it is closed: when it has a close_datetime")
  private boolean untilClosed;

  /**
   * Returns the options, or null for a file.
   *
   * @param address the value of {@code --follow}, or null
   * @param flags null if none is given
   * @param given all flags that are given
   * @throws IllegalArgumentException if a value is wrong, the token cannot be read, or a flag
   *     belongs to the other kind of input
   */
  public static FollowOptions options(String address, FollowFlags flags, ParseResult given) {
    if (address == null) {
      if (flags != null) {
        throw new IllegalArgumentException(
            "--poll-interval, --lookback, --app-token-file, --once and --until-closed need --follow");
      }
      return null;
    }
    for (String name : FILE_FLAGS) {
      if (given.hasMatchedOption(name)) {
        throw new IllegalArgumentException(name + " is for files: --follow does not take it");
      }
    }
    return (flags == null ? new FollowFlags() : flags).options(address);
  }

  private FollowOptions options(String address) {
    return new FollowOptions(
        FeedAddress.parse(address),
        Durations.parse(pollInterval),
        Durations.parse(lookback),
        appTokenFile == null ? null : token(),
        once,
        untilClosed);
  }

  private String token() {
    try {
      String token = Files.readString(appTokenFile).strip();
      if (TOKEN.matcher(token).matches()) {
        return token;
      }
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "--app-token-file %s cannot be read: %s".formatted(appTokenFile, ExceptionText.of(e)), e);
    }
    // The message omits the text, which is a secret.
    throw new IllegalArgumentException(
        "--app-token-file %s must contain one token and nothing else".formatted(appTokenFile));
  }
}
