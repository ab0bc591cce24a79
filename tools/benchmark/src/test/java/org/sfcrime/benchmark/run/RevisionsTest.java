package org.sfcrime.benchmark.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RevisionsTest {
  private static String call(String minute, String disposition) {
    return "{\"call_date_time\":\"2018-12-31T10:%s:00.000\",\"disposition\":\"%s\"}"
        .formatted(minute, disposition);
  }

  @Test
  void write_threeOfSevenCallsAreRevisedTenMinutesLater(@TempDir Path folder) throws IOException {
    assertThat(Revisions.calls(10)).isEqualTo(7);
    Path calls = folder.resolve("calls");
    Files.writeString(
        calls,
        String.join(
            "\n",
            call("00", "HAN"),
            call("01", "CAN"),
            call("02", "GOA"),
            call("03", "GOA"),
            call("10", "GOA"),
            call("11", "GOA"),
            call("11", "ADV")));
    Path file = folder.resolve("file");
    Revisions.write(calls, file);
    assertThat(file)
        .content()
        .isEqualTo(
            String.join(
                "\n",
                call("00", "HAN"),
                call("01", "CAN"),
                call("02", "GOA"),
                call("03", "GOA"),
                call("00", "CAN"),
                call("10", "GOA"),
                call("01", "HAN"),
                call("11", "GOA"),
                call("11", "ADV"),
                call("02", "CAN"),
                ""));
  }
}
