package org.sfcrime.streaming.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sfcrime.callrecord.CallDateTime;
import org.sfcrime.commandline.CommandException;
import org.sfcrime.countrecord.CountRecord;
import org.sfcrime.streaming.LocalSpark;
import org.sfcrime.streaming.lookup.RadioCodes;
import org.sfcrime.streaming.query.JobScript;

/** The sinks that write files, and the counts file that is made of one of them. */
class FileSinksTest {
  private static final long TEN = CallDateTime.parse("2018-12-31T10:00:00.000");

  private static SparkSession spark;

  @TempDir Path folder;

  @BeforeAll
  static void startSpark() {
    spark = LocalSpark.start();
  }

  @AfterAll
  static void stopSpark() {
    spark.stop();
  }

  private static void write(Sink sink, long batchId, CountRecord... counts) throws Exception {
    try (Sink.Writer writer = sink.open(batchId, 1)) {
      for (CountRecord count : counts) {
        writer.total(count);
        writer.late(count);
      }
      writer.commit();
    }
  }

  private static CountRecord count(String crimeType, String disposition, long calls) {
    return new CountRecord(
        TEN, JobScript.TUMBLING.windowEnd(TEN), crimeType, disposition, null, calls);
  }

  @Test
  void parquet_aRepeatedTask_replacesItsFile() throws Exception {
    Path lake = folder.resolve("lake");
    ParquetSink sink = new ParquetSink(lake.toString());
    sink.prepare(true);
    write(sink, 3, count("Theft", "HAN", 7));
    write(sink, 3, count("Theft", "HAN", 7));
    assertThat(spark.read().parquet(lake.toString()).select("crime_type", "count").collectAsList())
        .containsExactly(RowFactory.create("Theft", 7L));
    write(sink, 3);
    assertThat(lake).isDirectoryNotContaining("glob:**" + ParquetSink.SUFFIX);
  }

  @Test
  void parquet_newCheckpoint_needsAnEmptyFolder() throws Exception {
    ParquetSink sink = new ParquetSink(folder.toString());
    write(sink, 3, count("Theft", "HAN", 7));
    sink.prepare(false);
    assertThatThrownBy(() -> sink.prepare(true))
        .isInstanceOf(CommandException.class)
        .hasMessageContaining("--parquet-dir %s is not empty".formatted(folder));
  }

  @Test
  void countsFile_aRepeatedTaskCountsOnce_lateCallsOfBatchesAreAddedUp() throws Exception {
    CountsLogSink log = new CountsLogSink(folder.resolve("counts").toString());
    write(log, 3, count("Theft", "HAN", 7));
    write(log, 3, count("Theft", "HAN", 7));
    write(log, 4, count("Theft", "HAN", 9));
    CountsFile file = new CountsFile(spark, RadioCodes.read(null), JobScript.TUMBLING);
    Path counts = folder.resolve("counts.csv");
    Path late = folder.resolve("late.csv");
    file.writeCounts(log, counts);
    file.writeLate(log, late);
    assertThat(counts).content().endsWith("10:10:00,Theft,HAN,Handled,9\n");
    assertThat(late).content().endsWith("10:10:00,Theft,HAN,Handled,16\n");
  }

  @Test
  void countsFile_quotesAndSorts() throws Exception {
    CountsLogSink log = new CountsLogSink(folder.resolve("counts").toString());
    write(
        log,
        0,
        count("Plain", "HAN", 1),
        count("With, comma", "OTS", 2),
        count("Has \"quotes\"", "OTS", 3),
        count("Two\nlines", "OTS", 4));
    Path csv = folder.resolve("counts.csv");
    new CountsFile(spark, RadioCodes.read(null), JobScript.TUMBLING).writeCounts(log, csv);
    assertThat(csv)
        .hasContent(
            """
            window_start,window_end,crime_type,disposition,description,count
            2018-12-31 10:00:00,2018-12-31 10:10:00,"Two
            lines",OTS,,4
            2018-12-31 10:00:00,2018-12-31 10:10:00,"Has ""quotes""\",OTS,,3
            2018-12-31 10:00:00,2018-12-31 10:10:00,"With, comma",OTS,,2
            2018-12-31 10:00:00,2018-12-31 10:10:00,Plain,HAN,Handled,1
            """);
  }
}
