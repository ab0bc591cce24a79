package org.sfcrime.localkafka;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.sfcrime.commandline.CommandException;

/**
 * The files of one broker.
 *
 * <p>A broker holds a lock on {@code broker.pid} for as long as it lives, and the system releases
 * it however the broker ends. So a pid file is never stale: unlocked, its content means nothing.
 */
final class BrokerDirectory {
  private static final long LOOK_AGAIN_SECONDS = 2;

  private final Path directory;

  BrokerDirectory(Path directory) {
    this.directory = directory.toAbsolutePath().normalize();
  }

  Path path() {
    return directory;
  }

  Path data() {
    return directory.resolve("data");
  }

  Path log() {
    return directory.resolve("broker.log");
  }

  Path settings() {
    return directory.resolve("broker.properties");
  }

  private Path pidFile() {
    return directory.resolve("broker.pid");
  }

  /** Makes the directory, keeping the log of the start before as {@code broker.log.1}. */
  void prepare() {
    try {
      Files.createDirectories(directory);
      if (Files.exists(log())) {
        Files.move(log(), directory.resolve("broker.log.1"), StandardCopyOption.REPLACE_EXISTING);
      }
      Files.createFile(log());
    } catch (IOException cause) {
      throw unusable(cause);
    }
  }

  /** The broker that lives in this directory, if one does. */
  Optional<RunningBroker> runningBroker() {
    if (!Files.exists(pidFile())) {
      return Optional.empty();
    }
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LOOK_AGAIN_SECONDS);
    try (FileChannel channel =
        FileChannel.open(pidFile(), StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      while (System.nanoTime() < deadline) {
        try (FileLock lock = channel.tryLock()) {
          if (lock != null) {
            return Optional.empty();
          }
        }
        Optional<RunningBroker> broker = RunningBroker.parse(Files.readString(pidFile()));
        if (broker.isPresent()) {
          return broker;
        }
        Thread.onSpinWait(); // Between taking the lock and writing its pid lies a moment.
      }
    } catch (IOException cause) {
      throw unusable(cause);
    }
    throw new CommandException(pidFile() + " is locked by a process that is no broker of ours");
  }

  /**
   * Makes this process the directory's broker until the channel is closed or the process ends.
   *
   * @throws CommandException if another broker lives here
   */
  FileChannel claim(int port) {
    try {
      Files.createDirectories(directory);
      FileChannel channel =
          FileChannel.open(
              pidFile(),
              StandardOpenOption.CREATE,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE);
      if (!locked(channel)) {
        throw new CommandException("a broker already runs in " + directory);
      }
      channel.truncate(0);
      String content = ProcessHandle.current().pid() + " " + port + "\n";
      channel.write(ByteBuffer.wrap(content.getBytes(StandardCharsets.US_ASCII)));
      return channel;
    } catch (IOException cause) {
      throw unusable(cause);
    }
  }

  /** Waits a moment for the lock, since who asks for the running broker holds it for an instant. */
  private static boolean locked(FileChannel channel) throws IOException {
    CompletableFuture<FileLock> lock = new CompletableFuture<>();
    Thread waiting =
        new Thread(
            () -> {
              try {
                lock.complete(channel.lock());
              } catch (IOException cause) {
                lock.completeExceptionally(cause);
              }
            },
            "broker.pid");
    waiting.setDaemon(true);
    waiting.start();
    try {
      return lock.get(LOOK_AGAIN_SECONDS, TimeUnit.SECONDS).isValid();
    } catch (TimeoutException held) {
      return false;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return false;
    } catch (ExecutionException failed) {
      throw new IOException(failed.getCause().getMessage(), failed.getCause());
    }
  }

  private CommandException unusable(IOException cause) {
    String why = cause.getMessage();
    if (cause instanceof FileAlreadyExistsException) {
      why = why + " is a file, not a directory";
    } else if (cause instanceof AccessDeniedException) {
      why = why + " may not be written by this user";
    } else if (cause instanceof NoSuchFileException) {
      why = why + " cannot be made";
    }
    return new CommandException(
        "cannot use the directory %s: %s; choose another with --dir".formatted(directory, why),
        cause);
  }
}
