package org.sfcrime.streaming.kafka;

import java.io.PrintStream;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** Finds the topic of calls in a thread of its own, while Spark starts. */
public final class TopicLookup implements AutoCloseable {
  private final FutureTask<TopicAtStart> topic;
  private final Thread thread;

  /** Starts the look-up; the arguments are those of {@link TopicAtStart#find}. */
  public TopicLookup(KafkaOptions kafka, boolean waits, PrintStream err) {
    topic = new FutureTask<>(() -> TopicAtStart.find(kafka, waits, err));
    thread = new Thread(topic, "topic-lookup");
    thread.setDaemon(true);
    thread.start();
  }

  /** Waits for the result, and throws what {@link TopicAtStart#find} throws. */
  public TopicAtStart await() throws InterruptedException {
    try {
      return topic.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw new IllegalStateException("the topic look-up has failed", e.getCause());
    }
  }

  /** Ends a look-up that still waits. */
  @Override
  public void close() {
    thread.interrupt();
  }
}
