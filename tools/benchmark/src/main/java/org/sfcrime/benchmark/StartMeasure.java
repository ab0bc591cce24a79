package org.sfcrime.benchmark;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.sfcrime.processes.ProcessException;

/** From the start of spark-submit to the end of the first batch. */
final class StartMeasure {
  static final long FEW_CALLS = 1_000;
  private static final Metric SECONDS = Metric.lower("first batch done after s", 2);

  /** bin/spark-submit then loads every class from its jar. */
  private static final Map<String, String> NO_ARCHIVE = Map.of(JobRuns.ARCHIVE, "none");

  private StartMeasure() {}

  static List<Section> measure(Lab lab, Calls calls, Sizes sizes)
      throws IOException, InterruptedException, ProcessException, ExecutionException {
    Section section =
        new Section(
            "start", "Start: from spark-submit to the end of the first batch", List.of(SECONDS));
    String topic = calls.topic(FEW_CALLS);
    JobRuns jobs = new JobRuns(lab);
    List<Measure.Trial> trials =
        List.of(
            () -> run("with the class-data archive", jobs, topic, Map.of()),
            () -> run("without it", jobs, topic, NO_ARCHIVE));
    Measure.alternate(lab, section, trials, sizes.repeat());
    return List.of(section);
  }

  private static Section.Run run(
      String subject, JobRuns jobs, String topic, Map<String, String> environment)
      throws IOException, InterruptedException, ProcessException, ExecutionException {
    JobRuns.Setup setup = new JobRuns.Setup(List.of(), List.of(), environment);
    return new Section.Run(
        subject, Map.of(SECONDS.name(), jobs.secondsToFirstBatch(topic, setup)), "");
  }
}
