package org.sfcrime.dashboard.web;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.AbstractConnection;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.server.AbstractMetaDataConnection;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * Closes a connection on which no request has arrived completely for some time. Jetty's idle
 * timeout is no such limit: each byte of a request that a client feeds slowly starts it again.
 */
record IdleConnections(Scheduler scheduler, Duration limit) implements Connection.Listener {
  @Override
  public void onOpened(Connection connection) {
    if (connection instanceof AbstractMetaDataConnection http) {
      checkLater(http, 0);
    }
  }

  private void checkLater(AbstractConnection connection, long requests) {
    scheduler.schedule(() -> check(connection, requests), limit.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void check(AbstractConnection connection, long requestsBefore) {
    long requests = connection.getMessagesIn();
    if (requests == requestsBefore && connection.isFillInterested()) {
      connection.getEndPoint().close();
    } else if (connection.getEndPoint().isOpen()) {
      checkLater(connection, requests);
    }
  }
}
