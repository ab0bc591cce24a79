package org.sfcrime.endtoend.faults;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What a feed has shown, as the log of bin/city-feed has it. A revision of a call is the time of
 * its last update with its disposition.
 *
 * @param log the log of the served rows
 */
record ServedFeed(Path log) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int LONGEST_END = 1024;

  long bytes() {
    return log.toFile().length();
  }

  /** Returns the number of the poll to which the last entry belongs; 0 before the first poll. */
  int polls() throws IOException {
    if (!Files.exists(log)) {
      return 0;
    }
    try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
      byte[] end = new byte[(int) Math.min(LONGEST_END, file.length())];
      file.seek(file.length() - end.length);
      file.readFully(end);
      String text = new String(end, StandardCharsets.UTF_8);
      String number = text.replaceFirst("(?s).*\"poll\":(\\d+)}\\n.*", "$1");
      return number.equals(text) ? 0 : Integer.parseInt(number);
    }
  }

  /** Returns how often each fault was injected. */
  Map<String, Integer> faults() throws IOException {
    Map<String, Integer> faults = new TreeMap<>();
    for (JsonNode entry : entries()) {
      if (entry.has("fault")) {
        faults.merge(entry.get("fault").asText(), 1, Integer::sum);
      }
    }
    return faults;
  }

  /**
   * Returns the revisions of each call that must be on the topic, in their order.
   *
   * @param uncertain the polls during which the producer may have been ended: each is published as
   *     a whole or not at all
   * @param published what is on the topic
   */
  Map<String, List<String>> expected(Set<Integer> uncertain, Map<String, List<String>> published)
      throws IOException {
    Map<String, List<String>> expected = new HashMap<>();
    Map<String, String> shown = new HashMap<>();
    int poll = 0;
    for (JsonNode page : entries()) {
      if (!page.has("rows")) {
        continue;
      }
      if (page.required("poll").asInt() != poll) {
        shown.clear(); // The poll before has not read its last page.
      }
      poll = page.required("poll").asInt();
      for (JsonNode row : page.required("rows")) {
        shown.put(row.get(0).asText(), row.get(1).asText() + " " + row.get(2).asText());
      }
      if (!page.required("more").asBoolean()) {
        Map<String, String> revisions = new HashMap<>(shown);
        revisions.entrySet().removeIf(row -> isNewest(row, expected));
        if (!uncertain.contains(poll) || arePublished(revisions, expected, published)) {
          revisions.forEach(
              (id, revision) ->
                  expected.computeIfAbsent(id, key -> new ArrayList<>()).add(revision));
        }
      }
    }
    return expected;
  }

  private static boolean isNewest(
      Map.Entry<String, String> row, Map<String, List<String>> expected) {
    List<String> revisions = expected.getOrDefault(row.getKey(), List.of());
    return !revisions.isEmpty() && revisions.get(revisions.size() - 1).equals(row.getValue());
  }

  private static boolean arePublished(
      Map<String, String> revisions,
      Map<String, List<String>> expected,
      Map<String, List<String>> published) {
    return revisions.entrySet().stream()
        .allMatch(
            row -> {
              int next = expected.getOrDefault(row.getKey(), List.of()).size();
              List<String> own = published.getOrDefault(row.getKey(), List.of());
              return next < own.size() && own.get(next).equals(row.getValue());
            });
  }

  private List<JsonNode> entries() throws IOException {
    List<JsonNode> entries = new ArrayList<>();
    try (Stream<String> lines = Files.lines(log)) {
      for (String line : (Iterable<String>) lines::iterator) {
        entries.add(JSON.readTree(line));
      }
    }
    return entries;
  }
}
