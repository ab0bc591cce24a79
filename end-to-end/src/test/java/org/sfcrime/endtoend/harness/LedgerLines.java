package org.sfcrime.endtoend.harness;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The lines of a checkpoint's ledger, read without the product's code.
 *
 * @param lines one line per batch, in the order of the files
 */
public record LedgerLines(List<JsonNode> lines) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> ROWS =
      List.of("read", "counted", "late", "rejected", "unmatched", "duplicates", "replaced");

  public static LedgerLines of(Path checkpoint) throws IOException {
    List<JsonNode> lines = new ArrayList<>();
    Path folder = checkpoint.resolve("sf-crime-statistics/ledger");
    if (!Files.isDirectory(folder)) {
      return new LedgerLines(lines);
    }
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".jsonl")).sorted().toList()) {
        for (String line : Files.readAllLines(file)) {
          lines.add(JSON.readTree(line));
        }
      }
    }
    return new LedgerLines(lines);
  }

  /** The id of the newest batch; -1 before the first. */
  public long newestBatch() {
    return lines.isEmpty() ? -1 : lines.get(lines.size() - 1).required("batch").longValue();
  }

  /** The number of rows of a kind, such as {@code late}, in all batches. */
  public long total(String rows) {
    return lines.get(lines.size() - 1).required("totals").required(rows).longValue();
  }

  /** The number of rows of a kind in the newest batch. */
  public long ofNewestBatch(String rows) {
    return lines.get(lines.size() - 1).required("rows").required(rows).longValue();
  }

  /**
   * Checks that every offset from 0 to the end offsets is in exactly one batch, that the rows of
   * each batch add up, and that the totals are the sums of the batches.
   */
  public void assertWhole(Map<Integer, Long> ends) {
    Map<String, Long> sums = new TreeMap<>();
    Map<Integer, Long> reached = new TreeMap<>();
    ends.keySet().forEach(partition -> reached.put(partition, 0L));
    long batch = 0;
    for (JsonNode line : lines) {
      assertThat(line.required("batch").longValue()).as("the ledger's next batch").isEqualTo(batch);
      advance(line.required("offsets"), batch, reached);
      for (String rows : ROWS) {
        sums.merge(rows, line.required("rows").path(rows).longValue(), Long::sum);
        assertThat(line.required("totals").path(rows).longValue())
            .as("%s in total after batch %d", rows, batch)
            .isEqualTo(sums.get(rows));
      }
      assertThat(sums.get("counted") + sums.get("late") + others(sums))
          .as("counted + late + rejected + duplicates + replaced after batch %d", batch)
          .isEqualTo(sums.get("read"));
      batch++;
    }
    assertThat(reached).as("end offsets of the ledger").isEqualTo(ends);
  }

  private static long others(Map<String, Long> sums) {
    return sums.get("rejected") + sums.get("duplicates") + sums.get("replaced");
  }

  private static void advance(JsonNode offsets, long batch, Map<Integer, Long> reached) {
    for (Map.Entry<String, JsonNode> offset : offsets.properties()) {
      Integer partition = Integer.valueOf(offset.getKey());
      assertThat(offset.getValue().required("from").longValue())
          .as("from in batch %d, partition %d", batch, partition)
          .isEqualTo(reached.getOrDefault(partition, 0L));
      reached.put(partition, offset.getValue().required("until").longValue());
    }
  }
}
