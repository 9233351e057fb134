package io.hv.kvm.pci;

/**
 * Addresses that a root passes on to the BARs below it.
 *
 * @param address the first
 * @param size how many bytes, perhaps none
 */
public record PciWindow(long address, long size) {

    /** Rejects with {@link IllegalArgumentException} what is no range of addresses. */
    public PciWindow {
        if (address < 0 || size < 0 || address + size < 0) {
            throw new IllegalArgumentException(size + " bytes at 0x" + Long.toHexString(address) + " are no window");
        }
    }

    /** Whether a whole range lies inside. {@code bytes} is positive. */
    boolean holds(long start, long bytes) {
        return start >= address && start - address <= size - bytes;
    }
}
