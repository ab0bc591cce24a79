package org.sfcrime.endtoend.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.sfcrime.endtoend.harness.CountsCsv;
import org.sfcrime.endtoend.harness.Oracle;
import org.sfcrime.endtoend.harness.ProgramEnd;
import org.sfcrime.endtoend.harness.Rig;
import org.sfcrime.endtoend.harness.Shell;
import org.sfcrime.processes.StartedProcess;

/** Reads a folder of Parquet files with a small program that runs with Spark's jars. */
final class ParquetRows {
  private ParquetRows() {}

  /** All rows of the folder, in the order of the counts file. */
  private static List<CountsCsv.Row> of(Rig rig, Path folder)
      throws IOException, InterruptedException {
    Path rows = rig.folder().resolve("parquet.csv");
    Path log = rig.folder().resolve("read-parquet.log");
    List<String> words =
        List.of(
            Shell.jdkProgram("java"),
            "-cp",
            Rig.HOME.root().resolve("streaming-job/target/spark/jars") + File.separator + "*",
            program().toString(),
            folder.toString(),
            rows.toString());
    StartedProcess.Command command =
        new StartedProcess.Command("read-parquet", words, Map.of(), log);
    ProgramEnd.assertExits(rig.start(command), 0);
    return CountsCsv.read(rows).rows().stream().sorted(Oracle.FILE_ORDER).toList();
  }

  /**
   * Checks that the folder has all rows of the closed windows, once, and returns their number. The
   * last window in the folder is the last one that has closed.
   */
  static int assertClosedWindows(Rig rig, Path folder, Oracle oracle)
      throws IOException, InterruptedException {
    List<CountsCsv.Row> written = of(rig, folder);
    assertThat(written).isNotEmpty();
    String closed = written.get(written.size() - 1).windowEnd();
    assertThat(written)
        .as("all windows up to " + closed)
        .isEqualTo(
            oracle.rows().stream().filter(row -> row.windowEnd().compareTo(closed) <= 0).toList());
    return written.size();
  }

  private static Path program() {
    try {
      return Path.of(ParquetRows.class.getResource("/ReadParquet.java").toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
