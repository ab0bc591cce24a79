package org.sfcrime.endtoend.exactness;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.sfcrime.endtoend.harness.Rig;
import org.sfcrime.processes.Programs;
import org.sfcrime.processes.StartedProcess;
import org.sfcrime.processes.TopicRecords;

/**
 * Producer and consumer find the same calls, rejections and reasons in every file; the topic then
 * has the calls that were written down by hand.
 */
class CallFileAgreementTest {
  private static final Path RESOURCES = Rig.HOME.root().resolve("lib/call-file/src/test/resources");
  private static final ObjectMapper JSON = new ObjectMapper();

  private static final int MOST_MESSAGE_BYTES = 4_096;
  private static final int PROCESSES_AT_A_TIME = 2;

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private static Path folder;

  private static Rig rig;

  /**
   * The result of a program for one file.
   *
   * @param calls number of accepted calls
   * @param reasons number of rejected records by reason
   * @param refusal why the file is refused, or the empty string
   */
  private record Reading(long calls, String reasons, String refusal) {}

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    rig = Rig.start(folder);
  }

  @AfterAll
  static void stop() {
    rig.close();
  }

  @Test
  void everyFile() throws IOException, InterruptedException, ExecutionException {
    List<Path> files = new ArrayList<>(CallFileCases.write(folder.resolve("cases")));
    try (Stream<Path> formats = Files.list(RESOURCES.resolve("formats"))) {
      formats.sorted().forEach(files::add);
    }
    check(files.get(0));
    List<Callable<Void>> checks = new ArrayList<>();
    for (Path file : files.subList(1, files.size())) {
      checks.add(() -> check(file));
    }
    ExecutorService pool = Executors.newFixedThreadPool(PROCESSES_AT_A_TIME);
    try {
      for (Future<Void> check : pool.invokeAll(checks)) {
        check.get();
      }
    } finally {
      pool.shutdown();
    }
  }

  private static Void check(Path file)
      throws IOException, InterruptedException, ExecutionException {
    String topic = "agreement-" + file.getFileName().toString().replaceAll("[^a-zA-Z0-9.-]", "-");
    try (Admin admin = rig.broker().admin()) {
      Map<String, String> limit = Map.of("max.message.bytes", "" + MOST_MESSAGE_BYTES);
      admin.createTopics(List.of(new NewTopic(topic, 2, (short) 1).configs(limit))).all().get();
    }
    Programs programs = rig.at(topic);
    Reading published = publish(programs, file);
    assertThat(expect(programs, file, published.calls())).as(topic).isEqualTo(published);
    Path calls = RESOURCES.resolve("expected/" + file.getFileName() + ".ndjson");
    if (Files.exists(calls)) {
      List<JsonNode> expected = new ArrayList<>();
      for (String line : Files.readAllLines(calls)) {
        expected.add(JSON.readTree(line));
      }
      assertThat(callsOn(topic)).as(topic).containsExactlyInAnyOrderElementsOf(expected);
    }
    return null;
  }

  private static List<JsonNode> callsOn(String topic) throws IOException {
    List<JsonNode> calls = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> record :
        TopicRecords.committed(rig.broker().address(), topic)) {
      calls.add(JSON.readTree(record.value()));
      assertThat(new String(record.key(), StandardCharsets.UTF_8))
          .isEqualTo(calls.get(calls.size() - 1).required("crime_id").textValue());
    }
    return calls;
  }

  private static Reading publish(Programs programs, Path file)
      throws IOException, InterruptedException {
    run(programs.producer(file, List.of()));
    if (!Files.exists(programs.report("producer"))) {
      return new Reading(0, "", refusal(programs, "producer", "producer: "));
    }
    JsonNode report = JSON.readTree(programs.report("producer").toFile());
    List<String> reasons = new ArrayList<>();
    for (Map.Entry<String, JsonNode> reason : report.required("rejected_by_reason").properties()) {
      reasons.add(reason.getKey() + " " + reason.getValue());
    }
    long calls = report.required("published").longValue();
    return new Reading(calls, String.join(", ", reasons), "");
  }

  private static Reading expect(Programs programs, Path file, long calls)
      throws IOException, InterruptedException {
    int exitCode = run(programs.consumer(file, List.of("--until-end")));
    String log = Files.readString(programs.logs().resolve("consumer.log"));
    String reasons = between(log, " are rejected and not expected: ", " (first: record ");
    if (exitCode == 0 || log.contains("cannot be verified")) {
      assertThat(log).contains("expected %,d calls: all arrived once, unchanged".formatted(calls));
      return new Reading(calls, reasons, "");
    }
    boolean noCall = log.contains("contains no accepted call") || log.contains("no records.");
    assertThat(exitCode).as(log).isEqualTo(1);
    return new Reading(
        0, reasons, noCall ? "" : refusal(programs, "consumer", "consumer: --expect-file: "));
  }

  /** The first run of a program archives its classes, so that later runs start faster. */
  private static int run(StartedProcess.Command program) throws IOException, InterruptedException {
    Path archive = folder.resolve(program.name() + ".jsa");
    String option = Files.exists(archive) ? "SharedArchiveFile" : "ArchiveClassesAtExit";
    String options = "-XX:TieredStopAtLevel=1 -XX:%s=%s".formatted(option, archive);
    return rig.exitCode(program.in(Map.of("JDK_JAVA_OPTIONS", options)));
  }

  private static String refusal(Programs programs, String program, String prefix)
      throws IOException {
    String log = Files.readString(programs.logs().resolve(program + ".log"));
    return between(log, prefix, "\n");
  }

  private static String between(String text, String before, String after) {
    int start = text.indexOf(before);
    if (start < 0) {
      return "";
    }
    int from = start + before.length();
    return text.substring(from, text.indexOf(after, from));
  }

  /** Small files of bad input. */
  private static final class CallFileCases {
    private static final String HEADER =
        "Crime Id,Original Crime Type Name,Call Date Time,Disposition,Address\n";

    private CallFileCases() {}

    static List<Path> write(Path directory) throws IOException {
      Files.createDirectories(directory);
      List<Path> files = new ArrayList<>();
      String lines = call("A") + "\n" + String.join("\n", badRecords()) + "\n" + call("B") + "\n";
      String array = "[" + call("A") + "," + String.join(",\n", badRecords()) + "," + call("B");
      files.add(write(directory, "lines.ndjson", lines));
      files.add(write(directory, "lines-marked-crlf.json", "\uFEFF" + lines.replace("\n", "\r\n")));
      files.add(write(directory, "array.json", array + "]"));
      files.add(write(directory, "array-not-closed.json", array));
      files.add(
          write(
              directory,
              "objects.json",
              call("A").replace(",", ",\n  ")
                  + call("B").replace("{", "{\n  ")
                  + "\n"
                  + call("C")));
      files.add(
          write(
              directory,
              "several-on-a-line.json",
              call("A") + call("B") + "\n" + call("C") + " " + call("D") + "{\n" + call("E")));
      files.add(write(directory, "rows.csv", "\r\n\n" + HEADER + rows()));
      files.add(write(directory, "rows-crlf.csv", (HEADER + rows()).replace("\n", "\r\n")));
      files.add(write(directory, "empty.json", " \n"));
      files.add(write(directory, "page.html", "<html><body>calls</body></html>\n"));
      byte[] gzip = gzip((lines + call("C") + "\n").repeat(200));
      files.add(Files.write(directory.resolve("cut.gz"), Arrays.copyOf(gzip, gzip.length / 2)));
      return files;
    }

    private static List<String> badRecords() {
      return List.of(
          "17",
          "null",
          "[1,2]",
          "\"text\"",
          "{}",
          call("").replace("\"crime_id\":\"\"", "\"crime_id\":17"),
          call(" "),
          call("1").replace("ADM", "\",\"disposition\":\"ADM"),
          call("2").replace("\"ADM\"", "[\"ADM\"]"),
          call("3").replace("2018-12-31", "2018-02-30"),
          call("4").replace("2018-12-31", "2099-12-31"),
          call("5").replace("2018-12-31T", "2018-12-31 "),
          call("6").replace("Traffic Stop", " \\t"),
          call("7").replace("Alder", "a\u0000b"),
          call("8").replace("Alder", "\u0080\u00ff"), // written as Latin-1, not UTF-8
          call("9").replace("Alder", "\\ud800"),
          call("10").replace("\"Alder", "[".repeat(1_000) + "]".repeat(1_000) + ",\"city\":\"x"),
          call("11").replace("Alder", "x".repeat(MOST_MESSAGE_BYTES)),
          call("12").replace("Alder", "x".repeat(MOST_MESSAGE_BYTES / 2)),
          call("\\ud800"),
          call("13").replace(":", " :\t"),
          call("14").replace("Alder", "\\u00c9 \\/ \\\"x\\\""),
          call("15").replace("\"ADM\"", "\"ADM\",\"tags\":[{\"a\":1},null]"),
          call("16").replace("\"ADM\"", "\"ADM\",\"tags\":[\"not closed\""),
          "{\"crime_id\":\"17,\"address\":\"no quote\"}");
    }

    private static String rows() {
      return "A,Traffic Stop,2018-12-31T10:00:00,ADM,\"a, \"\"b\"\"\nc\"\n"
          + "B, ,2018-12-31T10:00:00.000,ADM,x\n"
          + ",Traffic Stop,2018-12-31T10:00:00.000,ADM,x\n"
          + "C,Traffic Stop,2018-12-31T10:00:00.000, ,\t\n"
          + "\n"
          + "D,Traffic Stop\n"
          + "E,Traffic Stop,2018-12-31T10:00:00.000,ADM,\"stray\n"
          + "F,Traffic Stop,2018-12-31T10:00:00.000,ADM,\u00e9\n"
          + "G,Traffic Stop,2018-12-31T10:00:00.000,ADM,"
          + "x".repeat(MOST_MESSAGE_BYTES)
          + "\n"
          + "H,Traffic Stop,2018-12-31T10:00:00.000,ADM,x";
    }

    private static String call(String id) {
      return "{\"crime_id\":\""
          + id
          + "\",\"original_crime_type_name\":\"Traffic Stop\",\"call_date_time\":"
          + "\"2018-12-31T10:00:00.000\",\"disposition\":\"ADM\",\"address\":\"Alder St\\/x\"}";
    }

    private static Path write(Path directory, String name, String text) throws IOException {
      boolean isMarked = text.startsWith("\uFEFF");
      byte[] content =
          text.getBytes(isMarked ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1);
      return Files.write(directory.resolve(name), content);
    }

    private static byte[] gzip(String text) throws IOException {
      ByteArrayOutputStream result = new ByteArrayOutputStream();
      try (GZIPOutputStream gzip = new GZIPOutputStream(result)) {
        gzip.write(text.getBytes(StandardCharsets.ISO_8859_1));
      }
      return result.toByteArray();
    }
  }
}
