package org.sfcrime.benchmark.run;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProcessUsageTest {
  @Test
  void parse_nameWithSpaces() {
    String stat = "42 (a (b) c) S 1 42 42 0 -1 4194304 100 200 0 0 150 50 300 100 20 0 1 0";
    assertThat(ProcessUsage.parse(stat, "Name:\ta\nVmHWM:\t  500000 kB\n"))
        .contains(new ProcessUsage(6.0, 512.0));
    assertThat(ProcessUsage.parse(stat, "Name:\tended\n")).isEmpty();
  }
}
