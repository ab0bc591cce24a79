package org.sfcrime.benchmark;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.sfcrime.processes.ProcessException;

/** How the job's cost grows with the calls, the partitions and the windows that are open. */
final class GrowthMeasure {
  private static final long FIRST_DECADE = 10_000;
  private static final List<Integer> PARTITIONS = List.of(1, 4, 16);
  private static final List<String> WATERMARKS = List.of("1 hour", "1 day", "10 days");

  private GrowthMeasure() {}

  static List<Section> measure(Lab lab, Calls calls, Sizes sizes)
      throws IOException, InterruptedException, ProcessException, ExecutionException {
    JobRuns jobs = new JobRuns(lab);
    long most = sizes.calls().get(sizes.calls().size() - 1);
    long size = sizes.calls().get(sizes.calls().size() > 2 ? 1 : sizes.calls().size() - 1);
    return List.of(
        inTurn(lab, "growth-calls", "Growth with the calls", sizes, byCalls(jobs, calls, most)),
        inTurn(
            lab,
            "growth-partitions",
            "Growth with the topic's partitions, %,d calls".formatted(size),
            sizes,
            byPartitions(jobs, calls, size)),
        inTurn(
            lab,
            "growth-windows",
            "Growth with the open windows, %,d calls".formatted(size),
            sizes,
            byWindows(jobs, calls, size)));
  }

  private static Section inTurn(
      Lab lab, String name, String title, Sizes sizes, List<Measure.Trial> trials)
      throws IOException, InterruptedException, ProcessException, ExecutionException {
    List<Metric> plain =
        CatchUp.METRICS.stream()
            .map(metric -> Metric.plain(metric.name(), metric.decimals()))
            .toList();
    Section section = new Section(name, title, plain);
    Measure.alternate(lab, section, trials, sizes.repeat());
    return section;
  }

  private static List<Measure.Trial> byCalls(JobRuns jobs, Calls calls, long most) {
    List<Measure.Trial> trials = new ArrayList<>();
    for (long decade = Math.min(FIRST_DECADE, most); decade <= most; decade *= 10) {
      long size = decade;
      trials.add(
          () ->
              CatchUp.run(
                  "%,d calls".formatted(size),
                  jobs.job(calls.topic(size), size, JobRuns.Setup.DEFAULT),
                  size));
    }
    return trials;
  }

  private static List<Measure.Trial> byPartitions(JobRuns jobs, Calls calls, long size) {
    List<Measure.Trial> trials = new ArrayList<>();
    for (int partitions : PARTITIONS) {
      trials.add(
          () ->
              CatchUp.run(
                  partitions + (partitions == 1 ? " partition" : " partitions"),
                  jobs.job(calls.topic(size, partitions), size, JobRuns.Setup.DEFAULT),
                  size));
    }
    return trials;
  }

  private static List<Measure.Trial> byWindows(JobRuns jobs, Calls calls, long size) {
    List<Measure.Trial> trials = new ArrayList<>();
    for (String watermark : WATERMARKS) {
      trials.add(
          () ->
              CatchUp.run(
                  "--watermark \"" + watermark + "\"",
                  jobs.job(calls.topic(size), size, JobRuns.Setup.flags("--watermark", watermark)),
                  size));
    }
    return trials;
  }
}
