package org.sfcrime.endtoend.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.sfcrime.endtoend.harness.Await;
import org.sfcrime.endtoend.harness.ProgramEnd;
import org.sfcrime.endtoend.harness.Promise;
import org.sfcrime.endtoend.harness.Rig;
import org.sfcrime.processes.ChildBroker;
import org.sfcrime.processes.PageTotal;
import org.sfcrime.processes.Programs;
import org.sfcrime.processes.StartedProcess;

/** All programs, each as its own user, at a broker that speaks only TLS. */
class SecuredPipelineTest {
  private static final int CALLS = 2_000;

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private Path folder;

  @Test
  void promiseHoldsAndNoPasswordIsWritten() throws IOException, InterruptedException {
    try (Rig rig = Rig.startSecured(folder)) {
      Programs programs = rig.at(Programs.TOPIC, "run");
      Path file = rig.generate("calls.json.gz", CALLS);
      rig.createTopic(Programs.TOPIC, 4);
      List<String> flags = new ArrayList<>(Rig.jobFlags(programs, "1 second", "--sink", "kafka"));
      flags.addAll(List.of("--metrics-port", "0"));
      StartedProcess job = rig.start(programs.job(flags));
      int port = ChildBroker.freePort();
      StartedProcess dashboard = rig.start(programs.dashboard(port));
      rig.publish(programs, file);
      Await.recordsRead(job, programs, CALLS);
      PageTotal page = new PageTotal("http://127.0.0.1:" + port + "/");
      Await.until("all calls on the page", () -> page.shown().orElse(0) == CALLS);

      Passwords passwords = Passwords.of(rig, programs.logins());
      passwords.assertNotInProcesses(List.of(rig.broker().process(), job, dashboard));
      String log = Files.readString(programs.logs().resolve("job.log"));
      URI metrics = URI.create(address(log, "metrics: "));
      passwords.assertNotServed(metrics);
      URI spark = URI.create(address(log, "Spark's own page: "));
      for (String tab :
          List.of("environment/", "StreamingQuery/", "SQL/execution/?id=0", "jobs/")) {
        passwords.assertNotServed(spark.resolve(tab));
      }
      ProgramEnd.assertStops(dashboard);
      ProgramEnd.assertStops(job);
      Promise.of(rig, file).assertHolds(programs, "with TLS and users");
      passwords.assertNotInFiles(folder);
    }
  }

  private static String address(String log, String before) {
    Matcher address = Pattern.compile(Pattern.quote(before) + "(\\S+)").matcher(log);
    assertThat(address.find()).as("the log names an address after %s", before).isTrue();
    return address.group(1);
  }
}
