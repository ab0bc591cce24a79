package org.sfcrime.cityfeed;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDateTime;

/** Closed calls for the tests. */
final class Calls {
  static final LocalDateTime NOON = LocalDateTime.parse("2026-11-20T12:00:00");

  private Calls() {}

  /**
   * A call that is received at a time, entered 1, dispatched 2, on scene 3, closed 40 min later.
   */
  static ObjectNode closed(String id, LocalDateTime received) {
    ObjectNode call = new ObjectMapper().createObjectNode();
    call.put("cad_number", id);
    call.put("received_datetime", FeedTable.text(received));
    call.put("entry_datetime", FeedTable.text(received.plusMinutes(1)));
    call.put("dispatch_datetime", FeedTable.text(received.plusMinutes(2)));
    call.put("enroute_datetime", FeedTable.text(received.plusMinutes(2)));
    call.put("onscene_datetime", FeedTable.text(received.plusMinutes(3)));
    call.put("close_datetime", FeedTable.text(received.plusMinutes(40)));
    call.put("call_type_original", "100A").put("call_type_original_desc", "ALARM");
    call.put("call_type_final", "603").put("call_type_final_desc", "PROWLER");
    call.put("priority_original", "B").put("priority_final", "A");
    call.put("disposition", "HAN").put("data_updated_at", "x").put("source_filename", "y");
    return call;
  }
}
