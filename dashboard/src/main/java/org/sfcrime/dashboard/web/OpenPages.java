package org.sfcrime.dashboard.web;

import io.javalin.http.sse.SseClient;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The open pages. Each has at most one message under way and one waiting, which is always the
 * newest: a page that reads slowly misses what is old, and holds up nobody.
 */
public final class OpenPages implements AutoCloseable {
  private static final int MOST = 1000;

  private final Set<Listener> listeners = ConcurrentHashMap.newKeySet();
  private final ExecutorService senders =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task, "sender");
            thread.setDaemon(true);
            return thread;
          });
  private volatile String newest = "{}";

  /** A page, and what it is to be sent next; null when its sender has nothing to do. */
  private record Listener(SseClient client, AtomicReference<String> next) {}

  /** Takes a page on, and tells it the newest state; false where there are too many. */
  boolean add(SseClient client) {
    if (listeners.size() >= MOST) {
      return false;
    }
    Listener listener = new Listener(client, new AtomicReference<>());
    listeners.add(listener);
    client.onClose(() -> listeners.remove(listener));
    client.keepAlive();
    offer(listener, newest);
    return true;
  }

  int size() {
    return listeners.size();
  }

  public void tell(String state) {
    newest = state;
    listeners.forEach(listener -> offer(listener, state));
  }

  private void offer(Listener listener, String state) {
    if (listener.next().getAndSet(state) == null) {
      try {
        senders.execute(() -> send(listener));
      } catch (RejectedExecutionException e) {
        listeners.remove(listener); // closing
      }
    }
  }

  /** Jetty closes a connection that takes nothing for its idle time, which ends the wait here. */
  private void send(Listener listener) {
    String state;
    do {
      state = listener.next().get();
      listener.client().sendEvent("state", state);
      if (listener.client().terminated()) {
        listeners.remove(listener);
        return;
      }
    } while (!listener.next().compareAndSet(state, null));
  }

  @Override
  public void close() {
    senders.shutdownNow();
    listeners.forEach(listener -> listener.client().close());
  }
}
