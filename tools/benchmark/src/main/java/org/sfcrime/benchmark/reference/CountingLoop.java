package org.sfcrime.benchmark.reference;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.sfcrime.processes.TopicRecords;

/**
 * A lower bound to compare with: consumers, Jackson and hash maps on two threads, without durable
 * state and without output.
 *
 * <p>{@code CountingLoop BROKER TOPIC} prints the counted calls in the format of Spark's progress
 * events, and the sum of the counts at the end.
 */
public final class CountingLoop {
  private static final int THREADS = 2;
  private static final int REPORT_EVERY = 5_000;

  /** The job's default number of rows per batch. */
  private static final long ROWS_A_LINE = 500_000;

  private static final int WINDOW_PREFIX = "2018-12-31T23:5".length();

  private final String broker;
  private final String topic;
  private final PrintStream out;
  private long rows;
  private long sinceNanos = System.nanoTime();

  private CountingLoop(String broker, String topic, PrintStream out) {
    this.broker = broker;
    this.topic = topic;
    this.out = out;
  }

  /** The key of a count; the window is the common prefix of its calls' times. */
  private record Group(String window, String crimeType, String disposition) {}

  public static void main(String[] args) {
    new CountingLoop(args[0], args[1], System.out).run();
  }

  private void run() {
    long counted = IntStream.range(0, THREADS).parallel().mapToLong(this::count).sum();
    progress(0, true);
    out.println("{\"counted\":" + counted + "}");
  }

  /** Counts the calls of one thread, which reads every second partition. */
  private long count(int part) {
    Map<Group, long[]> counts = new HashMap<>();
    JsonFactory json = new JsonFactory();
    long[] unreported = {0};
    TopicRecords.read(
        broker,
        topic,
        partition -> partition % THREADS == part,
        record -> {
          counts.computeIfAbsent(group(json, record.value()), none -> new long[1])[0]++;
          if (++unreported[0] == REPORT_EVERY) {
            progress(REPORT_EVERY, false);
            unreported[0] = 0;
          }
          return true;
        });
    progress(unreported[0], false);
    return counts.values().stream().mapToLong(count -> count[0]).sum();
  }

  private static Group group(JsonFactory factory, byte[] call) {
    String window = "";
    String crimeType = "";
    String disposition = "";
    try (JsonParser parser = factory.createParser(call)) {
      while (parser.nextToken() != null) {
        if (parser.currentToken() == JsonToken.FIELD_NAME) {
          String name = parser.currentName();
          parser.nextToken();
          switch (name) {
            case "call_date_time" -> window = parser.getText().substring(0, WINDOW_PREFIX);
            case "original_crime_type_name" -> crimeType = parser.getText();
            case "disposition" -> disposition = parser.getText();
            default -> parser.skipChildren();
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("a call is not a JSON object", e);
    }
    return new Group(window, crimeType, disposition);
  }

  private synchronized void progress(long counted, boolean last) {
    rows += counted;
    if (rows >= ROWS_A_LINE || (last && rows > 0)) {
      long now = System.nanoTime();
      out.printf(
          "{\"numInputRows\":%d,\"durationMs\":{\"triggerExecution\":%d}}%n",
          rows, (now - sinceNanos) / 1_000_000);
      rows = 0;
      sinceNanos = now;
    }
  }
}
