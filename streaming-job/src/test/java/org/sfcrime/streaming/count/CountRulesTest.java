package org.sfcrime.streaming.count;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.sfcrime.streaming.query.JobScript;

class CountRulesTest {
  @Test
  void rules_namesTheValuesThatDoNotFit() {
    assertThatThrownBy(() -> JobScript.rules(10, 20, false))
        .hasMessage("slide (20 minutes) must not exceed window (10 minutes)");
    assertThatThrownBy(() -> JobScript.rules(10, 4, false))
        .hasMessage("window (10 minutes) must be a whole multiple of slide (4 minutes)");
  }

  @Test
  void frozenSettings_areWhatTheStateDependsOn() {
    assertThat(JobScript.rules(20, 10, true).frozenSettings())
        .isEqualTo(
            Map.of(
                "--window",
                "20 minutes",
                "--slide",
                "10 minutes",
                "--group-by",
                "crime-type,disposition",
                CountRules.COLUMNS,
                "crime_type,disposition",
                "--deduplicate",
                "not given",
                "--upsert",
                "not given",
                "--output-mode",
                "append"));
    assertThat(JobScript.deduplicating().frozenSettings())
        .containsEntry("--deduplicate", "given")
        .containsEntry("--output-mode", "update");
    assertThat(JobScript.upserting().frozenSettings()).containsEntry("--upsert", "given");
  }
}
