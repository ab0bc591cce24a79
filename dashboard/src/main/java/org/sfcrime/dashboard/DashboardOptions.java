package org.sfcrime.dashboard;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.sfcrime.commandline.Port;
import org.sfcrime.dashboard.web.HostNames;
import org.sfcrime.dashboard.web.TlsKeystore;

/**
 * Options of the dashboard.
 *
 * @param port the port; 0 for any free port
 * @param hostNames names under which browsers may request the page; the host is added
 * @param progress the job's progress file, if any
 * @param keystore for a page with HTTPS
 */
record DashboardOptions(
    String host,
    int port,
    Set<String> hostNames,
    String topic,
    Optional<Path> progress,
    Optional<TlsKeystore> keystore) {
  DashboardOptions {
    Port.check("--port", port, 0);
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
