/**
 * The hypervisor-neutral API: hosts, domains, consoles, jobs, events, errors.
 *
 * <p>Values (specs, reports, events) are immutable and safe for any thread. Handles ({@link io.hv.Host},
 * {@link io.hv.Domain}, {@link io.hv.ConsoleSession}) are safe for any thread too, unless one says otherwise. Every
 * method that blocks can be interrupted: it then throws {@link io.hv.InterruptedOperationException} with the thread's
 * interrupt flag set again. Every error is a {@link io.hv.HypervisorException} that says what to do.
 */
@NullMarked
package io.hv;

import org.jspecify.annotations.NullMarked;
