package org.sfcrime.dashboard.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ViewCacheTest {
  private static final int PAGES = 200;
  private static final int PROCESSORS = Runtime.getRuntime().availableProcessors();
  private static final Duration MOMENT = Duration.ofSeconds(1);

  private final ViewCache views = new ViewCache();
  private final long began = System.nanoTime();
  private final AtomicInteger made = new AtomicInteger();
  private final AtomicInteger atOnce = new AtomicInteger();
  private final AtomicInteger mostAtOnce = new AtomicInteger();

  private byte[] make(Filter filter) {
    mostAtOnce.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
    if (made.incrementAndGet() <= PROCESSORS) {
      awaitOneTooMany();
    }
    atOnce.decrementAndGet();
    return filter.types().toString().getBytes(StandardCharsets.UTF_8);
  }

  /** Holds the first requests for up to a second, so that a request over the limit is seen. */
  private void awaitOneTooMany() {
    await().pollDelay(Duration.ZERO).until(() -> atOnce.get() > PROCESSORS || isLate());
  }

  private boolean isLate() {
    return System.nanoTime() - began > MOMENT.toNanos();
  }

  private void ask(boolean differ) throws Exception {
    ExecutorService pages = Executors.newFixedThreadPool(PAGES);
    try {
      List<Future<byte[]>> answers = new ArrayList<>();
      for (int page = 0; page < PAGES; page++) {
        Filter filter = filter(differ ? page : 0);
        answers.add(pages.submit(() -> views.get(filter, 1, this::make)));
      }
      for (int page = 0; page < PAGES; page++) {
        assertThat(answers.get(page).get()).asString().isEqualTo("[" + (differ ? page : 0) + "]");
      }
    } finally {
      pages.shutdownNow();
    }
  }

  private static Filter filter(int type) {
    return new Filter(
        Long.MIN_VALUE, Long.MAX_VALUE, 0, false, Set.of(), Set.of("" + type), Set.of(), false);
  }

  @Test
  void sameView_isMadeOnce() throws Exception {
    ask(false);
    assertThat(made).hasValue(1);
  }

  @Test
  void otherViews_noMoreAtOnceThanProcessors() throws Exception {
    ask(true);
    assertThat(made).hasValue(PAGES);
    assertThat(mostAtOnce.get()).isLessThanOrEqualTo(PROCESSORS);
  }
}
