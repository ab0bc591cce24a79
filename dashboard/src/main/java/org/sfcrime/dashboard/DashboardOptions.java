package org.sfcrime.dashboard;

import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/**
 * What the dashboard follows and where it serves its page.
 *
 * @param host the address that it binds
 * @param port 0 takes one that is free
 * @param hostNames further names under which browsers may ask for the page
 * @param topic the compacted counts topic
 * @param progress the job's progress file, if it writes one
 */
public record DashboardOptions(
    String host, int port, Set<String> hostNames, String topic, Optional<Path> progress) {
  public DashboardOptions {
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("--port (" + port + ") must be between 0 and 65535");
    }
    if (host.isBlank()) {
      throw new IllegalArgumentException("--host must not be empty");
    }
    if (topic.isBlank()) {
      throw new IllegalArgumentException("--counts-topic must not be empty");
    }
    hostNames = Set.copyOf(hostNames);
  }
}
