package org.sfcrime.streaming.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

class GracefulStopTest {
  private static final Duration LONG = Duration.ofMinutes(1);

  private final GracefulStop stop = new GracefulStop();

  private CompletableFuture<Void> entering() {
    return CompletableFuture.runAsync(
        () -> {
          try {
            stop.beginBatch();
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
        });
  }

  @Test
  void awaitBatch_nothingInside() throws InterruptedException {
    assertThat(stop.awaitBatch(LONG, () -> true)).isTrue();
  }

  @Test
  void awaitBatch_waitsForTheBatchInsideAndNoLongerThanTheLimit() throws InterruptedException {
    stop.beginBatch();
    assertThat(stop.awaitBatch(Duration.ofMillis(1), () -> true)).isFalse();
    CountDownLatch leave = new CountDownLatch(1);
    CompletableFuture<Void> batch =
        CompletableFuture.runAsync(
            () -> {
              leave.countDown();
              stop.endBatch();
            });
    leave.await();
    assertThat(stop.awaitBatch(LONG, () -> true)).isTrue();
    batch.join();
  }

  /**
   * While the query stops, a new batch waits; it fails once the query has stopped, even without an
   * interrupt.
   */
  @Test
  void beginBatch_stopping_endsWithTheQueryAlsoWithoutAnInterrupt() throws Exception {
    CountDownLatch stopped = new CountDownLatch(1);
    stop.awaitBatch(LONG, () -> stopped.getCount() > 0);
    CompletableFuture<Void> batch = entering();
    assertThatThrownBy(() -> batch.get(200, TimeUnit.MILLISECONDS))
        .isInstanceOf(TimeoutException.class);
    stopped.countDown();
    assertThatThrownBy(() -> batch.get(LONG.toSeconds(), TimeUnit.SECONDS))
        .isInstanceOf(ExecutionException.class)
        .hasRootCauseInstanceOf(InterruptedException.class);
  }
}
