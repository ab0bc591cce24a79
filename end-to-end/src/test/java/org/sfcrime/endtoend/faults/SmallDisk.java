package org.sfcrime.endtoend.faults;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file system of 64 MiB in memory that a test can fill and free. */
final class SmallDisk implements AutoCloseable {
  private static final int CHUNK = 1 << 16;

  private final Path folder;
  private final Path ballast;
  private final Thread onExit = new Thread(this::unmount, "unmount");

  private SmallDisk(Path folder) {
    this.folder = folder;
    this.ballast = folder.resolve("ballast");
  }

  /** Mounts a file system at a new folder; skips the test if the user lacks the permission. */
  static SmallDisk mount(Path folder) throws IOException, InterruptedException {
    Files.createDirectories(folder);
    RootShell.assume("mount -t tmpfs -o size=64m tmpfs " + folder);
    SmallDisk disk = new SmallDisk(folder);
    Runtime.getRuntime().addShutdownHook(disk.onExit);
    return disk;
  }

  /** Writes a file until no space is left. */
  void fill() throws IOException {
    byte[] nothing = new byte[CHUNK];
    try (OutputStream out = Files.newOutputStream(ballast)) {
      while (folder.toFile().getUsableSpace() > 0) {
        out.write(nothing, 0, (int) Math.min(CHUNK, folder.toFile().getUsableSpace()));
      }
    } catch (IOException e) {
      // A running program may take the last byte.
      if (folder.toFile().getUsableSpace() > 0) {
        throw e;
      }
    }
  }

  /** Deletes the file that {@link #fill} has written. */
  void free() throws IOException {
    Files.deleteIfExists(ballast);
  }

  @Override
  public void close() {
    unmount();
    Runtime.getRuntime().removeShutdownHook(onExit);
  }

  private void unmount() {
    RootShell.quietly("umount -l " + folder);
  }
}
