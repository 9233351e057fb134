/**
 * Interrupts by the controllers that the kernel emulates: the table of what each number reaches, lines, messages, and
 * doorbells that reach a device without stopping a vCPU.
 */
@NullMarked
package io.hv.kvm.irq;

import org.jspecify.annotations.NullMarked;
