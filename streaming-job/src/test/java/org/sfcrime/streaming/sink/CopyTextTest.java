package org.sfcrime.streaming.sink;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.sfcrime.callrecord.CallDateTime;
import org.sfcrime.streaming.count.Count;
import org.sfcrime.streaming.count.Group;
import org.sfcrime.streaming.query.JobScript;

class CopyTextTest {
  @Test
  void append_escapesWhatCopyWouldTakeForItsOwn() {
    Count count =
        new Count(
            CallDateTime.parse("2018-12-31T23:50:00.000"),
            new Group("a\tb\\N\nc\r\u0000é", ""),
            null,
            3);
    CopyText text = new CopyText();
    text.append(5, 1, count, JobScript.TUMBLING);
    assertThat(new String(text.take(), StandardCharsets.UTF_8))
        .isEqualTo(
            "5\t1\t2018-12-31 23:50:00\t2019-01-01 00:00:00\ta\\tb\\\\N\\nc\\r\\\\u0000é\t\t\\N\t3\n");
    assertThat(text.length()).isZero();
  }
}
