/** Interrupts by the controllers that the kernel emulates: the table of what each number reaches, lines, and messages. */
@NullMarked
package io.hv.kvm.irq;

import org.jspecify.annotations.NullMarked;
