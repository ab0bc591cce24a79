package org.sfcrime.consumer.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.sfcrime.consumer.ConsumedCalls;

class VerifierTest {
  private final Verifier verifier =
      new Verifier(new CallTable(Long.MAX_VALUE), ConsumedCalls.CLOCK, false, 10);

  private static ConsumerRecord<byte[], byte[]> record(long offset, String key, String value) {
    return ConsumedCalls.record(0, offset, bytes(key), bytes(value));
  }

  private static byte[] bytes(String text) {
    return text == null ? null : ConsumedCalls.bytes(text);
  }

  @Test
  void verify_recordWithoutId_listedByItsKey() {
    verifier.verify(
        List.of(
            record(0, "1", ConsumedCalls.json("1")),
            record(1, "2", null),
            record(2, null, null),
            record(3, "3", "no JSON"),
            record(4, "4", "[]"),
            record(5, "5", "{}")));
    assertThat(verifier.differences().listed(Difference.MALFORMED))
        .containsExactly(
            "(no id) key 2 at partition 0, offset 1 (null_value)",
            "(no id) at partition 0, offset 2 (null_value)",
            "(no id) key 3 at partition 0, offset 3 (not_json)",
            "(no id) key 4 at partition 0, offset 4 (not_an_object)",
            "(no id) key 5 at partition 0, offset 5 (missing_crime_id)");
  }
}
