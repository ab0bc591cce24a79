package org.sfcrime.endtoend.faults;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialAlteration;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.acl.AclOperation;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.sfcrime.endtoend.faults.table.Fault;
import org.sfcrime.endtoend.faults.table.Faults;
import org.sfcrime.endtoend.faults.table.Injections;
import org.sfcrime.endtoend.harness.Await;
import org.sfcrime.endtoend.harness.LiveRun;
import org.sfcrime.endtoend.harness.Rig;
import org.sfcrime.processes.Programs;
import org.sfcrime.processes.StartedProcess;

/** Certificates, rights and passwords change while producer, consumer and job run. */
class SecuredFaultTest {
  private static final int CALLS_PER_SECOND = 300;

  /** Their rights and passwords change. */
  private static final List<String> USERS = List.of("producer", "consumer", "job");

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private Path folder;

  @AutoClose private Rig rig;
  private LiveRun run;

  @BeforeEach
  void start() throws IOException, InterruptedException {
    Faults.onlyInTheFullRun();
    rig = Rig.startSecured(folder);
  }

  private void run(int seconds) throws IOException, InterruptedException {
    Path file = rig.generate("calls.json.gz", CALLS_PER_SECOND * seconds);
    rig.createTopic(Programs.TOPIC, 4);
    Programs programs = rig.at(Programs.TOPIC, "calls");
    run = new LiveRun(rig, programs, LiveRun.Options.of(file, CALLS_PER_SECOND));
    run.start();
  }

  @Test
  @Fault("TLS: a new certificate, then broker SIGKILL and restart")
  void renewedAndKilled_promiseHolds(Injections injections)
      throws IOException, InterruptedException {
    int times = 3;
    run(30 + 30 * times);
    String directory = rig.folder().resolve("kafka").toString();
    List<String> renew = List.of(Rig.HOME.program("kafka"), "renew", "--dir", directory);
    List<Duration> recoveries = new ArrayList<>();
    for (int i = 0; i < times; i++) {
      run.assertRunning();
      Path log = rig.folder().resolve("renew.log");
      rig.run(new StartedProcess.Command("renew", renew, Map.of(), log));
      recoveries.add(run.awaitProgress());
      killAndStartBroker(); // which has another certificate again
      recoveries.add(run.awaitProgress());
    }
    run.assertHolds("%d renewals and kills".formatted(times));
    recoveries.forEach(injections::held);
  }

  @Test
  @Fault("a right taken away while the programs run, then granted again")
  void rightsTakenAway_promiseHolds(Injections injections) throws Exception {
    run(90);
    try (Admin admin = rig.broker().admin()) {
      for (String user : USERS) {
        run.assertRunning();
        AclOperation operation = user.equals("producer") ? AclOperation.WRITE : AclOperation.READ;
        AclBinding right = rightOnCalls(admin, user, operation);
        int restarts = run.restarts();
        admin.deleteAcls(Set.of(right.toFilter())).all().get();
        run.awaitRestart(restarts);
        admin.createAcls(Set.of(right)).all().get();
        injections.held(run.awaitProgress(Await.RECOVERY));
      }
    }
    run.assertHolds("after rights were away");
  }

  @Test
  @Fault("a password changed and the broker SIGKILLed, then the old password back")
  void passwordsChanged_promiseHolds(Injections injections) throws Exception {
    run(90);
    try (Admin admin = rig.broker().admin()) {
      for (String user : USERS) {
        run.assertRunning();
        int restarts = run.restarts();
        changePassword(admin, user, "another password");
        killAndStartBroker(); // open connections do not log in again
        run.awaitRestart(restarts);
        changePassword(admin, user, rig.password(user));
        injections.held(run.awaitProgress(Await.RECOVERY));
      }
    }
    run.assertHolds("after passwords were wrong");
  }

  private void killAndStartBroker() throws IOException, InterruptedException {
    rig.killBroker();
    rig.startBrokerAgain();
  }

  private static AclBinding rightOnCalls(Admin admin, String user, AclOperation operation)
      throws InterruptedException, ExecutionException {
    Collection<AclBinding> all = admin.describeAcls(AclBindingFilter.ANY).values().get();
    return all.stream()
        .filter(right -> right.entry().principal().equals("User:" + user))
        .filter(right -> right.entry().operation() == operation)
        .filter(right -> right.pattern().name().equals(Programs.TOPIC))
        .findFirst()
        .orElseThrow();
  }

  private static void changePassword(Admin admin, String user, String password)
      throws InterruptedException, ExecutionException {
    UserScramCredentialAlteration change =
        new UserScramCredentialUpsertion(
            user, new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, 4096), password);
    admin.alterUserScramCredentials(List.of(change)).all().get();
  }
}
