package org.sfcrime.endtoend.faults;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.sfcrime.processes.StartedProcess;

/** A network namespace with an address and a virtual cable that can be cut. */
final class NetworkNamespace implements AutoCloseable {
  private final String name;
  private final String here;
  private final String there;
  private final String subnet;
  private final Thread onExit = new Thread(this::remove, "remove-namespace");

  private NetworkNamespace(long number) {
    this.name = "sfcrime-" + number;
    this.here = "sfc" + number + "h";
    this.there = "sfc" + number + "n";
    this.subnet = "10.213.%d.".formatted(number % 250);
  }

  /** Creates a namespace; skips the test if the user lacks the permission. */
  static NetworkNamespace make() throws IOException, InterruptedException {
    NetworkNamespace network = new NetworkNamespace(ProcessHandle.current().pid());
    RootShell.assume("ip netns add " + network.name);
    Runtime.getRuntime().addShutdownHook(network.onExit);
    try {
      network.connect();
    } catch (IOException e) {
      network.close();
      throw e;
    }
    return network;
  }

  private void connect() throws IOException, InterruptedException {
    RootShell.run("ip link add %s type veth peer name %s".formatted(here, there));
    RootShell.run("ip link set %s netns %s".formatted(there, name));
    RootShell.run("ip addr add %s1/30 dev %s".formatted(subnet, here));
    RootShell.run("ip -n %s addr add %s/30 dev %s".formatted(name, address(), there));
    RootShell.run("ip -n %s link set lo up".formatted(name));
    RootShell.run("ip link set %s up".formatted(here));
    heal();
  }

  String address() {
    return subnet + "2";
  }

  /** Changes a command so that it runs in the namespace. */
  StartedProcess.Command inside(StartedProcess.Command command) {
    List<String> words = new ArrayList<>(List.of("ip", "netns", "exec", name));
    words.addAll(command.command());
    return new StartedProcess.Command(
        command.name(), words, command.environment(), command.log(), command.input());
  }

  /** Cuts the cable: packets are lost without an error. */
  void cut() throws IOException, InterruptedException {
    RootShell.run("ip -n %s link set %s down".formatted(name, there));
  }

  /** Connects the cable again. */
  void heal() throws IOException, InterruptedException {
    RootShell.run("ip -n %s link set %s up".formatted(name, there));
  }

  /** Removes the namespace; no program may run in it any more. */
  @Override
  public void close() {
    remove();
    Runtime.getRuntime().removeShutdownHook(onExit);
  }

  private void remove() {
    RootShell.quietly("ip link del " + here);
    RootShell.quietly("ip netns del " + name);
  }
}
