package org.sfcrime.endtoend.exactness;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.sfcrime.endtoend.harness.Rig;

/**
 * The state of version 0.1.0: a broker's folder, two checkpoints, and a partly published call file.
 * src/test/resources/from-0.1.0/README.md describes how the state was created.
 *
 * @param file the call file
 * @param lines the lines of the file
 * @param late the calls that come after their window has closed
 */
record StateOf010(Path file, List<String> lines, List<String> late) {
  private static final String ARCHIVE = "/from-0.1.0/state.zip";

  /** Matches the lines of the file that are not valid calls. */
  private static final Pattern INVALID =
      Pattern.compile("\"crime_id\":\" \"|\"2018-02-30T|\"2099-|_type_name\":\"\"");

  private static final Pattern TIME = Pattern.compile("\"call_date_time\":\"([^\"]+)\"");
  private static final int LATE_HOURS = 6;

  /** Unpacks the archive into the folder of a {@link Rig}. */
  static StateOf010 unpack(Path folder) throws IOException {
    try (InputStream archive = StateOf010.class.getResourceAsStream(ARCHIVE);
        ZipInputStream files = new ZipInputStream(archive)) {
      for (ZipEntry entry = files.getNextEntry(); entry != null; entry = files.getNextEntry()) {
        Path target = folder.resolve(entry.getName());
        if (entry.isDirectory()) {
          Files.createDirectories(target);
        } else {
          Files.copy(files, target);
        }
      }
    }
    Path file = folder.resolve("calls.ndjson.gz");
    List<String> lines = linesOf(file);
    return new StateOf010(file, lines, lateOf(lines));
  }

  private static List<String> linesOf(Path gzipped) throws IOException {
    try (BufferedReader text =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(gzipped)), StandardCharsets.UTF_8))) {
      return text.lines().toList();
    }
  }

  /** In this file a call is late if a call that happened hours later precedes it. */
  private static List<String> lateOf(List<String> lines) {
    List<String> late = new ArrayList<>();
    LocalDateTime newest = LocalDateTime.MIN;
    for (String line : lines) {
      if (isCall(line)) {
        Matcher time = TIME.matcher(line);
        assertThat(time.find()).as(line).isTrue();
        LocalDateTime happened = LocalDateTime.parse(time.group(1));
        if (happened.plusHours(LATE_HOURS).isBefore(newest)) {
          late.add(line);
        }
        newest = happened.isAfter(newest) ? happened : newest;
      }
    }
    return late;
  }

  private static boolean isCall(String line) {
    return !INVALID.matcher(line).find();
  }

  List<String> calls() {
    return lines.stream().filter(StateOf010::isCall).toList();
  }

  List<String> invalidLines() {
    return lines.stream().filter(line -> !isCall(line)).toList();
  }

  /** The counted calls among the first lines of the file. */
  Stream<String> timely(int firstLines) {
    return lines.stream().limit(firstLines).filter(line -> isCall(line) && !late.contains(line));
  }

  Stream<String> timely() {
    return timely(lines.size());
  }
}
