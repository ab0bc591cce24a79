package org.sfcrime.dashboard;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.sfcrime.dashboard.web.HostNames;

/**
 * Options of the dashboard.
 *
 * @param port the port; 0 for any free port
 * @param hostNames further names under which browsers may request the page
 * @param progress the job's progress file, if any
 */
record DashboardOptions(
    String host, int port, Set<String> hostNames, String topic, Optional<Path> progress) {
  DashboardOptions {
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
    HostNames.comparable(host);
    hostNames.forEach(HostNames::comparable);
  }

  /** Returns the names under which browsers may request the page. */
  Set<String> pageNames() {
    Set<String> names = new HashSet<>(hostNames);
    names.add(host);
    return names;
  }
}
