package io.hv.kvm.bus;

/**
 * Where a device's input comes from. The device asks for a byte whenever it has room for one, so input waits at its
 * source and none is lost on the way. The source tells the device when there is input again after it ran dry. Called on
 * a vCPU's thread with the device's monitor held; returns at once.
 */
@FunctionalInterface
public interface ByteSource {

    /** What {@link #next} returns when there is nothing. */
    int NOTHING = -1;

    /** Takes the next byte out of the source, 0 to 255, or {@link #NOTHING}. */
    int next();
}
