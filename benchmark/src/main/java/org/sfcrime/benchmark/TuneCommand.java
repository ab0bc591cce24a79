package org.sfcrime.benchmark;

import java.io.PrintStream;
import java.util.concurrent.Callable;
import org.sfcrime.processes.Home;
import picocli.CommandLine.Command;

@Command(name = "bin/tune")
final class TuneCommand implements Callable<Integer> {
  TuneCommand(Home home, PrintStream err) {}

  @Override
  public Integer call() {
    return 0;
  }
}
