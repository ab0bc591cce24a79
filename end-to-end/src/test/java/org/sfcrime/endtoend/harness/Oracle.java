package org.sfcrime.endtoend.harness;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/**
 * Computes the expected counts of a call file with a plain loop that shares no code with the job.
 *
 * <p>Reads JSON arrays and JSON lines. Applies only the rules that a valid JSON object can break.
 */
public final class Oracle {
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();
  private static final DateTimeFormatter CALL_TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS")
          .withResolverStyle(ResolverStyle.STRICT);
  private static final DateTimeFormatter CSV_TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");
  private static final ZoneId SAN_FRANCISCO = ZoneId.of("America/Los_Angeles");
  private static final LocalDateTime EARLIEST = LocalDateTime.of(2000, 1, 1, 0, 0);

  /** The order of the counts file: by window, then the highest count first, then by name. */
  public static final Comparator<CountsCsv.Row> FILE_ORDER =
      Comparator.comparing(CountsCsv.Row::windowStart)
          .thenComparing(CountsCsv.Row::count, Comparator.reverseOrder())
          .thenComparing(CountsCsv.Row::crimeType)
          .thenComparing(CountsCsv.Row::disposition);

  private record Key(LocalDateTime windowStart, String crimeType, String disposition) {}

  private final Map<String, String> descriptions = new HashMap<>();
  private final Map<Key, Long> counts = new HashMap<>();
  private final LocalDateTime latest = LocalDateTime.now(SAN_FRANCISCO).plusDays(1);
  private long accepted;
  private long rejected;

  public Oracle(Path radioCodes, Path calls) throws IOException {
    for (JsonNode code : JSON.readTree(radioCodes.toFile())) {
      descriptions.put(
          code.get("disposition_code").textValue(), code.get("description").textValue());
    }
    ObjectReader reader = JSON.readerFor(JsonNode.class);
    try (InputStream text = open(calls);
        MappingIterator<JsonNode> records = reader.readValues(text)) {
      while (records.hasNext()) {
        add(records.next());
      }
    }
  }

  private static InputStream open(Path file) throws IOException {
    InputStream bytes = new BufferedInputStream(Files.newInputStream(file));
    bytes.mark(1);
    boolean gzipped = bytes.read() == 0x1f;
    bytes.reset();
    return gzipped ? new GZIPInputStream(bytes) : bytes;
  }

  private void add(JsonNode call) {
    String id = text(call, "crime_id");
    String type = text(call, "original_crime_type_name");
    LocalDateTime time = time(text(call, "call_date_time"));
    if (id.isBlank() || type.isBlank() || time == null) {
      rejected++;
      return;
    }
    accepted++;
    LocalDateTime minute = time.truncatedTo(ChronoUnit.MINUTES);
    LocalDateTime windowStart = minute.minusMinutes(minute.getMinute() % 10);
    counts.merge(new Key(windowStart, type, text(call, "disposition")), 1L, Long::sum);
  }

  private static String text(JsonNode call, String field) {
    return call.path(field).asText("");
  }

  private LocalDateTime time(String text) {
    try {
      LocalDateTime time = LocalDateTime.parse(text, CALL_TIME);
      return time.isBefore(EARLIEST) || time.isAfter(latest) ? null : time;
    } catch (DateTimeParseException e) {
      return null;
    }
  }

  public long accepted() {
    return accepted;
  }

  public long rejected() {
    return rejected;
  }

  /** The expected rows of the counts file, in the file's order. */
  public List<CountsCsv.Row> rows() {
    return counts.entrySet().stream()
        .map(entry -> row(entry.getKey(), entry.getValue()))
        .sorted(FILE_ORDER)
        .toList();
  }

  private CountsCsv.Row row(Key key, long count) {
    return new CountsCsv.Row(
        CSV_TIME.format(key.windowStart()),
        CSV_TIME.format(key.windowStart().plusMinutes(10)),
        key.crimeType(),
        key.disposition(),
        descriptions.getOrDefault(key.disposition(), ""),
        count);
  }
}
