package io.hv.kvm.device;

import io.hv.kvm.bus.Device;
import io.hv.kvm.bus.MmioDevice;
import io.hv.kvm.bus.PioDevice;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;

/**
 * How the contract builds a device and reaches it.
 *
 * @param type its class
 * @param window how many ports, or bytes of address space, it takes
 * @param build makes one, wired to a rig
 * @param outside what may happen to it that is not a guest's access
 * @param keptOverReset the components of its state that a battery keeps
 * @param unbounded the numbers of its state that may have any value
 */
record DeviceUnderTest<D extends Device>(
        Class<D> type,
        int window,
        Function<Rig, D> build,
        List<Outside<D>> outside,
        Set<String> keptOverReset,
        Set<String> unbounded) {

    /** Something that happens to a device from outside the guest. */
    @FunctionalInterface
    interface Outside<D> {
        void happen(D device, Rig rig, Random random);
    }

    static <D extends Device> DeviceUnderTest<D> device(Class<D> type, int window, Function<Rig, D> build) {
        return new DeviceUnderTest<>(type, window, build, List.of(), Set.of(), Set.of());
    }

    DeviceUnderTest<D> and(Outside<D> event) {
        List<Outside<D>> more = new ArrayList<>(outside);
        more.add(event);
        return new DeviceUnderTest<>(type, window, build, more, keptOverReset, unbounded);
    }

    DeviceUnderTest<D> keeping(String... components) {
        return new DeviceUnderTest<>(type, window, build, outside, Set.of(components), unbounded);
    }

    DeviceUnderTest<D> unbounded(String... components) {
        return new DeviceUnderTest<>(type, window, build, outside, keptOverReset, Set.of(components));
    }

    /** Does one step and says what could be seen of it. */
    String perform(Step step, D device, Rig rig) {
        String value = "";
        if (step instanceof Step.Read read) {
            synchronized (device) {
                value = read(device, read.offset(), read.size());
            }
        } else if (step instanceof Step.Write write) {
            synchronized (device) {
                write(device, write.offset(), write.size(), write.value());
            }
        } else if (step instanceof Step.Advance advance) {
            rig.loop.advance(advance.nanos());
        } else if (step instanceof Step.FromOutside event) {
            outside.get(event.index()).happen(device, rig, new Random(event.seed()));
        }
        return step + " -> " + value + " " + rig.observe();
    }

    private String read(D device, int offset, int size) {
        if (device instanceof PioDevice pio) {
            return Integer.toHexString(pio.readPort(offset, size));
        }
        return device instanceof MmioDevice mmio ? Long.toHexString(mmio.readMmio(offset, size)) : "";
    }

    private void write(D device, int offset, int size, long value) {
        if (device instanceof PioDevice pio) {
            pio.writePort(offset, size, (int) value);
        } else if (device instanceof MmioDevice mmio) {
            mmio.writeMmio(offset, size, value);
        }
    }

    @Override
    public String toString() {
        return type.getSimpleName();
    }
}
