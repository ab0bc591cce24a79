package org.sfcrime.dashboard;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DashboardOptionsTest {
  private static DashboardOptions options(String host, String hostName) {
    return new DashboardOptions(
        host, 0, Set.of(hostName), "counts", Optional.empty(), Optional.empty());
  }

  @Test
  void hosts_invalidIpv6Address() {
    assertThatThrownBy(() -> options("::x", "name")).hasMessage("::x is not an IPv6 address");
    assertThatThrownBy(() -> options("127.0.0.1", "[name]"))
        .hasMessage("[name] is not an IPv6 address");
    options("fe80::1%eth0", "fd00::5");
  }
}
