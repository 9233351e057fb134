package io.hv.kvm.gdb;

import io.hv.kvm.ioctl.GuestDebug;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongPredicate;

/**
 * What gdb wants to be told of, and by what means: debug registers for what needs them, then for ordinary breakpoints as
 * long as there are any, since these change nothing in the guest and need no page to be mapped yet; INT3 for the rest. For
 * one thread.
 */
final class Breakpoints {

    private static final long DR7_ALWAYS = 1 << 10;

    private final Set<Breakpoint> wanted = new LinkedHashSet<>();
    private final int registers;
    private final LongPredicate plantable;

    /**
     * None yet.
     *
     * @param registers how many debug registers there are
     * @param plantable whether an INT3 at a linear address is possible and works
     */
    Breakpoints(int registers, LongPredicate plantable) {
        this.registers = registers;
        this.plantable = plantable;
    }

    boolean hasRegisters() {
        return registers > 0;
    }

    /** Adds one; a second time does nothing. */
    void insert(Breakpoint breakpoint) {
        if (!breakpoint.isValid()) {
            throw GdbError.invalid("no debug register can watch " + breakpoint);
        }
        if (wanted.add(breakpoint) && !fits()) {
            wanted.remove(breakpoint);
            throw GdbError.noRoom();
        }
    }

    private boolean fits() {
        return inRegisters().size() <= registers
                && planted().stream().mapToLong(Breakpoint::address).allMatch(plantable);
    }

    void remove(Breakpoint breakpoint) {
        wanted.remove(breakpoint);
    }

    boolean isInserted(Breakpoint breakpoint) {
        return wanted.contains(breakpoint);
    }

    void clear() {
        wanted.clear();
    }

    /** Those that debug registers serve, by register. */
    List<Breakpoint> inRegisters() {
        List<Breakpoint> chosen = new ArrayList<>();
        wanted.stream().filter(each -> each.kind() != Breakpoint.Kind.SOFTWARE).forEach(chosen::add);
        wanted.stream()
                .filter(each -> each.kind() == Breakpoint.Kind.SOFTWARE)
                .limit(Math.max(0, registers - chosen.size()))
                .forEach(chosen::add);
        return chosen;
    }

    /** Those that an INT3 serves. */
    List<Breakpoint> planted() {
        List<Breakpoint> rest = new ArrayList<>(wanted);
        rest.removeAll(inRegisters());
        return rest;
    }

    /** The one that an INT3 at this linear address serves. */
    Optional<Breakpoint> plantedAt(long address) {
        return planted().stream().filter(each -> each.address() == address).findFirst();
    }

    /** What a vCPU is told: {@code extra} is added to the flags. */
    GuestDebug debug(int extra) {
        List<Breakpoint> held = inRegisters();
        int control = extra;
        long dr7 = held.isEmpty() ? 0 : DR7_ALWAYS;
        for (int i = 0; i < held.size(); i++) {
            dr7 |= 2L << (2 * i) | held.get(i).dr7() << (16 + 4 * i);
            control |= GuestDebug.HARDWARE;
        }
        control |= planted().isEmpty() ? 0 : GuestDebug.SOFTWARE;
        return control == 0
                ? GuestDebug.OFF
                : new GuestDebug(
                        control | GuestDebug.ENABLE,
                        held.stream().map(Breakpoint::address).toList(),
                        dr7);
    }
}
