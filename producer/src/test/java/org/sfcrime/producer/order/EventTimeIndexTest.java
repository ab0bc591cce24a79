package org.sfcrime.producer.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.sfcrime.callfile.split.RawRecord;
import org.sfcrime.commandline.CommandException;

class EventTimeIndexTest {
  private static final long MAX_OFFSET = (1L << 39) - 1;

  @Test
  void add_largestOffsetAndLength() throws IOException {
    EventTimeIndex index = new EventTimeIndex();
    index.add(MAX_OFFSET, RawRecord.MAX_BYTES, 0);
    SortedCalls sorted = index.sorted();
    assertThat(sorted.next()).isTrue();
    assertThat(sorted.offset()).isEqualTo(MAX_OFFSET);
    assertThat(sorted.length()).isEqualTo(RawRecord.MAX_BYTES);
    assertThat(sorted.next()).isFalse();
  }

  @Test
  void add_largerOffset_saysWhatToDo() {
    EventTimeIndex index = new EventTimeIndex();
    assertThatThrownBy(() -> index.add(MAX_OFFSET + 1, 1, 0))
        .isInstanceOf(CommandException.class)
        .hasMessage("The file is too large to be sorted by event time: use --order file.");
  }
}
