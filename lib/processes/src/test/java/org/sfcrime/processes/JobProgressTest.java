package org.sfcrime.processes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobProgressTest {
  private static final String FIRST =
      """
      {"batchId":0,"crimeCounts":{"read":5,"counted":3,"late":1,"rejected":1,"unmatched":2}}
      """;
  private static final String SECOND =
      """
      {"batchId":1,"crimeCounts":{"read":9,"counted":7,"late":1,"rejected":1,"unmatched":2,"watermark":"2018-12-31 22:00:00"}}
      """;

  @TempDir private Path folder;

  @Test
  void newest_lastWholeLine() throws IOException {
    Path file = folder.resolve("progress.jsonl");
    assertThat(JobProgress.newest(file)).isEmpty();
    Files.writeString(file, FIRST + SECOND.substring(0, 20));
    assertThat(JobProgress.newest(file)).contains(new JobProgress(5, 3, 0, 1, 1, 2, "none"));
    Files.writeString(file, FIRST + SECOND);
    assertThat(JobProgress.newest(file))
        .contains(new JobProgress(9, 7, 0, 1, 1, 2, "2018-12-31 22:00:00"));
  }
}
