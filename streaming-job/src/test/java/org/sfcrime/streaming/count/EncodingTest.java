package org.sfcrime.streaming.count;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.sfcrime.streaming.query.JobScript;

class EncodingTest {
  /** Version 0.1.0 wrote format 3. */
  @Test
  void state_hasAnotherFormatWithUpsertOnly() {
    assertThat(Encoding.encode(BucketState.empty(JobScript.TUMBLING)::writeTo)).startsWith(3);
    assertThat(Encoding.encode(BucketState.empty(JobScript.upserting())::writeTo)).startsWith(4);
  }

  @Test
  void state_unknownFormatIsRefused() {
    byte[] encoded = Encoding.encode(BucketState.empty(JobScript.TUMBLING)::writeTo);
    encoded[0] = 9;
    assertThatThrownBy(() -> Encoding.decode("state", encoded, BucketState::readFrom))
        .hasMessageContaining(
            "the checkpoint's state has format 9 and this version reads formats 3 and 4");
  }

  @Test
  void state_cutShortIsRefused() {
    byte[] encoded = Encoding.encode(BucketState.empty(JobScript.TUMBLING)::writeTo);
    byte[] shorter = Arrays.copyOf(encoded, encoded.length - 1);
    assertThatThrownBy(() -> Encoding.decode("the state", shorter, BucketState::readFrom))
        .hasMessage("the state is cut short");
  }

  @Test
  void groupCounts_longNamesSurvive() {
    GroupCounts counts = new GroupCounts();
    Group group = new Group("é".repeat(100_000), "");
    counts.add(group, true);
    GroupCounts read =
        Encoding.decode("counts", Encoding.encode(counts::writeTo), GroupCounts::readFrom);
    Map<Group, Long> groups = new HashMap<>();
    read.forEach(groups::put);
    assertThat(groups).isEqualTo(Map.of(group, 1L));
    assertThat(read.unmatched()).isEqualTo(1);
  }

  @Test
  void encode_writerFailuresAreNotHidden() {
    Encoding.Writer failing =
        out -> {
          throw new IOException("no");
        };
    assertThatThrownBy(() -> Encoding.encode(failing)).hasRootCauseMessage("no");
  }
}
