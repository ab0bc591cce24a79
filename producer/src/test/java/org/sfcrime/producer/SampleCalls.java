package org.sfcrime.producer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Calls that the tests publish. */
final class SampleCalls {
  private SampleCalls() {}

  /** Returns a call as the source writes it, with the id and the time of day. */
  public static String call(String id, String time) {
    return "{\"crime_id\":\""
        + id
        + "\",\"original_crime_type_name\":\"Traffic Stop\",\"call_date_time\":\"2018-12-31T"
        + time
        + ":00.000\",\"disposition\":\"ADM\",\"address\":\"Alder St\\/buttercup Row\","
        + "\"common_location\":\"\"}";
  }

  public static String call(String id) {
    return call(id, "10:00");
  }

  /** Returns a call with a field's text replaced. */
  public static String call(String id, String text, String replacement) {
    return call(id).replace(text, replacement);
  }

  public static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /** Creates a pipe that delivers the text once. */
  static String pipe(Path directory, String text) throws IOException {
    Path pipe = directory.resolve("pipe");
    Files.deleteIfExists(pipe);
    new ProcessBuilder("mkfifo", pipe.toString()).start().onExit().join();
    Thread writer =
        new Thread(
            () -> {
              try {
                Files.writeString(pipe, text);
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
    writer.start();
    return pipe.toString();
  }

  static String header(ProducerRecord<byte[], byte[]> record, String name) {
    return record.headers().lastHeader(name) == null
        ? null
        : text(record.headers().lastHeader(name).value());
  }
}
