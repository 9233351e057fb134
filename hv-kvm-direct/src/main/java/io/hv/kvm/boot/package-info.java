/**
 * From a file to a machine that can start: each loader places a kind of image into guest memory and says in which state
 * the first vCPU enters it. Needs guest memory and nothing else, so all of it is tested without KVM.
 *
 * <p>One {@link io.hv.kvm.boot.GuestLayout} is used for one boot: whatever wants memory claims it there, so nothing
 * overlaps in silence. What is wrong with a file is a {@link io.hv.kvm.boot.BootException}; files are hostile input.
 *
 * <h2>Where things are</h2>
 * <pre>
 *     0x00500  GDT                          0x20000  Linux command line
 *     0x07000  Linux zero page              0xe0000  ACPI tables
 *     0x09000  page tables, 6 pages         0xf0000  SMBIOS tables
 *     0x10000  Multiboot, PVH information  0x100000  images, as they ask
 * </pre>
 */
@NullMarked
package io.hv.kvm.boot;

import org.jspecify.annotations.NullMarked;
