package org.sfcrime.streaming;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.spark.SecurityManager;
import org.apache.spark.SparkConf;
import org.apache.spark.internal.config.UI;
import org.apache.spark.internal.config.package$;
import org.junit.jupiter.api.Test;
import scala.Option;

class SafeSessionTest {
  @Test
  void aLocalDriverHasASecretOfItsOwnAndNoKillLinks() {
    SparkConf settings = SafeSession.secured(master("local[*]"));
    SecurityManager security =
        new SecurityManager(settings, Option.empty(), package$.MODULE$.AUTH_SECRET_FILE());
    security.initializeAuth();
    assertThat(security.isAuthenticationEnabled()).isTrue();
    assertThat(security.getSecretKey()).hasSizeGreaterThanOrEqualTo(32);
    assertThat(settings.get("spark.ui.killEnabled")).isEqualTo("false");
    assertThat(settings.get(UI.UI_HEAP_HISTOGRAM_ENABLED())).isEqualTo(false);
  }

  /** Otherwise Spark ends the process with exit code 52. */
  @Test
  void aTaskWithoutMemoryLeavesTheEndOfALocalDriverToTheJob() {
    SparkConf settings = SafeSession.secured(master("local[*]"));
    assertThat(settings.get(package$.MODULE$.EXECUTOR_KILL_ON_FATAL_ERROR_DEPTH())).isEqualTo(0);
  }

  @Test
  void aClusterNeedsTheSecretOfItsMaster() {
    SparkConf settings = SafeSession.secured(master("spark://127.0.0.1:7077"));
    assertThat(settings.contains("spark.authenticate")).isFalse();
    assertThat(settings.get("spark.ui.killEnabled")).isEqualTo("false");
  }

  @Test
  void settingsOfTheUserTakePrecedence() {
    SparkConf own =
        master("local[2]").set("spark.authenticate", "false").set("spark.ui.killEnabled", "true");
    SparkConf settings = SafeSession.secured(own);
    assertThat(settings.get("spark.authenticate")).isEqualTo("false");
    assertThat(settings.get("spark.ui.killEnabled")).isEqualTo("true");
  }

  private static SparkConf master(String master) {
    return new SparkConf(false).set("spark.master", master);
  }
}
