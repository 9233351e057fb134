package io.hv.kvm.gdb;

import java.util.Locale;
import java.util.Optional;

/**
 * Why the guest stands still, for gdb.
 *
 * @param vcpu which vCPU it is about
 * @param signal which signal gdb is told, by its own numbers
 * @param breakpoint what was met
 */
record Stop(int vcpu, int signal, Optional<Breakpoint> breakpoint) {

    /** SIGINT: gdb has asked for it. */
    static final int INTERRUPTED = 2;

    /** SIGTRAP: a breakpoint, a step. */
    static final int TRAPPED = 5;

    /** SIGABRT: the guest cannot go on. */
    static final int CRASHED = 6;

    static Stop of(int vcpu, int signal) {
        return new Stop(vcpu, signal, Optional.empty());
    }

    /** As a packet. */
    String packet() {
        String reason = breakpoint
                .map(each -> each.kind().isWatch()
                        ? each.kind().reason() + ":" + Long.toHexString(each.address()) + ";"
                        : each.kind().reason() + ":;")
                .orElse("");
        return String.format(Locale.ROOT, "T%02xthread:%x;%s", signal, vcpu + 1, reason);
    }
}
