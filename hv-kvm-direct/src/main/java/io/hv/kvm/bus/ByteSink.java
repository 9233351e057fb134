package io.hv.kvm.bus;

/**
 * Where a device's output goes, byte by byte and in order. It takes every byte and returns at once: it runs on a vCPU's
 * thread with the device's monitor held, or on one of the machine's I/O threads.
 */
@FunctionalInterface
public interface ByteSink {

    /**
     * Takes one byte.
     *
     * @param value 0 to 255
     */
    void accept(int value);

    /**
     * Takes several bytes.
     *
     * @param bytes not kept
     * @param length how many, from the array's beginning
     */
    default void accept(byte[] bytes, int length) {
        for (int i = 0; i < length; i++) {
            accept(bytes[i] & 0xff);
        }
    }

    /**
     * Whether it would rather take more than have it wait in the guest. A device that can let a guest wait asks before each
     * of its requests, and is told when there is room again after there was none.
     */
    default boolean hasRoom() {
        return true;
    }
}
