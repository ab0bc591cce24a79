package org.sfcrime.producer;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.sfcrime.commandline.client.Refusal;

/**
 * Finds out whether a timeout of the producer has a reason that the producer does not tell: after a
 * lost connection, its client tries a login that fails again and again until the timeout.
 */
final class LoginCheck {
  private static final int ANSWER_MILLIS = 5_000;

  private LoginCheck() {}

  /** Returns the failure, or the refused login if the failure is a timeout because of it. */
  static Throwable reason(Throwable failure, Map<String, Object> client) {
    if (!(failure instanceof TimeoutException)) {
      return failure;
    }
    Map<String, Object> properties = new HashMap<>(client);
    properties.keySet().retainAll(AdminClientConfig.configNames());
    properties.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, ANSWER_MILLIS);
    properties.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, ANSWER_MILLIS);
    try (Admin admin = Admin.create(properties)) {
      var unused = admin.describeCluster().nodes().get();
      return failure;
    } catch (ExecutionException | KafkaException e) {
      return Refusal.is(e) ? e : failure;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return failure;
    }
  }
}
