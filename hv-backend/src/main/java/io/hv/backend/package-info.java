/**
 * What every backend shares: events, jobs, consoles, the feature table, and the whole life cycle of hosts that run inside
 * this process.
 *
 * <p>A backend whose machines live in the process writes a {@link io.hv.backend.MachineFactory} and gets the rest from
 * {@link io.hv.backend.EmbeddedHosts}: names, legal transitions, transient domains, events, waits. A backend whose
 * machines live elsewhere takes the parts: {@link io.hv.backend.EventHub}, {@link io.hv.backend.DefaultJob},
 * {@link io.hv.backend.FeatureTable}.
 */
@NullMarked
package io.hv.backend;

import org.jspecify.annotations.NullMarked;
