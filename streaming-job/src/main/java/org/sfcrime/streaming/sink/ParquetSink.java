package org.sfcrime.streaming.sink;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.util.UUID;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSError;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroupFactory;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.apache.spark.SparkEnv;
import org.apache.spark.deploy.SparkHadoopUtil;
import org.sfcrime.commandline.CommandException;
import org.sfcrime.countrecord.CountRecord;
import org.sfcrime.countrecord.GroupFields;

/**
 * {@code --sink parquet}: writes each window once, after it has closed, in one file for each batch
 * and task.
 *
 * <p>A file is named by batch and task and appears as a whole: each attempt of a task writes a
 * hidden file of its own and renames it. A repeated batch replaces or deletes its files. All rows
 * of a window are in one file.
 *
 * @param folder on any file system of Hadoop with atomic renames
 * @param columns the names of the grouping fields
 */
record ParquetSink(String folder, GroupFields columns) implements Sink {
  private static final long serialVersionUID = 1L;
  static final String SUFFIX = ".parquet";

  /** Timestamps without a zone: San Francisco's wall clock. */
  private MessageType schema() {
    StringBuilder groups = new StringBuilder();
    columns.names().forEach(name -> groups.append("required binary " + name + " (STRING);\n"));
    return MessageTypeParser.parseMessageType(
        """
        message crime_counts {
          required int64 window_start (TIMESTAMP(MICROS,false));
          required int64 window_end (TIMESTAMP(MICROS,false));
          %s
          %s
          required int64 count;
        }
        """
            .formatted(
                groups, columns.hasDescription() ? "optional binary description (STRING);" : ""));
  }

  /** Hidden files of attempts, including those of version 0.1.0. */
  private static final Pattern PART =
      Pattern.compile("\\.{1,2}[0-9]{12,}-[0-9]{5,}\\" + SUFFIX + ".*\\.part(\\.crc)?");

  /**
   * Returns Spark's Hadoop configuration, on the driver and on the executors. Local files get no
   * checksum file, because no rename replaces a file together with its checksum file.
   */
  private Configuration hadoop() throws IOException {
    Configuration hadoop = SparkHadoopUtil.get().newConfiguration(SparkEnv.get().conf());
    if (new Path(folder).getFileSystem(hadoop).getClass() == LocalFileSystem.class) {
      hadoop.setClass("fs.file.impl", RawLocalFileSystem.class, FileSystem.class);
      hadoop.setBoolean("fs.file.impl.disable.cache", true);
    }
    return hadoop;
  }

  /**
   * Creates the folder and removes the files that killed tasks left there. The folder must be empty
   * for a new checkpoint: with files of another checkpoint, the folder would contain windows twice.
   *
   * @throws CommandException if the checkpoint is new and the folder is not empty, or if the
   *     checkpoint has batches and the folder does not exist
   */
  void prepare(boolean isNewCheckpoint) throws IOException {
    attempt(
        () -> {
          Path path = new Path(folder);
          FileSystem files = path.getFileSystem(hadoop());
          if (!isNewCheckpoint && !files.exists(path)) {
            throw new CommandException(
                "--parquet-dir %s does not exist, and the checkpoint is not new: a new folder would lack windows. Bring the folder back, or start with a new --checkpoint"
                    .formatted(folder));
          }
          files.mkdirs(path);
          int found = 0;
          for (FileStatus file : files.listStatus(path)) {
            if (PART.matcher(file.getPath().getName()).matches()) {
              files.delete(file.getPath(), false);
            } else {
              found++;
            }
          }
          if (isNewCheckpoint && found > 0) {
            throw new CommandException(
                "--parquet-dir %s is not empty, and the checkpoint is new: the folder would have windows twice. Name another folder"
                    .formatted(folder));
          }
        });
  }

  private interface FileWork {
    void run() throws IOException;
  }

  private void attempt(FileWork work) throws SinkException {
    try {
      work.run();
    } catch (IOException | FSError e) {
      throw new SinkException("--sink parquet, " + folder, e);
    }
  }

  @Override
  public Writer open(long batchId, int task) throws IOException {
    return new TaskWriter("%012d-%05d%s".formatted(batchId, task, SUFFIX));
  }

  private final class TaskWriter implements Writer {
    private final MessageType schema = schema();
    private final SimpleGroupFactory groups = new SimpleGroupFactory(schema);
    private final Path part;
    private final Path file;
    private Configuration hadoop;
    private FileSystem files;
    private ParquetWriter<Group> parquet;

    private TaskWriter(String name) throws IOException {
      this.file = new Path(folder, name);
      this.part = new Path(folder, ".%s.%s.part".formatted(name, UUID.randomUUID()));
      attempt(
          () -> {
            hadoop = hadoop();
            files = file.getFileSystem(hadoop);
          });
    }

    @Override
    public void total(CountRecord total) throws IOException {
      attempt(
          () -> {
            if (parquet == null) {
              parquet =
                  ExampleParquetWriter.builder(part)
                      .withConf(hadoop)
                      .withType(schema)
                      .withCompressionCodec(CompressionCodecName.SNAPPY)
                      .build();
            }
            parquet.write(toGroup(total));
          });
    }

    private Group toGroup(CountRecord count) {
      Group group = groups.newGroup();
      group.add("window_start", count.windowStart() * 1_000);
      group.add("window_end", count.windowEnd() * 1_000);
      group.add(columns.first(), count.first());
      if (columns.hasSecond()) {
        group.add(columns.second(), count.second());
      }
      if (count.description() != null) {
        group.add("description", count.description());
      }
      group.add("count", count.count());
      return group;
    }

    @Override
    public void commit() throws IOException {
      attempt(
          () -> {
            // Version 0.1.0 wrote checksum files.
            files.delete(new Path(folder, "." + file.getName() + ".crc"), false);
            if (parquet == null) {
              files.delete(file, false);
            } else {
              parquet.close();
              replaceFile();
              parquet = null;
            }
          });
    }

    /** Renames the part in one step; on a local file system, {@code FileContext} takes two. */
    private void replaceFile() throws IOException {
      if (files instanceof RawLocalFileSystem local) {
        Files.move(
            local.pathToFile(part).toPath(),
            local.pathToFile(file).toPath(),
            StandardCopyOption.ATOMIC_MOVE,
            StandardCopyOption.REPLACE_EXISTING);
      } else {
        FileContext.getFileContext(file.toUri(), hadoop)
            .rename(part, file, Options.Rename.OVERWRITE);
      }
    }

    @Override
    public void close() throws IOException {
      attempt(
          () -> {
            if (parquet != null) {
              try {
                parquet.close();
              } finally {
                files.delete(part, false);
              }
            }
          });
    }
  }
}
