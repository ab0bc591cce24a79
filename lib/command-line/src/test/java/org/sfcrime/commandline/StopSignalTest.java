package org.sfcrime.commandline;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StopSignalTest {
  private final List<String> actions = new ArrayList<>();
  private final StopSignal stop = new StopSignal();

  @Test
  void request_runsTheAction() {
    stop.onRequest(() -> actions.add("wake"));
    assertThat(stop.isRequested()).isFalse();
    assertThat(stop.await(Duration.ofMillis(1))).isFalse();
    stop.request();
    assertThat(stop.isRequested()).isTrue();
    assertThat(stop.await(Duration.ofDays(1))).isTrue();
    assertThat(actions).containsExactly("wake");
  }

  @Test
  void onRequest_afterTheRequest_runsAtOnce() {
    stop.request();
    stop.onRequest(() -> actions.add("wake"));
    assertThat(actions).containsExactly("wake");
  }

  @Test
  void request_afterClearAction_runsNothing() {
    stop.onRequest(() -> actions.add("wake"));
    stop.clearAction();
    stop.request();
    assertThat(stop.isRequested()).isTrue();
    assertThat(actions).isEmpty();
  }

  @Test
  void await_interruptCountsAsARequest() {
    Thread.currentThread().interrupt();
    assertThat(stop.await(Duration.ofDays(1))).isTrue();
    assertThat(Thread.interrupted()).isTrue();
    assertThat(stop.isRequested()).isTrue();
  }

  @Test
  void close_removesTheHook() {
    stop.onSignal(Duration.ofSeconds(1));
    stop.close();
    stop.close();
    assertThat(stop.isRequested()).isFalse();
  }
}
