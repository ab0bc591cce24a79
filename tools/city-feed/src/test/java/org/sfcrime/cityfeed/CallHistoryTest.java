package org.sfcrime.cityfeed;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CallHistoryTest {
  private final CallHistory history = new CallHistory(Calls.closed("263240001", Calls.NOON), 1);

  @Test
  void at_showsWhatIsKnownByThen() {
    assertThat(row(0)).isNull();
    assertThat(row(1))
        .doesNotContain("dispatch_datetime", "close_datetime", "disposition", "source_filename")
        .contains("\"call_type_final_desc\":\"ALARM\"", "\"priority_final\":\"B\"")
        .contains("\"call_last_updated_at\":\"2026-11-20T12:01:02.000\"");
    assertThat(row(2)).contains("enroute_datetime").doesNotContain("onscene_datetime", "PROWLER");
    assertThat(row(3))
        .contains("onscene_datetime", "\"call_type_final_desc\":\"PROWLER\"")
        .doesNotContain("close_datetime");
    assertThat(row(40)).contains("close_datetime", "\"disposition\":\"HAN\"");
  }

  /** Of a thousand calls, some are opened again, and of some the disposition is changed back. */
  @Test
  void at_reopenedAndChangedBack() {
    List<CallHistory> histories =
        IntStream.range(0, 1_000)
            .mapToObj(n -> new CallHistory(Calls.closed("26324%04d".formatted(n), Calls.NOON), 1))
            .toList();
    int reopened = 0;
    int changedBack = 0;
    for (CallHistory call : histories) {
      List<ObjectNode> rows = rows(call);
      boolean isOpenAgain = false;
      for (int i = 1; i < rows.size(); i++) {
        isOpenAgain |= rows.get(i - 1).has("close_datetime") && !rows.get(i).has("close_datetime");
        changedBack += i > 1 && rows.get(i).equals(rows.get(i - 2)) ? 1 : 0;
      }
      reopened += isOpenAgain ? 1 : 0;
      assertThat(rows.get(rows.size() - 1).has("close_datetime")).isTrue();
    }
    assertThat(reopened).isBetween(20, 80);
    assertThat(changedBack).isBetween(20, 80);
  }

  /** Returns the rows that are shown one after the other. */
  private static List<ObjectNode> rows(CallHistory call) {
    List<ObjectNode> rows = new ArrayList<>();
    for (int minute = 0; minute < 300; minute++) {
      ObjectNode row = call.at(Calls.NOON.plusMinutes(minute));
      if (row != null && (rows.isEmpty() || !rows.get(rows.size() - 1).equals(row))) {
        rows.add(row);
      }
    }
    return rows;
  }

  private String row(int minute) {
    LocalDateTime time = Calls.NOON.plusMinutes(minute);
    return Objects.toString(history.at(time), null);
  }
}
