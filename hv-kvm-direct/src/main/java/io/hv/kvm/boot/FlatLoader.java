package io.hv.kvm.boot;

import static io.hv.kvm.boot.BootException.hex;

/** Places a file as it is and jumps into it. */
public final class FlatLoader {

    private static final long REAL_END = 0x100000;
    private static final long FOUR_GIB = 1L << 32;

    private FlatLoader() {}

    /**
     * Loads an image.
     *
     * @param loadAddress guest physical address of its first byte
     * @param entry guest physical address of its first instruction, inside the image
     * @throws BootException if the image is empty, not all in RAM or over something else, or if the mode cannot reach
     *     the entry
     */
    public static BootPlan load(GuestLayout layout, BootFile image, EntryMode mode, long loadAddress, long entry) {
        if (image.size() == 0) {
            throw new BootException(image.name(), "it is empty", "give a file with code in it");
        }
        layout.claim(image.name(), loadAddress, image.size());
        if (entry < loadAddress || entry - loadAddress >= image.size()) {
            throw new BootException(
                    image.name(),
                    "its entry " + hex(entry) + " is outside of it: it is at " + hex(loadAddress) + " with "
                            + image.size() + " bytes",
                    "give an entry inside the image");
        }
        long reach = mode == EntryMode.REAL ? REAL_END : FOUR_GIB;
        if (entry >= reach) {
            throw new BootException(
                    image.name(),
                    "its entry " + hex(entry) + " is not below " + hex(reach) + ", as " + mode + " needs",
                    "load it lower, or enter it in another mode");
        }
        image.copyTo(layout.memory(), loadAddress, 0, image.size(), "the image");
        return layout.plan(
                switch (mode) {
                    case REAL -> EntryState.real(entry);
                    case PROTECTED -> EntryState.protectedMode(layout, entry);
                    case LONG -> EntryState.longMode(layout, entry);
                });
    }
}
