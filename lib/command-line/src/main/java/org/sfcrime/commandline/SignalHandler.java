package org.sfcrime.commandline;

import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Handles SIGINT and SIGTERM in place of the JVM. The first signal requests a stop; the second ends
 * the process at once.
 *
 * <p>The streaming job needs this class because the JVM runs all shutdown hooks at the same time:
 * Spark's hook would stop the session while the job still writes its current batch. All other
 * programs use {@link StopSignal}, which leaves signals to the JVM and therefore also covers SIGHUP
 * and respects signals that the parent process ignores.
 */
public final class SignalHandler {
  private static final Map<String, Integer> EXIT_CODES =
      Map.of("INT", ExitCode.INTERRUPTED, "TERM", ExitCode.TERMINATED);

  private final CountDownLatch stop = new CountDownLatch(1);
  private final AtomicInteger exitCode = new AtomicInteger();

  /**
   * Installs the handler.
   *
   * @throws CommandException if this JVM does not let a program handle signals
   */
  public void install() {
    try {
      for (Map.Entry<String, Integer> entry : EXIT_CODES.entrySet()) {
        handle(entry.getKey(), () -> received(entry.getValue()));
      }
    } catch (ReflectiveOperationException e) {
      throw new CommandException("this JVM does not let a program handle signals", e);
    }
  }

  /** Runs an action whenever the terminal is resized, on systems with SIGWINCH. */
  public static void onResize(Runnable action) {
    try {
      handle("WINCH", action);
    } catch (ReflectiveOperationException e) {
      // Without SIGWINCH, the size of the terminal at the start is used.
    }
  }

  /** Uses reflection because javac warns about sun.misc.Signal, and the warning has no switch. */
  private static void handle(String name, Runnable action) throws ReflectiveOperationException {
    Class<?> signal = Class.forName("sun.misc.Signal");
    Class<?> handler = Class.forName("sun.misc.SignalHandler");
    Object onSignal =
        Proxy.newProxyInstance(
            handler.getClassLoader(),
            new Class<?>[] {handler},
            (proxy, method, arguments) -> {
              action.run();
              return null;
            });
    signal
        .getMethod("handle", signal, handler)
        .invoke(null, signal.getConstructor(String.class).newInstance(name), onSignal);
  }

  /** Returns a latch that reaches zero when a signal is received. */
  public CountDownLatch stop() {
    return stop;
  }

  /** Returns 130 or 143 after a signal, otherwise 0. */
  public int exitCode() {
    return exitCode.get();
  }

  private void received(int code) {
    if (!exitCode.compareAndSet(0, code)) {
      Runtime.getRuntime().halt(code);
    }
    stop.countDown();
  }
}
