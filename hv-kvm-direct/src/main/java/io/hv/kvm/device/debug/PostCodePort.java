package io.hv.kvm.device.debug;

import io.hv.kvm.bus.PioDevice;
import io.hv.kvm.bus.Resettable;
import io.hv.kvm.bus.Stateful;

/**
 * The port that shows a firmware's progress, one port at 80h. It keeps the last value of up to 32 bits and tells a
 * listener about each, which times a boot by the marks it leaves. Kernels write here also just to pass a microsecond, so
 * the listener is quick.
 */
public final class PostCodePort implements PioDevice, Resettable, Stateful<PostCodeState> {

    /** How many ports it takes. */
    public static final int PORTS = 1;

    /** Hears of every code, on the vCPU's thread and with the device's monitor held; returns at once. */
    @FunctionalInterface
    public interface Listener {

        /** The guest wrote this. */
        void code(int code);
    }

    private final String name;
    private final Listener listener;
    private int last;

    /** A port that only remembers. */
    public PostCodePort(String name) {
        this(name, code -> {});
    }

    /** A port that tells of each code. */
    public PostCodePort(String name, Listener listener) {
        this.name = name;
        this.listener = listener;
    }

    @Override
    public String name() {
        return name;
    }

    /** The last code, 0 if there was none. Safe for any thread. */
    public synchronized int last() {
        return last;
    }

    @Override
    public int readPort(int offset, int size) {
        return last;
    }

    @Override
    public void writePort(int offset, int size, int value) {
        last = value;
        listener.code(value);
    }

    @Override
    public void reset() {
        last = 0;
    }

    @Override
    public PostCodeState save() {
        return new PostCodeState(last);
    }

    @Override
    public void restore(PostCodeState state) {
        last = state.last();
    }
}
