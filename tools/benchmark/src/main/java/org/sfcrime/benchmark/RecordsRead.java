package org.sfcrime.benchmark;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.sfcrime.processes.LastLine;

/** How many records the job has read, by the newest whole line of its progress. */
final class RecordsRead {
  private static final ObjectMapper JSON = new ObjectMapper();

  private RecordsRead() {}

  /** Zero before the first batch. */
  static long of(Path progress) throws IOException {
    Optional<String> line = LastLine.of(progress);
    return line.isEmpty()
        ? 0
        : JSON.readTree(line.get()).required("crimeCounts").required("read").longValue();
  }
}
