package io.hv.kvm.device;

import io.hv.kvm.bus.ByteSink;
import io.hv.kvm.bus.ByteSource;
import io.hv.kvm.bus.IrqLine;
import io.hv.kvm.bus.MachineControl;
import io.hv.kvm.bus.ManualClock;
import io.hv.kvm.bus.ManualLoop;
import io.hv.kvm.bus.TestLine;
import io.hv.kvm.bus.TestMachine;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A machine around one device: virtual time, and a record of everything the device does to the outside. */
public final class Rig {

    final ManualClock clock = new ManualClock();
    final ManualLoop loop = new ManualLoop(clock);
    private final Deque<Integer> input = new ArrayDeque<>();
    private final List<String> effects = new ArrayList<>();
    private final TestMachine machine = new TestMachine();
    private final Map<String, TestLine> lines = new TreeMap<>();
    private final Map<String, Integer> edgesSeen = new TreeMap<>();

    /** A rig whose time and waiting input are those of another one. */
    Rig copyOutside() {
        Rig copy = new Rig();
        copy.clock.set(clock.nanos());
        copy.input.addAll(input);
        return copy;
    }

    IrqLine line(String name) {
        return lines.computeIfAbsent(name, each -> new TestLine());
    }

    ByteSink sink() {
        return value -> effects.add("out %02x".formatted(value));
    }

    ByteSource source() {
        return () -> input.isEmpty() ? ByteSource.NOTHING : input.remove();
    }

    /** Puts a byte where the source takes it from. */
    void type(int value) {
        input.add(value);
    }

    /** Notes a switch into or out of ACPI mode. */
    void acpiMode(boolean on) {
        effects.add("acpi " + on);
    }

    /** Notes a code that the device told of. */
    void code(int code) {
        effects.add("code " + code);
    }

    MachineControl control() {
        return machine;
    }

    /** What has happened since the last call: the effects in order, and each line's level and edges. */
    String observe() {
        effects.addAll(machine.drain());
        StringBuilder seen = new StringBuilder(String.join(",", effects));
        effects.clear();
        lines.forEach((name, line) -> {
            int edges = line.risingEdges() - edgesSeen.getOrDefault(name, 0);
            edgesSeen.put(name, line.risingEdges());
            seen.append(' ')
                    .append(name)
                    .append(line.isHigh() ? "=1" : "=0")
                    .append("^")
                    .append(edges);
        });
        return seen.toString();
    }

    boolean allLinesLow() {
        return lines.values().stream().noneMatch(TestLine::isHigh);
    }
}
