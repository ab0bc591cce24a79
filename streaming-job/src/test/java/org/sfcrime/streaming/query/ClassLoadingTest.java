package org.sfcrime.streaming.query;

import static org.assertj.core.api.Assertions.assertThatCode;

import org.junit.jupiter.api.Test;

class ClassLoadingTest {
  @Test
  void initialize_thisVersionOfSpark_hasAllClasses() {
    assertThatCode(ClassLoading::initialize).doesNotThrowAnyException();
  }
}
