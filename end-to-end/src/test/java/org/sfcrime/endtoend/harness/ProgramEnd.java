package org.sfcrime.endtoend.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.sfcrime.processes.StartedProcess;

/** Asserts how a program ends. The message of a failure contains the end of the program's log. */
public final class ProgramEnd {
  /** The exit code of a program that ended after SIGTERM. */
  public static final int TERMINATED = 143;

  /** The exit code of a program that SIGKILL ended. */
  public static final int KILLED = 137;

  private static final Duration STOP_LIMIT = Duration.ofMinutes(5);

  private ProgramEnd() {}

  /** Waits for the end of a program, for up to {@link Rig#LIMIT}. */
  public static void assertExits(StartedProcess program, int exitCode) throws InterruptedException {
    assertExits(program, exitCode, Rig.LIMIT);
  }

  public static void assertExits(StartedProcess program, int exitCode, Duration limit)
      throws InterruptedException {
    assertThat(program.await(limit)).as(() -> program.failure().getMessage()).isEqualTo(exitCode);
  }

  /** Sends SIGTERM and waits for the end. */
  public static void assertStops(StartedProcess program) throws InterruptedException {
    program.terminate();
    assertExits(program, TERMINATED, STOP_LIMIT);
  }
}
