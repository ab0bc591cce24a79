package org.sfcrime.dashboard.web;

import io.javalin.http.sse.SseClient;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The open pages, which get the {@link Status} as server-sent events. Each page has at most one
 * event under way and one waiting, which is the newest: a slow page misses older events and delays
 * no other page.
 */
public final class OpenPages implements AutoCloseable {
  /** The most pages that are open at a time. */
  static final int MOST = 1000;

  private final Set<Listener> listeners = ConcurrentHashMap.newKeySet();
  private final ExecutorService senders =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task, "sender");
            thread.setDaemon(true);
            return thread;
          });
  private volatile String newest = "{}";

  /** A page and its next event; null if no event waits or is under way. */
  private record Listener(SseClient client, AtomicReference<String> next) {}

  /** Adds a page and sends it the newest status. Returns false if there are too many pages. */
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

  public void send(Status status) {
    newest = new String(PageServer.json(status), StandardCharsets.UTF_8);
    listeners.forEach(listener -> offer(listener, newest));
  }

  private void offer(Listener listener, String status) {
    if (listener.next().getAndSet(status) == null) {
      try {
        senders.execute(() -> send(listener));
      } catch (RejectedExecutionException e) {
        listeners.remove(listener); // the server closes
      }
    }
  }

  /** Sends until no event waits. Jetty closes a connection that stays blocked for its idle time. */
  private void send(Listener listener) {
    String status;
    do {
      status = listener.next().get();
      listener.client().sendEvent("state", status);
      if (listener.client().terminated()) {
        listeners.remove(listener);
        return;
      }
    } while (!listener.next().compareAndSet(status, null));
  }

  @Override
  public void close() {
    senders.shutdownNow();
    listeners.forEach(listener -> listener.client().close());
  }
}
