package io.hv.kvm.snapshot;

/**
 * Bytes in a snapshot file that have a checksum.
 *
 * @param offset where they are in what they are a part of: RAM, or a disk
 * @param length how many
 * @param at where they are in the file; -1 if they are zeros, which need no place
 * @param sum their CRC-32C; 0 if they are zeros
 */
public record FileRun(long offset, long length, long at, int sum) {

    private static final long ZEROS = -1;

    /** Zeros. */
    public static FileRun zeros(long offset, long length) {
        return new FileRun(offset, length, ZEROS, 0);
    }

    /** Whether they are zeros. */
    public boolean isZeros() {
        return at == ZEROS;
    }
}
