package io.hv.xml.domain;

import io.hv.ByteSize;
import org.jspecify.annotations.Nullable;

/**
 * Which graphics card a guest sees. Memory that several cards have, screens, acceleration and resolution are beside it in
 * {@link VideoModelElement}. Sizes are whole KiB, less than 4 TiB. Immutable.
 */
public sealed interface VideoCard {

    /** A standard VGA card. */
    record Vga() implements VideoCard {}

    /** One of Cirrus Logic's. */
    record Cirrus() implements VideoCard {}

    /** VMware's. */
    record Vmvga() implements VideoCard {}

    /** Xen's frame buffer. */
    record Xen() implements VideoCard {}

    /** VirtualBox's. */
    record Vbox() implements VideoCard {}

    /** Virtio's. */
    record Virtio() implements VideoCard {}

    /** A frame buffer of UEFI, of bhyve. */
    record Gop() implements VideoCard {}

    /** None, also where the hypervisor would add one. */
    record None() implements VideoCard {}

    /** A card as QEMU's usual one, without what is older than its frame buffer. */
    record Bochs() implements VideoCard {}

    /** A frame buffer in the guest's memory. */
    record Ramfb() implements VideoCard {}

    /**
     * QXL, for SPICE.
     *
     * @param ram its first memory; null where the hypervisor decides it
     * @param vgamem how much of that is for VGA; null where the hypervisor decides it
     * @param vram64 its second memory where that may be beyond 4 GiB; null where the hypervisor decides it
     */
    record Qxl(
            @Nullable ByteSize ram,
            @Nullable ByteSize vgamem,
            @Nullable ByteSize vram64) implements VideoCard {

        /** QXL, and the rest as the hypervisor has it. */
        public Qxl() {
            this(null, null, null);
        }
    }
}
