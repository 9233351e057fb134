package io.hv;

import java.util.Map;

/**
 * Boots an ELF executable: its loadable segments go to their physical addresses, and the vCPU begins at its entry, in
 * 32-bit protected mode for ELF32 and in 64-bit mode for ELF64, with RAM mapped one to one. Immutable.
 */
public final class ElfBoot implements Boot {

    private final Content image;

    private ElfBoot(Content image) {
        this.image = image;
    }

    /** Boots this executable. */
    public static ElfBoot of(Content image) {
        return new ElfBoot(image);
    }

    /** The executable. */
    public Content image() {
        return image;
    }

    @Override
    public Feature feature() {
        return Feature.BOOT_ELF;
    }

    @Override
    public Map<String, Content> contents() {
        return Map.of("image", image);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ElfBoot that && image.equals(that.image);
    }

    @Override
    public int hashCode() {
        return image.hashCode();
    }

    @Override
    public String toString() {
        return "elf " + image;
    }
}
