package io.hv;

import java.util.Map;

/** Boots a flat binary: bytes at an address, and a vCPU that begins there. Immutable. */
public final class BinaryBoot implements Boot {

    private final Content image;
    private final Mode mode;
    private final long loadAddress;
    private final long entry;

    private BinaryBoot(Content image, Mode mode, long loadAddress, long entry) {
        this.image = image;
        this.mode = mode;
        this.loadAddress = loadAddress;
        this.entry = entry;
    }

    /**
     * Boots bytes that begin with their first instruction.
     *
     * @param mode the processor mode at the first instruction
     * @param loadAddress guest physical address of the first byte
     */
    public static BinaryBoot of(Content image, Mode mode, long loadAddress) {
        return new BinaryBoot(image, mode, loadAddress, loadAddress);
    }

    /** With another first instruction, as a guest physical address. */
    public BinaryBoot entry(long address) {
        return new BinaryBoot(image, mode, loadAddress, address);
    }

    /** The bytes. */
    public Content image() {
        return image;
    }

    /** The processor mode at the first instruction. */
    public Mode mode() {
        return mode;
    }

    /** Where the first byte goes, as a guest physical address. */
    public long loadAddress() {
        return loadAddress;
    }

    /** The first instruction, as a guest physical address. */
    public long entry() {
        return entry;
    }

    @Override
    public Feature feature() {
        return Feature.BOOT_BINARY;
    }

    @Override
    public Map<String, Content> contents() {
        return Map.of("image", image);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof BinaryBoot that
                && image.equals(that.image)
                && mode == that.mode
                && loadAddress == that.loadAddress
                && entry == that.entry;
    }

    @Override
    public int hashCode() {
        return image.hashCode() * 31 + Long.hashCode(entry);
    }

    @Override
    public String toString() {
        return "binary " + image + " " + mode + " at 0x" + Long.toHexString(loadAddress);
    }

    /** The mode in which a vCPU begins. */
    public enum Mode {
        /** 16-bit real mode; the entry is below 1 MiB. */
        REAL,
        /** 32-bit protected mode with flat segments, no paging. */
        PROTECTED,
        /** 64-bit mode with RAM mapped one to one. */
        LONG
    }
}
