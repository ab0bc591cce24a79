package org.sfcrime.consumer.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sfcrime.consumer.ConsumedCalls;

class RecordPrinterTest {
  @Test
  void show_afterALargeRecord_keepsNoLargeBuffer() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    List<Integer> capacities = new ArrayList<>();
    RecordPrinter printer =
        new RecordPrinter(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            (record, text) -> {
              capacities.add(text.capacity());
              text.append(new String(record.value(), StandardCharsets.UTF_8));
            });
    String large = "a".repeat(1_000_000);
    printer.show(ConsumedCalls.record(0, 0, large));
    printer.show(ConsumedCalls.record(0, 1, "b"));
    printer.flush();
    assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo(large + "b");
    assertThat(capacities.get(1)).isLessThan(large.length());
  }
}
