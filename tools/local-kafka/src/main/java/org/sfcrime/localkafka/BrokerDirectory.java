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
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.sfcrime.commandline.CommandException;

/**
 * The directory of a broker.
 *
 * <p>A running broker holds a lock on {@code broker.pid}. The system releases the lock when the
 * process ends for any reason, so an unlocked pid file is ignored.
 */
final class BrokerDirectory {
  private static final long LOCK_WAIT_SECONDS = 2;
  private static final long RETRY_NANOS = 1_000_000;
  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rw-------");

  private final Path directory;

  BrokerDirectory(Path directory) {
    this.directory = directory;
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

  BrokerSecurity security() {
    return new BrokerSecurity(this);
  }

  /** Whether a broker has created its storage. */
  boolean isFormatted() {
    return Files.exists(data().resolve("meta.properties"));
  }

  /**
   * Checks that the directory is of a broker of this kind.
   *
   * @throws CommandException if a secured broker is started without {@code --secure}, which would
   *     open its data to everyone, or another broker with it
   */
  void requireFor(boolean secure) {
    if (security().exists() && !secure) {
      throw new CommandException(
          "the broker of %s is secured: add --secure, or choose another directory with --dir"
              .formatted(directory));
    }
    if (secure && isFormatted() && !security().exists()) {
      throw new CommandException(
          "the broker of %s was created without --secure: choose another directory with --dir"
              .formatted(directory));
    }
  }

  private Path pidFile() {
    return directory.resolve("broker.pid");
  }

  /** Creates the directory, and renames the previous log to {@code broker.log.1}. */
  void prepare() {
    try {
      Files.createDirectories(directory);
      if (Files.exists(log())) {
        Files.move(log(), directory.resolve("broker.log.1"), StandardCopyOption.REPLACE_EXISTING);
      }
      // The broker logs a refused request in full, for example the new login that it contains.
      Files.createFile(log(), PosixFilePermissions.asFileAttribute(OWNER_ONLY));
    } catch (IOException cause) {
      throw unusable(cause);
    }
  }

  /** The broker that runs in this directory, or empty. */
  Optional<RunningBroker> runningBroker() {
    if (!Files.exists(pidFile())) {
      return Optional.empty();
    }
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LOCK_WAIT_SECONDS);
    try (FileChannel channel =
        FileChannel.open(pidFile(), StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      while (System.nanoTime() < deadline) {
        try (FileLock lock = channel.tryLock()) {
          if (lock != null) {
            return Optional.empty();
          }
        }
        Optional<RunningBroker> broker =
            RunningBroker.parse(Files.readString(pidFile()), security());
        if (broker.isPresent()) {
          return broker.filter(this::isOfTheSameUser);
        }
        Thread.onSpinWait(); // The broker writes its pid shortly after it takes the lock.
      }
    } catch (IOException cause) {
      throw unusable(cause);
    }
    throw new CommandException(
        pidFile() + " is locked by a process that is not a broker of bin/kafka");
  }

  /** Another user could have written the pid of any process, which stop would end. */
  private boolean isOfTheSameUser(RunningBroker broker) {
    try {
      String owner = Files.getOwner(pidFile()).getName();
      return ProcessHandle.of(broker.pid())
          .flatMap(process -> process.info().user())
          .map(owner::equals)
          .orElse(true); // a user without a name
    } catch (IOException cause) {
      throw unusable(cause);
    }
  }

  /**
   * Locks the directory for this process until the channel is closed or the process ends.
   *
   * @throws CommandException if another broker runs in the directory
   */
  FileChannel claim(int port) {
    try {
      Files.createDirectories(directory);
      FileChannel channel =
          FileChannel.open(
              pidFile(),
              Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE),
              PosixFilePermissions.asFileAttribute(OWNER_ONLY));
      // Who can open the file can lock it, and so present an ended broker as running.
      Files.setPosixFilePermissions(pidFile(), OWNER_ONLY);
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

  /** Waits up to two seconds: {@link #runningBroker} holds the lock for an instant. */
  private static boolean locked(FileChannel channel) throws IOException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LOCK_WAIT_SECONDS);
    while (channel.tryLock() == null) {
      if (System.nanoTime() > deadline) {
        return false;
      }
      LockSupport.parkNanos(RETRY_NANOS);
    }
    return true;
  }

  CommandException unusable(IOException cause) {
    String why = cause.getMessage();
    if (cause instanceof FileAlreadyExistsException) {
      why = why + " is a file, not a directory";
    } else if (cause instanceof AccessDeniedException) {
      why = why + " is not writable for this user";
    } else if (cause instanceof NoSuchFileException) {
      why = why + " cannot be created";
    }
    return new CommandException(
        "cannot use the directory %s: %s; choose another with --dir".formatted(directory, why),
        cause);
  }
}
