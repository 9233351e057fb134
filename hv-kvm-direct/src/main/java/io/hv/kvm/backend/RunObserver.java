package io.hv.kvm.backend;

import io.hv.CrashReport;
import io.hv.backend.MachineEnd;
import io.hv.backend.MachineListener;
import io.hv.kvm.WatchdogAction;
import io.hv.kvm.WatchdogEvent;
import io.hv.kvm.machine.MachineCrash;
import io.hv.kvm.machine.MachineObserver;

/** Tells the domain, in the API's words, how the machine of one run fares. On the machine's threads; nothing here waits. */
final class RunObserver implements MachineObserver {

    private final MachineListener listener;
    private final KvmHotPlug plugs;
    private final RunInspection inspection;

    /** Tells who looks into the machine, too, and whoever knows its devices. */
    RunObserver(MachineListener listener, KvmHotPlug plugs, RunInspection inspection) {
        this.listener = listener;
        this.plugs = plugs;
        this.inspection = inspection;
    }

    @Override
    public void poweredOff() {
        inspection.poweredOff();
        listener.ended(MachineEnd.shutDown());
    }

    @Override
    public void crashed(MachineCrash crash) {
        MachineEnd end = MachineEnd.crashed(CrashReport.of(
                cause(crash.kind()),
                crash.message(),
                crash.registers(),
                crash.instruction().toArray()));
        inspection.crashed(crash.message(), () -> listener.ended(end));
    }

    private static CrashReport.Cause cause(MachineCrash.Kind kind) {
        return switch (kind) {
            case TRIPLE_FAULT -> CrashReport.Cause.TRIPLE_FAULT;
            case INTERNAL_ERROR -> CrashReport.Cause.INTERNAL_ERROR;
            case PANIC -> CrashReport.Cause.PANIC;
            case HOST_FAILURE -> CrashReport.Cause.HOST_FAILURE;
        };
    }

    @Override
    public void restarted() {
        listener.restarted();
    }

    @Override
    public void marked(int value) {
        listener.marked(value);
    }

    @Override
    public void watchdogExpired(WatchdogAction action) {
        listener.tell((uuid, domain) -> WatchdogEvent.now(uuid, domain, action));
    }

    @Override
    public void unplugged(String device) {
        plugs.gone(device);
    }

    @Override
    public void guestFault(String device, String rule) {
        listener.guestFault(device, rule);
    }
}
