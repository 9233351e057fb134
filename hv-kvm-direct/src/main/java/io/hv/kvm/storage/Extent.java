package io.hv.kvm.storage;

/**
 * A part of a disk that is not as its image is. Offset and length are in bytes and whole sectors of 512.
 *
 * @param offset where it begins
 * @param length how long it is
 * @param zeros whether it reads as zeros; else it has bytes
 */
public record Extent(long offset, long length, boolean zeros) {

    /** Where it ends. */
    public long end() {
        return offset + length;
    }
}
