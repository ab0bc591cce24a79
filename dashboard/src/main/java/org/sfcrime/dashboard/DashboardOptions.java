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
 * @param hostNames names under which browsers may request the page; the host is added
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
    Set<String> names = new HashSet<>(hostNames);
    names.add(host);
    names.forEach(HostNames::comparable);
    hostNames = Set.copyOf(names);
  }
}
