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
}
