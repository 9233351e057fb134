package io.hv.kvm.boot;

import static io.hv.kvm.boot.BootException.hex;

/** Places an ELF executable and enters it in the mode of its class: 32 bits without paging, or long mode. */
public final class ElfLoader {

    private static final long FOUR_GIB = 1L << 32;

    private ElfLoader() {}

    /**
     * Loads an image: every PT_LOAD segment at its physical address.
     *
     * @throws BootException if the file is malformed, or does not fit this machine
     */
    public static BootPlan load(GuestLayout layout, BootFile image) {
        ElfImage elf = ElfImage.of(image);
        long entry = elf.place(layout).entry();
        if (entry >= FOUR_GIB) {
            throw new BootException(
                    image.name(),
                    "its entry " + hex(entry) + " is not below 4 GiB, which is what is mapped at the start",
                    "link it below 4 GiB");
        }
        return layout.plan(elf.is64() ? EntryState.longMode(layout, entry) : EntryState.protectedMode(layout, entry));
    }
}
