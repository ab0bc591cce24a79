package org.sfcrime.streaming.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sfcrime.callrecord.CallDateTime;
import org.sfcrime.commandline.CommandException;
import org.sfcrime.countrecord.CountRecord;
import org.sfcrime.countrecord.GroupFields;
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
    ParquetSink sink = new ParquetSink(lake.toString(), GroupFields.USUAL);
    sink.prepare(true);
    write(sink, 3, count("Theft", "HAN", 7));
    write(sink, 3, count("Theft", "HAN", 7));
    assertThat(spark.read().parquet(lake.toString()).select("crime_type", "count").collectAsList())
        .containsExactly(RowFactory.create("Theft", 7L));
    write(sink, 3);
    assertThat(lake).isDirectoryNotContaining("glob:**" + ParquetSink.SUFFIX);
  }

  @Test
  void parquet_otherFields_haveTheirNamesAndNoDescription() throws Exception {
    Path lake = folder.resolve("lake");
    ParquetSink sink = new ParquetSink(lake.toString(), GroupFields.of("address"));
    write(sink, 3, count("Polk St", "", 7));
    assertThat(spark.read().parquet(lake.toString()).drop("window_start", "window_end"))
        .satisfies(
            rows -> {
              assertThat(rows.columns()).containsExactly("address", "count");
              assertThat(rows.collectAsList()).containsExactly(RowFactory.create("Polk St", 7L));
            });
  }

  @Test
  void parquet_newCheckpoint_needsAnEmptyFolder() throws Exception {
    ParquetSink sink = new ParquetSink(folder.toString(), GroupFields.USUAL);
    write(sink, 3, count("Theft", "HAN", 7));
    sink.prepare(false);
    assertThatThrownBy(() -> sink.prepare(true))
        .isInstanceOf(CommandException.class)
        .hasMessageContaining("--parquet-dir %s is not empty".formatted(folder));
  }

  @Test
  void parquet_theFolderOfTheCheckpointIsGone_isNotCreatedAgain() {
    Path lake = folder.resolve("lake");
    ParquetSink sink = new ParquetSink(lake.toString(), GroupFields.USUAL);
    assertThatThrownBy(() -> sink.prepare(false))
        .isInstanceOf(CommandException.class)
        .hasMessageStartingWith("--parquet-dir %s does not exist".formatted(lake));
    assertThat(lake).doesNotExist();
  }

  @Test
  void countsFile_aRepeatedTaskCountsOnce_lateCallsOfBatchesAreAddedUp() throws Exception {
    CountsLogSink log = new CountsLogSink(folder.resolve("my counts [1] {a,b} %20").toString());
    write(log, 3, count("Theft", "HAN", 7));
    write(log, 3, count("Theft", "HAN", 7));
    write(log, 4, count("Theft", "HAN", 9));
    CountsFile file = new CountsFile(spark, RadioCodes.read(null), JobScript.TUMBLING);
    Path counts = folder.resolve("counts.csv");
    Path late = folder.resolve("late.csv");
    file.writeCounts(log, 4, counts);
    file.writeLate(log, 4, late);
    assertThat(counts).content().endsWith("10:10:00,Theft,HAN,Handled,9\n");
    assertThat(late).content().endsWith("10:10:00,Theft,HAN,Handled,16\n");
  }

  @Test
  void countsFile_withUpsert_hasTheNewestTotalAndNoZeros() throws Exception {
    CountsLogSink log = new CountsLogSink(folder.resolve("counts").toString());
    write(log, 9, count("Theft", "HAN", 7), count("Fire", "HAN", 2));
    write(log, 10, count("Theft", "HAN", 3), count("Fire", "HAN", 0));
    CountsFile file = new CountsFile(spark, RadioCodes.read(null), JobScript.upserting());
    Path counts = folder.resolve("counts.csv");
    file.writeCounts(log, 10, counts);
    assertThat(counts).content().endsWith("count\n" + line("3")).hasLineCount(2);
    file.writeCounts(log, 9, counts);
    assertThat(counts).content().endsWith(line("7") + line("2").replace("Theft", "Fire"));
  }

  /** On SIGTERM the tasks may have written a batch that still hangs in another sink. */
  @Test
  void countsFile_leavesOutBatchesAfterTheLastRecorded() throws Exception {
    CountsLogSink log = new CountsLogSink(folder.resolve("counts").toString());
    write(log, 8, count("Theft", "HAN", 7));
    write(log, 9, count("Theft", "HAN", 9));
    write(log, 10, count("Theft", "HAN", 20), count("Fire", "HAN", 1));
    CountsFile file = new CountsFile(spark, RadioCodes.read(null), JobScript.TUMBLING);
    Path counts = folder.resolve("counts.csv");
    Path late = folder.resolve("late.csv");
    file.writeCounts(log, 9, counts);
    file.writeLate(log, 9, late);
    assertThat(counts).content().endsWith("count\n" + line("9")).hasLineCount(2);
    assertThat(late).content().endsWith("count\n" + line("16")).hasLineCount(2);
    file.writeCounts(log, -1, counts);
    assertThat(counts).content().hasLineCount(1);
  }

  /** Speculation or a disconnected executor can cause two attempts of a task at the same time. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void twoAttemptsAtOnce_whicheverCommitsIsWhole(boolean toParquet) throws Exception {
    Sink sink = attemptSink(toParquet);
    List<CountRecord> counts =
        IntStream.range(0, 5_000).mapToObj(n -> count("Type " + n, "HAN", n + 1)).toList();
    try (Sink.Writer slow = sink.open(3, 1);
        Sink.Writer fast = sink.open(3, 1)) {
      totals(slow, counts.subList(0, 4_000));
      try (Sink.Writer failing = sink.open(3, 1)) {
        totals(failing, counts.subList(0, 10));
        totals(fast, counts);
        fast.commit();
        assertThat(read(toParquet)).as("the fast attempt").hasSize(5_000);
      }
      assertThat(read(toParquet)).as("after a failed attempt").hasSize(5_000);
      totals(slow, counts.subList(4_000, 5_000));
      slow.commit();
    }
    assertThat(read(toParquet))
        .as("the slow attempt")
        .containsExactlyInAnyOrderElementsOf(counts.stream().map(CountRecord::first).toList());
    assertThat(names(toParquet)).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void prepare_removesWhatKilledAttemptsLeft(boolean toParquet) throws Exception {
    Sink sink = attemptSink(toParquet);
    write(sink, 3, count("Theft", "HAN", 7));
    List<String> committed = names(toParquet);
    totals(sink.open(3, 1), List.of(count("Theft", "HAN", 7)));
    totals(sink.open(4, 1), List.of(count("Theft", "HAN", 8)));
    Path of010 = data(toParquet).resolve("." + committed.get(0) + ".part");
    Files.writeString(of010, "cut off");
    assertThat(names(toParquet)).hasSize(4);
    if (sink instanceof CountsLogSink log) {
      log.prepare();
    } else {
      ((ParquetSink) sink).prepare(false);
    }
    assertThat(names(toParquet)).isEqualTo(committed);
  }

  /** A local file and its checksum file cannot be replaced in one step. */
  @Test
  void parquet_replacesAFileOf010WithItsChecksum() throws Exception {
    ParquetSink sink = new ParquetSink(folder.toString(), GroupFields.USUAL);
    write(sink, 3, count("Theft", "HAN", 7));
    Path file = folder.resolve(names(folder).get(0));
    Files.write(
        folder.resolve("." + file.getFileName() + ".crc"),
        new byte[] {'c', 'r', 'c', 0, 0, 0, 2, 0, 1, 2, 3, 4});
    write(sink, 3, count("Theft", "HAN", 8));
    assertThat(names(folder)).containsExactly(file.getFileName().toString());
    assertThat(spark.read().parquet(file.toString()).select("count").collectAsList())
        .containsExactly(RowFactory.create(8L));
  }

  private Sink attemptSink(boolean toParquet) {
    return toParquet
        ? new ParquetSink(folder.toString(), GroupFields.USUAL)
        : new CountsLogSink(folder.toString());
  }

  private static void totals(Sink.Writer writer, List<CountRecord> counts) throws IOException {
    for (CountRecord count : counts) {
      writer.total(count);
    }
  }

  private Path data(boolean fromParquet) {
    return fromParquet ? folder : new CountsLogSink(folder.toString()).counts();
  }

  private List<String> read(boolean fromParquet) {
    String path = data(fromParquet).toString();
    return (fromParquet ? spark.read().parquet(path) : spark.read().json(path))
        .select("crime_type")
        .as(Encoders.STRING())
        .collectAsList();
  }

  private List<String> names(boolean fromParquet) throws IOException {
    return names(data(fromParquet));
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> found = Files.list(folder)) {
      return found.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private static String line(String calls) {
    return "2018-12-31 10:00:00,2018-12-31 10:10:00,Theft,HAN,Handled,%s\n".formatted(calls);
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
    new CountsFile(spark, RadioCodes.read(null), JobScript.TUMBLING).writeCounts(log, 0, csv);
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
