package org.sfcrime.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.sfcrime.countrecord.CountRecord;
import org.sfcrime.countrecord.WallClock;
import org.sfcrime.demo.Reconciliation.ConsumerSide;
import org.sfcrime.demo.Reconciliation.ProducerSide;
import org.sfcrime.processes.ChildBroker;
import org.sfcrime.processes.JobProgress;
import org.sfcrime.processes.PageTotal;

class ReconciliationTest {
  private static final ProducerSide PRODUCER = new ProducerSide(110, 100, 10);
  private static final ConsumerSide CONSUMER = new ConsumerSide(100, 0, 0, 0, 0);
  private static final JobProgress JOB = new JobProgress(100, 96, 0, 3, 1, 9, "none");
  private static final PageSide NO_PAGE = new PageSide(false, OptionalLong.empty());
  private static final Reconciliation AGREEING =
      new Reconciliation(PRODUCER, CONSUMER, JOB, 96, 11, NO_PAGE);

  @Test
  void agrees_everyCallIsSomewhere() {
    assertThat(AGREEING.differences()).isEmpty();
    assertThat(AGREEING.agrees()).isTrue();
  }

  @Test
  void differences_nameTheSides() {
    assertThat(
            new Reconciliation(new ProducerSide(111, 100, 10), CONSUMER, JOB, 96, 11, NO_PAGE)
                .differences())
        .containsExactly("read from the file: 111, but published + rejected: 110");
    assertThat(
            new Reconciliation(PRODUCER, new ConsumerSide(99, 3, 0, 0, 0), JOB, 96, 11, NO_PAGE)
                .differences())
        .containsExactly("published: 100, but consumed: 99", "missing: 3, but expected: 0");
    assertThat(
            new Reconciliation(PRODUCER, new ConsumerSide(100, 0, 1, 1, 1), JOB, 96, 11, NO_PAGE)
                .differences())
        .containsExactly(
            "duplicates: 1, but expected: 0",
            "unexpected: 1, but expected: 0",
            "altered: 1, but expected: 0");
    JobProgress behind = new JobProgress(99, 95, 0, 3, 1, 9, "none");
    assertThat(new Reconciliation(PRODUCER, CONSUMER, behind, 95, 11, NO_PAGE).differences())
        .containsExactly("published: 100, but read by the job: 99");
    JobProgress broken = new JobProgress(100, 95, 0, 3, 1, 9, "none");
    assertThat(new Reconciliation(PRODUCER, CONSUMER, broken, 95, 11, NO_PAGE).differences())
        .containsExactly("read by the job: 100, but counted + late + rejected: 99");
    assertThat(new Reconciliation(PRODUCER, CONSUMER, JOB, 95, 11, NO_PAGE).differences())
        .containsExactly("counted: 96, but the sum of counts.csv: 95");
    assertThat(new Reconciliation(PRODUCER, CONSUMER, JOB, 96, 10, NO_PAGE).differences())
        .containsExactly("rejected by producer and job: 11, but dead letters: 10");
    assertThat(withPage(OptionalLong.of(90)).differences())
        .containsExactly("counted: 96, but on the page: 90");
  }

  private static Reconciliation withPage(OptionalLong calls) {
    return new Reconciliation(PRODUCER, CONSUMER, JOB, 96, 11, new PageSide(true, calls));
  }

  @Test
  void pageThatDoesNotAnswer_isNotAPageWithoutCalls() throws JsonProcessingException {
    Reconciliation silent = withPage(OptionalLong.empty());
    assertThat(silent.differences()).containsExactly("the page did not answer");
    assertThat(new ObjectMapper().readTree(silent.toJson()).get("on_page").isNull()).isTrue();
    assertThat(summary(List.of(), silent))
        .contains("           ?  the page did not answer\n")
        .endsWith("THE SIDES DO NOT AGREE:\n  the page did not answer\n");
    assertThat(withPage(OptionalLong.of(96)).agrees()).isTrue();
    assertThat(summary(List.of(), withPage(OptionalLong.of(96))))
        .contains("          96  on the page\n");
  }

  @Test
  void pageNobodyServes_isWaitedForAndHasNoCalls() throws IOException, InterruptedException {
    PageTotal page = new PageTotal("http://127.0.0.1:" + ChildBroker.freePort() + "/");
    assertThat(page.await(96, Duration.ofMillis(200), new CountDownLatch(1))).isEmpty();
  }

  private static CountRecord count(String start, String crimeType, long count) {
    long millis = WallClock.parse("2018-12-31 %s:00".formatted(start));
    return new CountRecord(millis, millis + 600_000, crimeType, "HAN", null, count);
  }

  private static String summary(List<CountRecord> counts, Reconciliation sides) {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    Summary.print(counts, sides, new PrintStream(text, true, StandardCharsets.UTF_8));
    return text.toString(StandardCharsets.UTF_8);
  }

  @Test
  void sides_ofTheReports() throws JsonProcessingException {
    ObjectMapper json = new ObjectMapper();
    assertThat(
            ProducerSide.of(
                json.readTree(
                    """
                    {"program":"producer","read":110,"published":100,"rejected":10}""")))
        .isEqualTo(PRODUCER);
    assertThat(
            ConsumerSide.of(
                json.readTree(
                    """
                    {"program":"consumer","consumed":100,"missing":0,"duplicates":0,
                     "unexpected":0,"altered":0}""")))
        .isEqualTo(CONSUMER);
  }

  @Test
  void toJson_rejectedByEither() throws JsonProcessingException {
    assertThat(new ObjectMapper().readTree(AGREEING.toJson()))
        .isEqualTo(
            new ObjectMapper()
                .readTree(
                    """
                    {"read":110,"published":100,"consumed":100,"counted":96,"late":3,
                     "rejected":11,"dead_letters":11,"duplicates":0,"unmatched":9,"agree":true}"""));
  }

  @Test
  void summary_isForAReader() {
    List<CountRecord> counts =
        List.of(
            count("23:50", "Fire", 80),
            count("23:40", "Fire", 10),
            count("23:40", "Dog", 6),
            count("23:30", "A\u001b[2J", 6));
    assertThat(summary(counts, AGREEING))
        .isEqualTo(
            """

            The ten most frequent crime types
                      90  Fire
                       6  A\\u001b[2J
                       6  Dog

            The busiest windows, San Francisco local time
                      80  2018-12-31 23:50:00 to 00:00:00
                      16  2018-12-31 23:40:00 to 23:50:00
                       6  2018-12-31 23:30:00 to 23:40:00

            Reconciliation
                     110  in the file
                     100  published + rejected 10
                     100  consumed, duplicates 0
                     100  read by the job
                      96  counted + late 3 + rejected 1   (9 with a code outside the table)
                      11  dead letters

            All sides agree.
            """);
  }
}
