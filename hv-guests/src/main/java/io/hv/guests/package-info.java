/**
 * Small guests: programs of a few hundred bytes that run with no operating system, one for each thing that a virtual
 * machine must do. {@link io.hv.guests.SmallGuests} lists them.
 *
 * <h2>What a flat guest expects</h2>
 * The image at {@link io.hv.guests.SmallGuest#loadAddress()}, interrupts off, and:
 * <ul>
 *   <li>{@link io.hv.guests.SmallGuest.Mode#REAL}: CS:IP is 0:{@link io.hv.guests.SmallGuest#entry()}, DS and SS are 0.
 *   <li>{@link io.hv.guests.SmallGuest.Mode#PROTECTED}: paging off, flat segments of 4 GiB.
 *   <li>{@link io.hv.guests.SmallGuest.Mode#LONG}: the first 4 GiB mapped to themselves, and a GDT in memory whose
 *       selectors stay as they are loaded: an interrupt's return loads them again.
 * </ul>
 * It uses the 128 KiB from its load address; its stack is its own. A console at COM1 (0x3f8) takes what it prints.
 *
 * <h2>How it ends</h2>
 * A byte v written to port 0xf4 (QEMU's isa-debug-exit) ends the machine with status {@code (v << 1) | 1}: 0x10, so 33,
 * where all was well, and 0x11, so 35, where not. Guests that end otherwise say so by
 * {@link io.hv.guests.SmallGuest#ending()}.
 *
 * <p>The sources are in {@code src/main/asm}; {@code hv-guests/assemble --check} proves that the bytes are theirs, and
 * {@code hv-guests/try-in-qemu} runs them under QEMU. They keep to instructions that every KVM, a software one too, can
 * run: no {@code int n}, no 32-bit paging, no floating point.
 */
@NullMarked
package io.hv.guests;

import org.jspecify.annotations.NullMarked;
