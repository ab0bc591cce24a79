package org.sfcrime.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The sides of a demo of a live feed.
 *
 * @param served what the stand-in has served; null for a real feed
 * @param producer the producer's report
 * @param onTopic number of records on the topic
 * @param job the job's report
 * @param groups the groups whose count is not the number of calls whose newest record has them
 * @param calls number of ids on the topic
 * @param deadLetters keys in the topic of rejected records
 */
record LiveReconciliation(
    ServedSide served,
    JsonNode producer,
    long onTopic,
    JsonNode job,
    List<String> groups,
    long calls,
    long deadLetters,
    PageSide page)
    implements Sides {
  private static final int MOST_GROUPS = 10;

  /**
   * What bin/city-feed has served, by its log.
   *
   * @param revisions number of revisions that were visible at a published poll
   * @param callsThatDiffer number of calls whose revisions on the topic are others
   */
  record ServedSide(long revisions, long callsThatDiffer) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * Reads the log.
     *
     * @param polls number of published polls; only the last one that is in the log whole may have
     *     been stopped before it was published
     */
    static ServedSide of(Path log, int polls, TopicRevisions topic) throws IOException {
      Map<String, List<String>> served = new HashMap<>();
      Map<String, String> poll = new HashMap<>();
      int whole = 0;
      int last = 0;
      for (String line : Files.readAllLines(log)) {
        JsonNode shown = JSON.readTree(line);
        if (shown.required("poll").intValue() != last) {
          poll.clear(); // the poll before has not read its last page
        }
        last = shown.required("poll").intValue();
        for (JsonNode row : shown.path("rows")) {
          poll.put(row.get(0).asText(), row.get(1).asText() + " " + row.get(2).asText());
        }
        if (!shown.path("more").asBoolean() && ++whole <= polls) {
          poll.forEach(
              (id, update) -> add(update, served.computeIfAbsent(id, i -> new ArrayList<>())));
          poll.clear();
        }
      }
      Map<String, List<String>> published = topic.updates();
      long differing =
          served.entrySet().stream()
                  .filter(call -> !call.getValue().equals(published.get(call.getKey())))
                  .count()
              + published.keySet().stream().filter(id -> !served.containsKey(id)).count();
      return new ServedSide(served.values().stream().mapToLong(List::size).sum(), differing);
    }

    private static void add(String update, List<String> revisions) {
      if (revisions.isEmpty() || !revisions.get(revisions.size() - 1).equals(update)) {
        revisions.add(update);
      }
    }
  }

  @Override
  public List<String> differences() {
    List<String> found = new ArrayList<>();
    if (published() == 0) {
      found.add("nothing was published");
    }
    if (served != null) {
      Sides.same(found, "served", served.revisions, "published", published());
      Sides.same(
          found, "calls with other revisions than served", served.callsThatDiffer, "expected", 0);
    }
    Sides.same(found, "published", published(), "on the topic", onTopic);
    Sides.same(found, "published", published(), "read by the job", of(job, "read"));
    long split = of(job, "counted") + of(job, "late") + of(job, "rejected") + of(job, "replaced");
    Sides.same(
        found, "read by the job", of(job, "read"), "counted + late + rejected + replaced", split);
    Sides.same(found, "calls on the topic", calls, "counted", of(job, "counted"));
    Sides.same(found, "rejected by producer and job", rejected(), "dead letters", deadLetters);
    found.addAll(groups.subList(0, Math.min(MOST_GROUPS, groups.size())));
    if (groups.size() > MOST_GROUPS) {
      found.add(Sides.text("and %,d more groups", groups.size() - MOST_GROUPS));
    }
    page.addDifferences(of(job, "counted"), found);
    return found;
  }

  private long published() {
    return of(producer, "published");
  }

  private long rejected() {
    return of(producer, "rejected") + of(job, "rejected");
  }

  private static long of(JsonNode report, String name) {
    return report.path(name).longValue();
  }

  @Override
  public List<Row> rows() {
    List<Row> rows = new ArrayList<>();
    if (served != null) {
      rows.add(new Row(served.revisions, "revisions shown by the feed"));
    }
    rows.add(
        new Row(
            published(),
            "published",
            Sides.text(
                "   (%,d new calls, %,d changes, %,d polls)",
                of(producer, "new_calls"), of(producer, "changed_calls"), of(producer, "polls"))));
    rows.add(new Row(of(job, "read"), "read by the job"));
    rows.add(
        new Row(
            of(job, "counted"),
            "counted",
            Sides.plus("replaced", of(job, "replaced"))
                + Sides.plus("late", of(job, "late"))
                + Sides.plus("rejected", of(job, "rejected"))));
    rows.add(new Row(calls, "calls, of which the newest revision counts"));
    page.addRow(rows);
    rows.add(new Row(deadLetters, "dead letters"));
    return rows;
  }

  @Override
  public String toJson() {
    ObjectNode json = new ObjectMapper().createObjectNode();
    if (served != null) {
      json.put("served", served.revisions);
    }
    json.put("published", published());
    json.put("read", of(job, "read"));
    json.put("counted", of(job, "counted"));
    json.put("replaced", of(job, "replaced"));
    json.put("late", of(job, "late"));
    json.put("rejected", rejected());
    json.put("dead_letters", deadLetters);
    json.put("calls", calls);
    json.put("groups_that_differ", groups.size());
    page.addTo(json);
    json.put("agree", agrees());
    return json.toPrettyString() + "\n";
  }
}
