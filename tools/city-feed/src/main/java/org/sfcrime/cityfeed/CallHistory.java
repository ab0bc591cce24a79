package org.sfcrime.cityfeed;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * The rows that the feed shows of one call, one after the other: entered, dispatched, on scene with
 * the corrected type, closed with a disposition. A few calls are opened again, and of a few the
 * disposition is changed and changed back.
 */
final class CallHistory {
  private static final List<String> LATER =
      List.of(
          "dispatch_datetime",
          "enroute_datetime",
          "onscene_datetime",
          "close_datetime",
          "disposition",
          "pd_incident_report",
          "data_updated_at",
          "source_filename");
  private static final List<String> TYPE =
      List.of("call_type_%s", "call_type_%s_desc", "call_type_%s_notes", "priority_%s");
  private static final int REOPENED_PERCENT = 4;
  private static final int REVERSED_PERCENT = 4;

  private final List<Stage> stages = new ArrayList<>();

  /** A row that the feed shows from a time on. */
  record Stage(LocalDateTime from, ObjectNode row) {}

  /**
   * @param closed the call as the data set of closed calls has it
   * @param seed decides which calls are opened again or changed back
   */
  CallHistory(ObjectNode closed, long seed) {
    String id = closed.required("cad_number").asText();
    Random random = new Random(seed * 31 + id.hashCode());
    ObjectNode row = closed.deepCopy();
    row.put("id", "4" + id.substring(2));
    row.remove(LATER);
    for (String field : TYPE) {
      copy(closed, field.formatted("original"), row, field.formatted("final"));
    }
    add(time(closed, "entry_datetime"), row);
    if (closed.has("dispatch_datetime")) {
      copy(closed, "dispatch_datetime", row, "dispatch_datetime");
      copy(closed, "enroute_datetime", row, "enroute_datetime");
      add(time(closed, "dispatch_datetime"), row);
    }
    for (String field : TYPE) {
      copy(closed, field.formatted("final"), row, field.formatted("final"));
    }
    if (closed.has("onscene_datetime")) {
      copy(closed, "onscene_datetime", row, "onscene_datetime");
      add(time(closed, "onscene_datetime"), row);
    }
    copy(closed, "close_datetime", row, "close_datetime");
    copy(closed, "disposition", row, "disposition");
    copy(closed, "pd_incident_report", row, "pd_incident_report");
    LocalDateTime close = time(closed, "close_datetime");
    add(close, row);
    if (random.nextInt(100) < REVERSED_PERCENT) {
      ObjectNode other = row.deepCopy().put("disposition", "CAN");
      add(close.plusMinutes(8), other);
      stages.add(new Stage(close.plusMinutes(15), stages.get(stages.size() - 2).row()));
    }
    if (random.nextInt(100) < REOPENED_PERCENT) {
      row.remove(List.of("close_datetime", "disposition"));
      add(close.plusMinutes(22), row);
      LocalDateTime again = close.plusMinutes(22L + random.nextInt(120));
      row.put("close_datetime", FeedTable.text(again));
      row.put("disposition", "HAN");
      add(again, row);
    }
  }

  /** Returns the row that the feed shows at a time, or null before the call is entered. */
  ObjectNode at(LocalDateTime time) {
    ObjectNode row = null;
    for (Stage stage : stages) {
      row = stage.from().isAfter(time) ? row : stage.row();
    }
    return row;
  }

  private void add(LocalDateTime from, ObjectNode row) {
    ObjectNode shown = row.deepCopy();
    shown.put("call_last_updated_at", FeedTable.text(from.plusSeconds(2)));
    stages.add(new Stage(from, shown));
  }

  private static void copy(ObjectNode from, String name, ObjectNode to, String target) {
    if (from.has(name)) {
      to.set(target, from.get(name));
    } else {
      to.remove(target);
    }
  }

  private static LocalDateTime time(ObjectNode row, String field) {
    return LocalDateTime.parse(row.required(field).asText());
  }
}
