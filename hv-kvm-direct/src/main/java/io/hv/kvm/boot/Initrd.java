package io.hv.kvm.boot;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A kernel's initial RAM disk in its place. */
final class Initrd {

    private static final long PAGE = 0x1000;

    private Initrd() {}

    /**
     * Places it as high as the kernel allows, where it is in nobody's way.
     *
     * @param initrd the file, if there is one
     * @param below the first address that no byte of it may have
     */
    static Optional<Placement> place(GuestLayout layout, @Nullable BootFile initrd, long below) {
        if (initrd == null) {
            return Optional.empty();
        }
        String name = "initrd " + initrd.name();
        if (initrd.size() == 0) {
            throw new BootException(name, "it is empty", "give a RAM disk, or none");
        }
        long at = layout.claimHighest(name, initrd.size(), PAGE, E820.EXTENDED_START, below);
        initrd.copyTo(layout.memory(), at, 0, initrd.size(), "the initrd");
        return Optional.of(new Placement(name, at, initrd.size()));
    }
}
