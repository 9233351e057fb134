package io.hv.kvm.trace;

/** Which events somebody records now. An event's class must not be touched before its question here was answered by yes. */
public final class Trace {

    private static final boolean THERE =
            ModuleLayer.boot().findModule("jdk.jfr").isPresent();

    private Trace() {}

    /** Whether {@link VcpuExit} is recorded. */
    public static boolean exits() {
        return THERE && VcpuExit.isRecorded();
    }

    /** Whether {@link DiskRequest} is recorded. */
    public static boolean diskRequests() {
        return THERE && DiskRequest.isRecorded();
    }

    /** Whether {@link BootPhase} is recorded. */
    public static boolean bootPhases() {
        return THERE && BootPhase.isRecorded();
    }
}
