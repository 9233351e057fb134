package io.hv.kvm.trace;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** A part of a machine's way to its guest's first words. */
@Name("io.hv.BootPhase")
@Label("Boot Phase")
@Category("hv")
@StackTrace(false)
public final class BootPhase extends Event {

    /** Kernel and tables are put into RAM: at power-on, and at each reset. */
    public static final String LOAD = "load";
    /** From power-on until the guest is first let run, {@link #LOAD} included. */
    public static final String FIRST_RUN = "first-run";
    /** From then until it says something on its serial port. */
    public static final String FIRST_OUTPUT = "first-output";

    private static final BootPhase PROBE = new BootPhase();

    @Label("Domain")
    String domain = "";

    @Label("Phase")
    @Description("load, first-run, first-output")
    String phase = "";

    private BootPhase() {}

    static boolean isRecorded() {
        return PROBE.isEnabled();
    }

    /** It begins now. */
    public static BootPhase now(String domain, String phase) {
        BootPhase event = new BootPhase();
        event.domain = domain;
        event.phase = phase;
        event.begin();
        return event;
    }

    /** It is over. On any thread. */
    public void over() {
        commit();
    }
}
