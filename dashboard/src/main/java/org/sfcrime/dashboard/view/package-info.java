/**
 * The computations behind the page: turns the counts that pass a {@link
 * org.sfcrime.dashboard.view.Filter} into a {@link org.sfcrime.dashboard.view.View}, which the
 * browser draws, or into CSV.
 *
 * <p>May import {@code org.sfcrime.dashboard.counts}, but neither Kafka nor the web server. Start
 * with {@link org.sfcrime.dashboard.view.ViewBuilder}.
 */
package org.sfcrime.dashboard.view;
