/**
 * The settings that {@code bin/tune} compares, and the page docs/tuning.md.
 *
 * <p>The package may import {@code run} and {@code report}. Start reading at {@link
 * org.sfcrime.benchmark.tuning.SettingsSweep}.
 */
package org.sfcrime.benchmark.tuning;
