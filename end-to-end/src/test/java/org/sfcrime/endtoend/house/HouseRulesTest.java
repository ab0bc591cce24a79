package org.sfcrime.endtoend.house;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The dependency rules for modules and packages, as described in docs/architecture.md. */
class HouseRulesTest {
  private static final int MAX_PACKAGE_FILES = 20;

  private static final String[] PROGRAMS = {
    "org.sfcrime.producer..",
    "org.sfcrime.consumer..",
    "org.sfcrime.streaming..",
    "org.sfcrime.dashboard..",
  };

  private static final String[] TOOLS = {
    "org.sfcrime.demo..",
    "org.sfcrime.benchmark..",
    "org.sfcrime.cityfeed..",
    "org.sfcrime.generatecalls..",
    "org.sfcrime.localkafka..",
  };

  /** Packages that Spark may change in any release without notice. */
  private static final String[] SPARK_INTERNALS = {
    "org.apache.spark.internal..",
    "org.apache.spark.sql.catalyst..",
    "org.apache.spark.sql.execution..",
    "org.apache.spark.sql.internal..",
    "org.apache.spark.sql.kafka010..",
    "org.apache.spark.unsafe..",
    "org.apache.spark.util..",
  };

  private static final List<Source> SOURCES = Source.ofModules();
  private static final JavaClasses CLASSES =
      new ClassFileImporter().importPaths(Source.classFolders());

  @Test
  void programs_neverImportEachOther() {
    for (String[] group : List.of(PROGRAMS, TOOLS)) {
      for (String program : group) {
        noClasses()
            .that(resideInAPackage(program))
            .should()
            .dependOnClassesThat(
                resideInAnyPackage(PROGRAMS)
                    .or(resideInAnyPackage(TOOLS))
                    .and(resideOutsideOfPackages(program)))
            .because("programs and tools meet at the topics and share code through lib/ only")
            .check(CLASSES);
      }
    }
  }

  @Test
  void library_importsNoProgramNoSparkNoBroker() {
    noClasses()
        .that(resideOutsideOfPackages(PROGRAMS).and(resideOutsideOfPackages(TOOLS)))
        .should()
        .dependOnClassesThat(
            resideInAnyPackage(PROGRAMS)
                .or(resideInAnyPackage(TOOLS))
                .or(resideInAnyPackage("org.apache.spark..", "scala.."))
                .or(resideInAnyPackage("kafka..", "org.apache.kafka.server..")))
        .because("lib/ is what the programs share: it depends on none of them")
        .check(CLASSES);
  }

  @Test
  void countingEngine_isPlainJava() {
    noClasses()
        .that(resideInAPackage("org.sfcrime.streaming.count.."))
        .should()
        .dependOnClassesThat(resideInAnyPackage("org.apache.spark..", "org.apache.hadoop.."))
        .because("the counting engine is tested without Spark")
        .check(CLASSES);
  }

  @Test
  void sparkInternals_onlyInQueryAndCheckpoint() {
    noClasses()
        .that(
            resideOutsideOfPackages(
                "org.sfcrime.streaming.query..", "org.sfcrime.streaming.checkpoint.."))
        .should()
        .dependOnClassesThat(resideInAnyPackage(SPARK_INTERNALS))
        .because("a new release of Spark must break two packages at the most")
        .check(CLASSES);
  }

  @Test
  void packages_haveNoCycles() {
    slices().matching("org.sfcrime.(**)").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void classes_ofEveryPackageWereRead() {
    Set<String> read = CLASSES.stream().map(JavaClass::getPackageName).collect(Collectors.toSet());
    assertThat(read).containsAll(Source.packages(SOURCES).keySet());
  }

  @Test
  void packages_haveAtMost20FilesAndSayWhatLivesThere() {
    Source.packages(SOURCES)
        .forEach(
            (name, files) -> {
              assertThat(files).as(name).hasSizeLessThanOrEqualTo(MAX_PACKAGE_FILES + 1);
              assertThat(files)
                  .as(name)
                  .anyMatch(file -> file.path().endsWith("package-info.java"));
            });
  }

  @Test
  void tenLines_appearInOneModuleOnly() {
    assertThat(RepeatedLines.across(SOURCES)).isEmpty();
  }
}
