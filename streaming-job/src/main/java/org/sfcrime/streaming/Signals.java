package org.sfcrime.streaming;

import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * SIGINT and SIGTERM as a request to stop; a second one ends the process at once.
 *
 * <p>A shutdown hook would not do: Spark's own would take the session away while the batch at hand
 * is being written.
 */
public final class Signals {
  private static final Map<String, Integer> EXIT_CODES = Map.of("INT", 130, "TERM", 143);

  private final CountDownLatch stop = new CountDownLatch(1);
  private final AtomicInteger exitCode = new AtomicInteger();

  /**
   * Takes over the two signals from the JVM.
   *
   * @throws IllegalStateException if this JVM has no signals to take over
   */
  void install() {
    try {
      for (Map.Entry<String, Integer> entry : EXIT_CODES.entrySet()) {
        handle(entry.getKey(), () -> received(entry.getValue()));
      }
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("this JVM does not let a program handle signals", e);
    }
  }

  /**
   * sun.misc.Signal is reached by reflection because javac has no way to be told that its use is
   * meant.
   */
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

  /** Opens when a signal came. */
  CountDownLatch stop() {
    return stop;
  }

  /** 130 or 143 when a signal came, else 0. */
  int exitCode() {
    return exitCode.get();
  }

  private void received(int code) {
    if (!exitCode.compareAndSet(0, code)) {
      Runtime.getRuntime().halt(code);
    }
    stop.countDown();
  }
}
