package org.sfcrime.streaming.sink;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.UUID;
import org.sfcrime.countrecord.CountRecord;

/**
 * Writes the changed totals and the late calls of each batch as JSON lines next to the checkpoint,
 * for {@link CountsFile}.
 *
 * <p>Each task writes a file of its own, named by batch and task. A repeated batch replaces its
 * files. Each attempt of a task writes a hidden file first, and renames it when it is complete.
 *
 * @param folder on a local or mounted file system
 */
public record CountsLogSink(String folder) implements Sink {
  private static final long serialVersionUID = 1L;

  /** The names of the grouping fields in the log, whatever their names in the counts are. */
  static final String FIRST = "crime_type";

  static final String SECOND = "disposition";

  Path counts() {
    return Path.of(folder, "count");
  }

  Path late() {
    return Path.of(folder, "late");
  }

  /** Creates the folders, and removes the hidden files that killed tasks left. */
  void prepare() throws IOException {
    for (Path kind : List.of(counts(), late())) {
      Files.createDirectories(kind);
      try (DirectoryStream<Path> parts = Files.newDirectoryStream(kind, ".*.part")) {
        for (Path part : parts) {
          Files.deleteIfExists(part);
        }
      }
    }
  }

  /**
   * File names of later batches are greater or equal; those of this and earlier batches are less.
   */
  static String nameAfter(long batchId) {
    return "%012d-".formatted(batchId + 1);
  }

  @Override
  public Writer open(long batchId, int task) {
    String name = "%012d-%05d.jsonl".formatted(batchId, task);
    return new TaskWriter(new JsonLines(counts(), name), new JsonLines(late(), name));
  }

  private record TaskWriter(JsonLines counts, JsonLines late) implements Writer {
    @Override
    public void total(CountRecord total) throws IOException {
      counts.write(total);
    }

    @Override
    public void late(CountRecord calls) throws IOException {
      late.write(calls);
    }

    @Override
    public void commit() throws IOException {
      counts.commit();
      late.commit();
    }

    @Override
    public void close() throws IOException {
      try (counts) {
        late.close();
      }
    }
  }

  /** A file of a task. The first count creates the file. */
  private static final class JsonLines implements AutoCloseable {
    private static final JsonFactory JSON = new JsonFactory();

    private final Path part;
    private final Path file;
    private JsonGenerator json;

    private JsonLines(Path folder, String name) {
      this.part = folder.resolve(".%s.%s.part".formatted(name, UUID.randomUUID()));
      this.file = folder.resolve(name);
    }

    void write(CountRecord count) throws IOException {
      if (json == null) {
        Files.createDirectories(file.getParent());
        json = JSON.createGenerator(new BufferedOutputStream(Files.newOutputStream(part), 1 << 16));
      }
      json.writeStartObject();
      json.writeNumberField("window_start", count.windowStart());
      json.writeStringField(FIRST, count.first());
      json.writeStringField(SECOND, count.second());
      json.writeNumberField("count", count.count());
      json.writeEndObject();
      json.writeRaw('\n');
    }

    /** Gives the complete file its name. */
    void commit() throws IOException {
      if (json != null) {
        json.close();
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        json = null;
      }
    }

    /** Deletes a file that was not committed. */
    @Override
    public void close() throws IOException {
      if (json != null) {
        try {
          json.close();
        } finally {
          Files.deleteIfExists(part);
        }
      }
    }
  }
}
